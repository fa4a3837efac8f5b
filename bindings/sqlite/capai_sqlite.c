/* The SQLite extension: SELECT load_extension('capai_sqlite').
 *
 * Each connection has a session of its own, which lives as long as one of its functions does.
 * SQLite never runs two functions of one connection at once, so nothing here locks.
 */
#include <stdlib.h>
#include <string.h>

#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT1

#include "bindings/lua/language.h"
#include "bindings/sql/sql.h"

/* One per connection. */
struct connection {
    struct sql_session *session;
    enum capai_language language;
    int uses; /* functions that point to it */
};

/* What a function of the connection is registered with. */
struct registered {
    struct connection *connection;
    const struct sql_function *function;
};

static void release(struct connection *connection)
{
    if (--connection->uses > 0)
        return;
    sql_session_free(connection->session);
    free(connection);
}

static void unregister(void *user)
{
    struct registered *registered = user;
    release(registered->connection);
    free(registered);
}

static void complain(sqlite3_context *context, const struct registered *registered,
                     const struct capai_error *error)
{
    enum { ROOM = 4 * CAPAI_ERROR_TEXT };
    enum capai_language language = registered->connection->language;
    char text[ROOM], hint[2 * CAPAI_ERROR_TEXT];
    if (error->status == CAPAI_ERR_MEMORY) {
        sqlite3_result_error_nomem(context);
        return;
    }
    sql_message(registered->function->name, error, language, text, sizeof text);
    size_t size = strlen(text);
    if (capai_error_text(error, language, true, hint, sizeof hint))
        snprintf(text + size, sizeof text - size, " (%s)", hint);
    sqlite3_result_error(context, text, -1);
}

/* *same: SQLite reads `text` as the very number that `value` is. */
static int read_back(sqlite3 *db, sqlite3_value *value, const char *text, int *same)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, "SELECT ?1 = CAST(?2 AS REAL)", -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_bind_double(statement, 1, sqlite3_value_double(value));
    if (code == SQLITE_OK)
        code = sqlite3_bind_text(statement, 2, text, -1, SQLITE_STATIC);
    if (code == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
        *same = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    return code;
}

/* A REAL stands for the decimal of at most 15 digits that SQLite shows for it, where that decimal
 * is read as the same REAL: 97.78 is 97,78, and 1.0/3 is nothing exact. Written with an exponent it
 * is no number either. */
static enum capai_status take_real(sqlite3 *db, sqlite3_value *value, capai_text text,
                                   capai_text *out, struct capai_error *err)
{
    int same = 0, code = read_back(db, value, text.data, &same);
    if (code == SQLITE_NOMEM)
        return capai_fail_memory(err);
    if (!same || memchr(text.data, 'e', text.size))
        return capai_fail(err, CAPAI_MSG_SQL_REAL, CAPAI_WORDS(text));
    /* SQLite writes whole ones as 100.0 */
    if (text.size > 2 && memcmp(text.data + text.size - 2, ".0", 2) == 0)
        text.size -= 2;
    *out = text;
    return CAPAI_OK;
}

static enum capai_status take(sqlite3 *db, sqlite3_value *value, capai_text *out,
                              struct capai_error *err)
{
    int type = sqlite3_value_type(value);
    if (type == SQLITE_BLOB)
        return capai_fail(err, CAPAI_MSG_SQL_BLOB, CAPAI_NO_WORDS);
    const char *data = (const char *)sqlite3_value_text(value);
    if (!data)
        return capai_fail_memory(err);
    capai_text text = {data, (size_t)sqlite3_value_bytes(value)};
    if (type == SQLITE_FLOAT)
        return take_real(db, value, text, out, err);
    *out = text;
    return CAPAI_OK;
}

static void call(sqlite3_context *context, int count, sqlite3_value **values)
{
    const struct registered *registered = sqlite3_user_data(context);
    capai_text arguments[SQL_ARGUMENTS];
    struct capai_error error = {0};
    struct sql_answer answer;
    enum capai_status status = CAPAI_OK;
    for (int i = 0; i < count; i++)
        if (sqlite3_value_type(values[i]) == SQLITE_NULL)
            return; /* the result is NULL */
    for (int i = 0; i < count && !status; i++)
        status = take(sqlite3_context_db_handle(context), values[i], &arguments[i], &error);
    if (!status)
        status = registered->function->call(registered->connection->session, arguments,
                                            (size_t)count, &answer, &error);
    if (status)
        complain(context, registered, &error);
    else if (!answer.null)
        sqlite3_result_text(context, answer.text, (int)answer.size, SQLITE_TRANSIENT);
}

/* One function with each number of arguments that it takes. */
static int register_function(sqlite3 *db, struct connection *connection,
                             const struct sql_function *function)
{
    int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, code = SQLITE_OK;
    for (size_t count = function->least; count <= function->most && code == SQLITE_OK; count++) {
        struct registered *registered = malloc(sizeof *registered);
        if (!registered)
            return SQLITE_NOMEM;
        *registered = (struct registered){connection, function};
        connection->uses++;
        /* on failure, too, it calls unregister */
        code = sqlite3_create_function_v2(db, function->name, (int)count, flags, registered, call,
                                          NULL, NULL, unregister);
    }
    return code;
}

/* The name that SQLite makes of that of the file. */
CAPAI_API_BEGIN
int sqlite3_capaisqlite_init(sqlite3 *db, char **message, const sqlite3_api_routines *api);
CAPAI_API_END

int sqlite3_capaisqlite_init(sqlite3 *db, char **message, const sqlite3_api_routines *api)
{
    int code = SQLITE_OK;
    (void)message;
    SQLITE_EXTENSION_INIT2(api);
    struct connection *connection = calloc(1, sizeof *connection);
    if (!connection)
        return SQLITE_NOMEM;
    connection->uses = 1; /* this function, until it returns */
    connection->language = language_of_environment();
    connection->session = sql_session_new();
    if (!connection->session)
        code = SQLITE_NOMEM;
    for (size_t i = 0; i < SQL_COUNT && code == SQLITE_OK; i++)
        code = register_function(db, connection, &sql_functions[i]);
    release(connection);
    return code;
}
