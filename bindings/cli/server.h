/* A page that browsers on this machine look at, and that is told to them anew when it changes.
 *
 * It answers at 127.0.0.1 only, GET only, and only those who ask for that name or for localhost:
 * a page from elsewhere cannot have its own name lead here and read what is shown.
 */
#ifndef SERVER_H
#define SERVER_H

#include <event2/event.h>

#include "capai/arena.h"
#include "capai/error.h"
#include "capai/text.h"

struct server;

/* A file of the page. */
struct server_file {
    const char *path;   /* "/" */
    const char *type;   /* Content-Type */
    const char *policy; /* Content-Security-Policy */
    capai_text bytes;   /* NULL: there is none yet, 404 */
};

/* Begins to listen at the port; 0: one that is free. `files`, of which the caller may change the
 * bytes until the server is ended, and `told` must outlive it. Whoever asks for /peristiwa is told,
 * as Server-Sent Events, first `greeting` and then the text that was told last, and every later
 * one. Errors: CAPAI_ERR_SYSTEM with PREVIEW_PORT (word {1} the port, {2} the system's reason);
 * CAPAI_ERR_MEMORY. */
enum capai_status server_begin(struct event_base *base, unsigned port,
                               const struct server_file *files, size_t count, capai_text greeting,
                               struct server **out, struct capai_error *err);

unsigned server_port(const struct server *server);

/* Tells all who listen: one line of JSON. False: memory. */
bool server_tell(struct server *server, capai_text line);

/* Harmless on NULL. */
void server_end(struct server *server);

#endif
