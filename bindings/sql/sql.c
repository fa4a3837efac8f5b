/* Sessions, answers, and the functions that need no rules. */
#include "bindings/sql/sql.h"

#include <stdlib.h>
#include <string.h>

/* Rules that were asked for by their id. */
struct known {
    capai_text id;
    const struct capai_rules *rules;
    struct known *next;
};

struct sql_session {
    struct capai_arena arena;
    struct capai_notices notices;
    struct capai_packs *packs;
    const char *folder;
    struct known *known;
};

struct sql_session *sql_session_new(void)
{
    struct sql_session *session = calloc(1, sizeof *session);
    if (!session)
        return NULL;
    capai_arena_init(&session->arena, NULL, NULL, 0);
    capai_notices_init(&session->notices, &session->arena, CAPAI_NOTICES_LIMIT);
    session->folder = capai_packs_installed(&session->arena);
    if (!session->arena.starved) /* else the folder may not have been seen */
        session->packs = capai_packs_new(&session->folder, session->folder ? 1 : 0, &session->arena,
                                         &session->notices);
    if (!session->packs) {
        sql_session_free(session);
        return NULL;
    }
    return session;
}

void sql_session_free(struct sql_session *session)
{
    if (!session)
        return;
    capai_packs_free(session->packs);
    capai_arena_clear(&session->arena);
    free(session);
}

bool sql_is_id(capai_text text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-')
            return false;
    }
    return text.size > 0;
}

/* Loads rules for good. An id never leads to a file of another name, as a path would. */
static enum capai_status learn(struct sql_session *session, capai_text id,
                               const struct capai_rules **out, struct capai_error *err)
{
    struct known *known = capai_arena_array(&session->arena, 1, sizeof *known);
    capai_text copy = capai_text_copy(id, &session->arena);
    if (!known || !copy.data)
        return capai_fail_memory(err);
    enum capai_status status = capai_packs_named(session->packs, copy.data, 0, &known->rules, err);
    if (status)
        return status;
    known->id = copy;
    known->next = session->known;
    session->known = known;
    *out = known->rules;
    return CAPAI_OK;
}

enum capai_status sql_rules(struct sql_session *session, capai_text id,
                            const struct capai_rules **out, struct capai_error *err)
{
    struct capai_error error = {0};
    for (const struct known *known = session->known; known; known = known->next)
        if (capai_text_equal(known->id, id)) {
            *out = known->rules;
            return CAPAI_OK;
        }
    if (!sql_is_id(id))
        return capai_fail(err, CAPAI_MSG_RULES_NOT_FOUND, CAPAI_WORDS(id));
    struct capai_mark mark = capai_arena_mark(&session->arena);
    enum capai_status status = learn(session, id, out, &error);
    /* what is not there is asked for again and again; what was loaded, even in vain, is kept */
    if (error.message == CAPAI_MSG_RULES_NOT_FOUND && !error.file)
        capai_arena_release(&session->arena, mark);
    if (status && err && !err->status)
        *err = error;
    return status;
}

/* ---- answers ---- */

void sql_answer_null(struct sql_answer *out)
{
    out->null = true;
    out->size = 0;
}

void sql_answer_text(struct sql_answer *out, capai_text text)
{
    size_t size = text.size < sizeof out->text ? text.size : sizeof out->text - 1;
    out->null = false;
    out->size = size;
    memcpy(out->text, text.data ? text.data : "", size);
    out->text[size] = '\0';
}

void sql_answer_number(struct sql_answer *out, capai_decimal x)
{
    out->null = false;
    out->size = capai_decimal_format(x, CAPAI_NOTATION_PLAIN, out->text);
}

/* A quotient that goes on is cut here: 20 decimals, fewer where there are many digits before the
 * point, but always more than the 12 that a rule may round to. */
enum { QUOTIENT_MOST = 20, QUOTIENT_LEAST = CAPAI_ROUND_DIGITS + 1 };

/* Zeros at the end of the decimals say nothing of a quotient. */
static void drop_zeros(struct sql_answer *out)
{
    if (!memchr(out->text, '.', out->size))
        return;
    while (out->text[out->size - 1] == '0')
        out->size--;
    if (out->text[out->size - 1] == '.')
        out->size--;
    out->text[out->size] = '\0';
}

enum capai_status sql_answer_quotient(struct sql_answer *out, const struct capai_ratio *x,
                                      struct capai_arena *scratch, struct capai_error *err)
{
    struct capai_exact exact = capai_exact_of(x);
    capai_decimal cut;
    int digits = QUOTIENT_MOST, sign;
    enum capai_status status;
    while ((status = capai_exact_round(exact, digits, CAPAI_DOWN, scratch, &cut, NULL)) ==
               CAPAI_ERR_DATA &&
           digits > 0)
        digits--;
    struct capai_ratio shown = capai_ratio_of(cut);
    if (!status)
        status = capai_exact_compare(exact, capai_exact_of(&shown), scratch, &sign, err);
    if (status == CAPAI_ERR_MEMORY)
        return capai_fail_memory(err);
    if (status || (sign && digits < QUOTIENT_LEAST))
        return capai_fail(err, CAPAI_MSG_NUMBER_RANGE, CAPAI_NO_WORDS);
    sql_answer_number(out, cut);
    /* a last digit of 0 or 5 would look like a whole or a half; 1 or 6 says that more follows */
    char *last = &out->text[out->size - 1];
    if (!sign)
        drop_zeros(out);
    else if (*last == '0' || *last == '5')
        ++*last;
    if (sign < 0 && out->text[0] != '-') { /* all that was left of it were zeros */
        memmove(out->text + 1, out->text, ++out->size);
        out->text[0] = '-';
    }
    return CAPAI_OK;
}

