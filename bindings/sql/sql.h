/* The functions that databases call, without any database: texts in, a text out. Private to
 * bindings/sqlite and bindings/postgres, which turn values of theirs into texts and back.
 *
 * A session keeps the rule packs that were asked for; it belongs to one connection, which uses it
 * from one thread at a time. Nothing else is kept: a call leaves no memory behind, whether it
 * succeeds or fails.
 */
#ifndef SQL_H
#define SQL_H

#include "capai/capai.h"

struct sql_session;

/* A new session whose packs are the installed ones, or NULL when memory ran out. */
struct sql_session *sql_session_new(void);

/* Harmless on NULL. */
void sql_session_free(struct sql_session *session);

/* What a function answers: nothing, which is the database's NULL, or a text. */
struct sql_answer {
    bool null;
    size_t size;
    char text[CAPAI_TERBILANG_TEXT]; /* which any number and any class fit into */
};

enum { SQL_ARGUMENTS = 4 };

/* Arguments are present: a NULL of the database is answered before a function is called. Errors
 * are those of the parts that a function stands on, and OPTION_VALUE (a word that is none of those
 * listed), SQL_BAND, SQL_ROW; *out is then unchanged. */
typedef enum capai_status (*sql_call)(struct sql_session *session, const capai_text *arguments,
                                      size_t count, struct sql_answer *out,
                                      struct capai_error *err);

/* One entry per function; from `least` on, arguments may be left out. */
struct sql_function {
    const char *name;
    size_t least, most;
    sql_call call;
};

enum sql_name { SQL_ANGKA, SQL_BULAT, SQL_CAPAIAN, SQL_PREDIKAT, SQL_TERBILANG, SQL_COUNT };

extern const struct sql_function sql_functions[SQL_COUNT];

/* capai_capaian(realisasi, target, arah [, how]), capai_predikat(capaian, how). */
enum capai_status sql_capaian(struct sql_session *session, const capai_text *arguments,
                              size_t count, struct sql_answer *out, struct capai_error *err);
enum capai_status sql_predikat(struct sql_session *session, const capai_text *arguments,
                               size_t count, struct sql_answer *out, struct capai_error *err);

/* The newest version of the installed rules `id`, loaded on first use. Errors of capai_packs_named;
 * *out is then unchanged. */
enum capai_status sql_rules(struct sql_session *session, capai_text id,
                            const struct capai_rules **out, struct capai_error *err);

/* True for what may be the id of a pack: small letters, digits and hyphens. */
bool sql_is_id(capai_text text);

/* A scale written as text into `arena`: "Tinggi >= 76 < 90; Sedang >= 66 < 76". Errors: SQL_BAND,
 * NUMBER_SYNTAX, NUMBER_DIGITS, SCALE_BAND_EMPTY, CAPAI_ERR_MEMORY; *out is then unchanged. */
enum capai_status sql_scale(capai_text text, struct capai_arena *arena, struct capai_scale *out,
                            struct capai_error *err);

/* The answers: nothing, a text (cut where it does not fit), a number, the shortest number that
 * rounds as the quotient does (docs/sql.md says how). */
void sql_answer_null(struct sql_answer *out);
void sql_answer_text(struct sql_answer *out, capai_text text);
void sql_answer_number(struct sql_answer *out, capai_decimal x);
enum capai_status sql_answer_quotient(struct sql_answer *out, const struct capai_ratio *x,
                                      struct capai_arena *scratch, struct capai_error *err);

/* Which of `count` words `text` is, by *index. Error: OPTION_VALUE, of `what`. */
enum capai_status sql_choose(const char *what, capai_text text, const capai_text *words,
                             size_t count, size_t *index, struct capai_error *err);

/* "function: place: message" as people read it, NUL-terminated and cut to fit. */
void sql_message(const char *function, const struct capai_error *err, enum capai_language language,
                 char *buffer, size_t size);

#endif
