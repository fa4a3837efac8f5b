/* Documents in all their forms: what a layout made, written to a file. */
#ifndef DOCUMENT_H
#define DOCUMENT_H

#include "bindings/cli/session.h"
#include "bindings/lua/binding.h"
#include "capai/trace.h"

/* A document that stands on the stack of a state. */
struct document {
    struct session *session;
    lua_State *L;
    int index; /* of the document */
    /* what it was made from besides the data: the script and the texts */
    const struct capai_input *read;
    size_t read_count;
};

/* What -o may name for a document; `user` is a struct document. */
extern const struct writer document_writer;

/* Writes the document in one form. False with *err. */
bool document_write(const void *user, int table, enum format format, FILE *file,
                    struct capai_error *err);

/* Refuses what only a document can be written to where there is no layout, and what has no meaning
 * beside one. Errors: LAYOUT_NEEDED, LAYOUT_TABLE. */
enum capai_status document_check_outputs(const struct options *options, struct capai_error *err);

/* Says that something needs a layout, and which there are. */
enum capai_status document_need_layout(const char *what, struct capai_error *err);

/* Makes the report of the evaluation of a session by the layout that its options name, and gives it
 * to `use`, unless it cannot be made. `trace` followed the evaluation. What goes wrong is noted. */
void document_make(struct session *session, const struct capai_trace *trace,
                   void (*use)(const struct document *document, void *user), void *user);

/* The same, and shows or writes it. */
void document_of_layout(struct session *session, const struct capai_trace *trace);

#endif