enum capai_status sql_choose(const char *what, capai_text text, const capai_text *words,
                             size_t count, size_t *index, struct capai_error *err)
{
    char list[CAPAI_ERROR_TEXT / 2];
    size_t size = 0;
    for (size_t i = 0; i < count; i++) {
        if (capai_text_equal_nocase(words[i], text)) {
            *index = i;
            return CAPAI_OK;
        }
        size = capai_text_append(list, sizeof list, size, words[i]);
    }
    return capai_fail(err, CAPAI_MSG_OPTION_VALUE,
                      CAPAI_WORDS(capai_text_of(what), text, ((capai_text){list, size}),
                                  capai_text_nearest(text, words, count)));
}

void sql_message(const char *function, const struct capai_error *err, enum capai_language language,
                 char *buffer, size_t size)
{
    char where[CAPAI_ERROR_TEXT], text[2 * CAPAI_ERROR_TEXT];
    size_t placed = capai_error_where(err, where, sizeof where);
    capai_error_text(err, language, false, text, sizeof text);
    snprintf(buffer, size, "%s: %s%s%s", function, where, placed ? ": " : "", text);
}

/* ---- functions ---- */

/* A cell of an office's table, in the notation that the second argument names. */
static enum capai_status angka(struct sql_session *session, const capai_text *arguments,
                               size_t count, struct sql_answer *out, struct capai_error *err)
{
    static const capai_text notations[] = {{"indonesia", 9}, {"us", 2}};
    struct capai_cell cell;
    size_t notation = 0;
    (void)session;
    enum capai_status status =
        count < 2 ? CAPAI_OK : sql_choose("notasi", arguments[1], notations, 2, &notation, err);
    if (!status)
        status = capai_cell_parse(arguments[0],
                                  notation ? CAPAI_NOTATION_PLAIN : CAPAI_NOTATION_INDONESIA,
                                  CAPAI_QUANTITY, &cell, err);
    if (status)
        return status;
    if (cell.kind == CAPAI_CELL_MISSING)
        sql_answer_null(out);
    else if (!cell.has_number || cell.kind == CAPAI_CELL_RANGE)
        return capai_fail(err, CAPAI_MSG_NOT_A_NUMBER, CAPAI_WORDS(cell.source));
    else
        sql_answer_number(out, cell.number);
    return CAPAI_OK;
}

/* A whole number of 0 to CAPAI_DECIMAL_SCALE. */
static enum capai_status parse_digits(capai_text text, int *out, struct capai_error *err)
{
    int digits = 0;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        digits = c < '0' || c > '9' ? CAPAI_DECIMAL_SCALE + 1 : 10 * digits + c - '0';
        if (digits > CAPAI_DECIMAL_SCALE)
            break;
    }
    if (!text.size || digits > CAPAI_DECIMAL_SCALE)
        return capai_fail(err, CAPAI_MSG_OPTION_VALUE,
                          CAPAI_WORDS(CAPAI_TEXT("digit"), text, CAPAI_TEXT("0..100")));
    *out = digits;
    return CAPAI_OK;
}

static enum capai_status bulat(struct sql_session *session, const capai_text *arguments,
                               size_t count, struct sql_answer *out, struct capai_error *err)
{
    capai_text modes[CAPAI_ROUNDING_COUNT];
    capai_decimal x;
    size_t mode = CAPAI_HALF_UP;
    unsigned flags = 0;
    int digits = 0;
    (void)session;
    for (size_t i = 0; i < CAPAI_ROUNDING_COUNT; i++)
        modes[i] = capai_text_of(capai_rounding_name((enum capai_rounding)i));
    enum capai_status status = capai_decimal_parse(arguments[0], &x, err);
    if (!status)
        status = parse_digits(arguments[1], &digits, err);
    if (!status && count > 2)
        status = sql_choose("modus", arguments[2], modes, CAPAI_ROUNDING_COUNT, &mode, err);
    if (status)
        return status;
    x = capai_decimal_round(x, digits, (enum capai_rounding)mode, &flags);
    if (flags)
        return capai_fail(err, CAPAI_MSG_NUMBER_RANGE, CAPAI_NO_WORDS);
    sql_answer_number(out, x);
    return CAPAI_OK;
}

static enum capai_status terbilang(struct sql_session *session, const capai_text *arguments,
                                   size_t count, struct sql_answer *out, struct capai_error *err)
{
    static const capai_text spellings[] = {{"miliar", 6}, {"milyar", 6}};
    capai_decimal x;
    size_t spelling = CAPAI_MILIAR;
    (void)session;
    enum capai_status status = capai_decimal_parse(arguments[0], &x, err);
    if (!status && count > 1)
        status = sql_choose("ejaan", arguments[1], spellings, 2, &spelling, err);
    if (!status)
        status = capai_terbilang_format(x, (enum capai_miliar)spelling, out->text, &out->size, err);
    if (!status)
        out->null = false;
    return status;
}

const struct sql_function sql_functions[SQL_COUNT] = {
    [SQL_ANGKA] = {"capai_angka", 1, 2, angka},
    [SQL_BULAT] = {"capai_bulat", 2, 3, bulat},
    [SQL_CAPAIAN] = {"capai_capaian", 3, 4, sql_capaian},
    [SQL_PREDIKAT] = {"capai_predikat", 2, 2, sql_predikat},
    [SQL_TERBILANG] = {"capai_terbilang", 1, 2, terbilang},
};
