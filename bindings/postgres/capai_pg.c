/* The PostgreSQL extension: numerics and texts in, a numeric or a text out.
 *
 * PostgreSQL reports an error by a jump that frees what it has allocated itself, and nothing else.
 * So the two memories never mix: arguments are copied to texts first (palloc, which may jump), then
 * a function of the core runs, in memory of its own that it gives back before it returns and
 * without a call to PostgreSQL, and only then its answer, which lies on the stack, is made a value
 * or an error. A backend is one process with one thread; it keeps one session.
 */
#define _GNU_SOURCE

#include <postgres.h>

#include <fmgr.h>
#include <mb/pg_wchar.h>
#include <utils/builtins.h>
#include <utils/guc.h>

#include "bindings/sql/sql.h"

CAPAI_API_BEGIN
PG_MODULE_MAGIC;
void _PG_init(void);
CAPAI_API_END

static struct sql_session *session; /* of this backend */

/* ---- the language of messages ---- */

enum { LANGUAGE_AUTO = CAPAI_ENGLISH + 1 };

static int language_setting = LANGUAGE_AUTO;
static const struct config_enum_entry languages[] = {{"auto", LANGUAGE_AUTO, false},
                                                     {"id", CAPAI_INDONESIAN, false},
                                                     {"en", CAPAI_ENGLISH, false},
                                                     {NULL, 0, false}};

/* That of the server's own messages, unless capai.lang says it. */
static enum capai_language language(void)
{
    if (language_setting != LANGUAGE_AUTO)
        return (enum capai_language)language_setting;
    const char *locale = GetConfigOption("lc_messages", true, false);
    return locale && strncmp(locale, "id", 2) == 0 ? CAPAI_INDONESIAN : CAPAI_ENGLISH;
}

void _PG_init(void)
{
    DefineCustomEnumVariable("capai.lang", "Language of Capai's messages.",
                             "auto: Indonesian where lc_messages is, else English.",
                             &language_setting, LANGUAGE_AUTO, languages, PGC_USERSET, 0, NULL,
                             NULL, NULL);
    MarkGUCPrefixReserved("capai");
}

/* ---- arguments and answers ---- */

/* The argument as UTF-8, by its type: n numeric, i integer, t text. */
static capai_text take(FunctionCallInfo fcinfo, int index, char type)
{
    Datum value = PG_GETARG_DATUM(index);
    if (type == 'n')
        return capai_text_of(DatumGetCString(DirectFunctionCall1(numeric_out, value)));
    if (type == 'i')
        return capai_text_of(DatumGetCString(DirectFunctionCall1(int4out, value)));
    text *given = DatumGetTextPP(value);
    int size = (int)VARSIZE_ANY_EXHDR(given);
    const char *data = VARDATA_ANY(given);
    char *utf8 = pg_server_to_any(data, size, PG_UTF8);
    return (capai_text){utf8, utf8 == data ? (size_t)size : strlen(utf8)};
}

static char *to_server(char *utf8)
{
    return pg_any_to_server(utf8, (int)strlen(utf8), PG_UTF8);
}

static int code_of(enum capai_status status)
{
    switch (status) {
    case CAPAI_ERR_MEMORY:
        return ERRCODE_OUT_OF_MEMORY;
    case CAPAI_ERR_USAGE:
        return ERRCODE_INVALID_PARAMETER_VALUE;
    case CAPAI_ERR_RULES:
        return ERRCODE_EXTERNAL_ROUTINE_EXCEPTION;
    case CAPAI_ERR_SYSTEM:
        return ERRCODE_SYSTEM_ERROR;
    default:
        return ERRCODE_DATA_EXCEPTION;
    }
}

static void complain(const char *function, const struct capai_error *error)
{
    char message[4 * CAPAI_ERROR_TEXT], hint[2 * CAPAI_ERROR_TEXT];
    sql_message(function, error, language(), message, sizeof message);
    size_t size = capai_error_text(error, language(), true, hint, sizeof hint);
    ereport(ERROR, (errcode(code_of(error->status)), errmsg_internal("%s", to_server(message)),
                    size ? errhint("%s", to_server(hint)) : 0));
}

/* Calls a function whose arguments are of `types`; the result is numeric or text. */
static Datum call(FunctionCallInfo fcinfo, enum sql_name name, const char *types, bool numeric)
{
    const struct sql_function *function = &sql_functions[name];
    capai_text arguments[SQL_ARGUMENTS];
    struct capai_error error = {0};
    struct sql_answer answer = {.null = true};
    int count = PG_NARGS();
    for (int i = 0; i < count; i++)
        arguments[i] = take(fcinfo, i, types[i]);
    if (!session)
        session = sql_session_new();
    enum capai_status status =
        session ? function->call(session, arguments, (size_t)count, &answer, &error)
                : capai_fail_memory(&error);
    if (status)
        complain(function->name, &error);
    if (answer.null)
        PG_RETURN_NULL();
    if (numeric)
        return DirectFunctionCall3(numeric_in, CStringGetDatum(answer.text),
                                   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
    PG_RETURN_TEXT_P(cstring_to_text(to_server(answer.text)));
}

/* ---- functions, under the names that capai--*.sql gives them ---- */

CAPAI_API_BEGIN
PG_FUNCTION_INFO_V1(pg_capai_angka);
PG_FUNCTION_INFO_V1(pg_capai_bulat);
PG_FUNCTION_INFO_V1(pg_capai_capaian);
PG_FUNCTION_INFO_V1(pg_capai_predikat);
PG_FUNCTION_INFO_V1(pg_capai_terbilang);
CAPAI_API_END

Datum pg_capai_angka(PG_FUNCTION_ARGS)
{
    return call(fcinfo, SQL_ANGKA, "tt", true);
}

Datum pg_capai_bulat(PG_FUNCTION_ARGS)
{
    return call(fcinfo, SQL_BULAT, "nit", true);
}

Datum pg_capai_capaian(PG_FUNCTION_ARGS)
{
    return call(fcinfo, SQL_CAPAIAN, "nntt", true);
}

Datum pg_capai_predikat(PG_FUNCTION_ARGS)
{
    return call(fcinfo, SQL_PREDIKAT, "nt", false);
}

Datum pg_capai_terbilang(PG_FUNCTION_ARGS)
{
    return call(fcinfo, SQL_TERBILANG, "nt", false);
}
