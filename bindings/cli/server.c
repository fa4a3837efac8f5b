#define _DEFAULT_SOURCE

#include "bindings/cli/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/http.h>
#include <event2/keyvalq_struct.h>
#include <event2/listener.h>
#include <event2/util.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bindings/cli/visitors.h"
#include "capai/decimal.h"
#include "capai/pipeline.h"

enum {
    LISTENERS = 64,      /* who are told at one time */
    MOST_HEADERS = 8192, /* bytes of a request */
    MOST_BODY = 1024,
    PATIENCE = 60,     /* seconds for whoever does not go on */
    CHECK = 2,         /* seconds between two looks whether a listener has gone */
    BREATHS = 8,       /* looks between two signs of life */
    CONNECTIONS = 128, /* at one time; who comes then waits until one has gone */
};

static const char HTTP_LISTEN[] = "/peristiwa";

struct listener {
    struct evhttp_request *request;
    struct evhttp_connection *connection;
};

struct server {
    const struct server_file *files;
    size_t file_count;
    capai_text greeting;
    char *last; /* what was told last; NULL: nothing */
    size_t last_size;
    struct evhttp *http;
    struct event *check;
    unsigned checks;
    unsigned port;
    int socket;
    struct evconnlistener *door; /* borrowed */
    bool shut;
    struct visitors visitors; /* by their streams' input */
    struct listener listeners[LISTENERS];
    size_t listener_count;
};

/* ---- who may ask ---- */

/* A name of this machine that no other site can take, perhaps with a port. */
static bool is_our_name(const char *host)
{
    static const char *const names[] = {"127.0.0.1", "localhost"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t size = strlen(names[i]);
        const char *rest = host + size;
        if (strncmp(host, names[i], size) != 0)
            continue;
        if (!*rest ||
            (*rest == ':' && rest[1] && strspn(rest + 1, "0123456789") == strlen(rest + 1)))
            return true;
    }
    return false;
}

/* True when the request names us once, and nobody else. */
static bool asks_for_us(struct evhttp_request *request)
{
    const struct evkeyval *header;
    const char *in_line = evhttp_uri_get_host(evhttp_request_get_evhttp_uri(request));
    const char *host = NULL;
    size_t hosts = 0;
    for (header = evhttp_request_get_input_headers(request)->tqh_first; header;
         header = header->next.tqe_next) {
        if (evutil_ascii_strcasecmp(header->key, "Host") != 0)
            continue;
        host = header->value;
        hosts++;
    }
    return hosts == 1 && is_our_name(host) && (!in_line || is_our_name(in_line));
}

/* ---- answers ---- */

static void add_header(struct evhttp_request *request, const char *name, const char *value)
{
    evhttp_add_header(evhttp_request_get_output_headers(request), name, value);
}

/* What holds for all answers: nothing is kept, guessed, or shown within another site. */
static void add_headers(struct evhttp_request *request, const char *type, const char *policy)
{
    add_header(request, "Content-Type", type);
    add_header(request, "Content-Security-Policy", policy);
    add_header(request, "Cache-Control", "no-store");
    add_header(request, "X-Content-Type-Options", "nosniff");
    add_header(request, "Referrer-Policy", "no-referrer");
    add_header(request, "Cross-Origin-Resource-Policy", "same-origin");
    add_header(request, "Cross-Origin-Opener-Policy", "same-origin");
}

/* An answer that is no page: the reason, for programs and for who looks closely. */
static void refuse(struct evhttp_request *request, int code, const char *reason)
{
    struct evbuffer *body = evbuffer_new();
    add_headers(request, "text/plain; charset=utf-8", "default-src 'none'");
    if (body)
        evbuffer_add_printf(body, "%d %s\n", code, reason);
    evhttp_send_reply(request, code, reason, body);
    if (body)
        evbuffer_free(body);
}

static void send_file(struct evhttp_request *request, const struct server_file *file)
{
    struct evbuffer *body = evbuffer_new();
    add_headers(request, file->type, file->policy);
    if (body && evbuffer_add(body, file->bytes.data, file->bytes.size) == 0)
        evhttp_send_reply(request, HTTP_OK, "OK", body);
    else
        evhttp_send_reply(request, HTTP_SERVUNAVAIL, "Service Unavailable", NULL);
    if (body)
        evbuffer_free(body);
}

/* ---- those who are told ---- */

static void send_event(struct evhttp_request *request, const char *event, capai_text line)
{
    struct evbuffer *chunk = evbuffer_new();
    if (!chunk)
        return;
    if (event)
        evbuffer_add_printf(chunk, "event: %s\ndata: ", event);
    if (evbuffer_add(chunk, line.data, line.size) == 0 && evbuffer_add(chunk, "\n\n", 2) == 0)
        evhttp_send_reply_chunk(request, chunk);
    evbuffer_free(chunk);
}

/* libevent takes the request from a connection that fails while it answers, and leaves it to us. */
static void on_close(struct evhttp_connection *connection, void *user)
{
    struct server *server = user;
    for (size_t i = server->listener_count; i-- > 0;) {
        const struct listener gone = server->listeners[i];
        if (gone.connection != connection)
            continue;
        server->listeners[i] = server->listeners[--server->listener_count];
        if (!evhttp_request_get_connection(gone.request))
            evhttp_request_free(gone.request);
    }
}

static void listen_to(struct server *server, struct evhttp_request *request)
{
    if (server->listener_count == LISTENERS) {
        refuse(request, HTTP_SERVUNAVAIL, "Service Unavailable");
        return;
    }
    add_headers(request, "text/event-stream", "default-src 'none'");
    evhttp_send_reply_start(request, HTTP_OK, "OK");
    struct evhttp_connection *connection = evhttp_request_get_connection(request);
    server->listeners[server->listener_count++] = (struct listener){request, connection};
    evhttp_connection_set_closecb(connection, on_close, server);
    send_event(request, "teks", server->greeting);
    if (server->last)
        send_event(request, "keadaan", (capai_text){server->last, server->last_size});
}

/* libevent does not look at a connection while it answers: whether the other side has gone is seen
 * here, else a tab that is loaded again and again would hold a descriptor each time. */
static bool has_gone(struct evhttp_connection *connection)
{
    char byte;
    struct bufferevent *stream = evhttp_connection_get_bufferevent(connection);
    ssize_t size = recv(bufferevent_getfd(stream), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return size == 0 || (size < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
}

/* True when no more connections fit: the system gives the lowest number that is free. */
static bool is_full(const struct server *server)
{
    const int next = dup(server->socket);
    if (next >= 0)
        close(next);
    return next < 0 || next > server->socket + CONNECTIONS;
}

/* A request trickles in: who takes too long for it is hung up on. */
static void on_bytes(struct evbuffer *buffer, const struct evbuffer_cb_info *info, void *user)
{
    struct visitor *visitor = user;
    if (info->n_added && visitor_is_slow(visitor, buffer, capai_clock_milliseconds()))
        shutdown(bufferevent_getfd(visitor->user), SHUT_RDWR);
}

/* Makes the stream of a connection that comes. */
static struct bufferevent *on_visit(struct event_base *base, void *user)
{
    struct server *server = user;
    struct bufferevent *stream = bufferevent_socket_new(base, -1, 0);
    if (stream) {
        struct evbuffer *input = bufferevent_get_input(stream);
        evbuffer_add_cb(input, on_bytes, visitors_come(&server->visitors, input, stream));
    }
    if (!server->shut && is_full(server)) {
        server->shut = true;
        evconnlistener_disable(server->door);
    }
    return stream;
}

/* The whole request of a connection is there. */
static void end_visit(struct server *server, struct evhttp_request *request)
{
    struct evhttp_connection *connection = evhttp_request_get_connection(request);
    struct bufferevent *stream = evhttp_connection_get_bufferevent(connection);
    visitors_answered(&server->visitors, bufferevent_get_input(stream));
}

static void on_check(evutil_socket_t fd, short what, void *user)
{
    struct server *server = user;
    (void)fd, (void)what;
    if (server->shut && !is_full(server)) {
        server->shut = false;
        evconnlistener_enable(server->door);
    }
    bool breathe = ++server->checks % BREATHS == 0;
    for (size_t i = server->listener_count; i-- > 0;) {
        const struct listener *listener = &server->listeners[i];
        if (has_gone(listener->connection))
            evhttp_connection_free(listener->connection); /* calls on_close */
        else if (breathe)
            send_event(listener->request, NULL, CAPAI_TEXT(":"));
    }
}

bool server_tell(struct server *server, capai_text line)
{
    char *copy = malloc(line.size + 1);
    if (!copy)
        return false;
    memcpy(copy, line.data, line.size);
    copy[line.size] = '\0';
    free(server->last);
    server->last = copy;
    server->last_size = line.size;
    for (size_t i = server->listener_count; i-- > 0;)
        send_event(server->listeners[i].request, "keadaan", line);
    return true;
}

/* ---- requests ---- */

static void on_request(struct evhttp_request *request, void *user)
{
    struct server *server = user;
    const char *path = evhttp_uri_get_path(evhttp_request_get_evhttp_uri(request));
    end_visit(server, request);
    if (!asks_for_us(request)) {
        refuse(request, 421, "Misdirected Request");
        return;
    }
    if (evhttp_request_get_command(request) != EVHTTP_REQ_GET) {
        add_header(request, "Allow", "GET");
        refuse(request, HTTP_BADMETHOD, "Method Not Allowed");
        return;
    }
    if (path && strcmp(path, HTTP_LISTEN) == 0) {
        listen_to(server, request);
        return;
    }
    for (size_t i = 0; i < server->file_count; i++)
        if (path && strcmp(path, server->files[i].path) == 0 && server->files[i].bytes.data) {
            send_file(request, &server->files[i]);
            return;
        }
    refuse(request, HTTP_NOTFOUND, "Not Found");
}

/* ---- the whole ---- */

/* A socket that listens at the port of this machine only; -1 with errno. */
static int open_socket(unsigned port)
{
    int on = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    /* a port that was ours until just now can be ours again: tabs find us there */
    if (fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
        evutil_make_socket_nonblocking(fd) == 0 && evutil_make_socket_closeonexec(fd) == 0 &&
        bind(fd, (struct sockaddr *)&address, sizeof address) == 0 && listen(fd, 64) == 0)
        return fd;
    int number = errno;
    if (fd >= 0)
        close(fd);
    errno = number;
    return -1;
}

static unsigned port_of(int fd)
{
    struct sockaddr_in address = {0};
    socklen_t size = sizeof address;
    return getsockname(fd, (struct sockaddr *)&address, &size) == 0 ? ntohs(address.sin_port) : 0;
}

static bool serve(struct server *server, struct event_base *base, int fd)
{
    static const struct timeval check = {CHECK, 0};
    server->http = evhttp_new(base);
    server->check = event_new(base, -1, EV_PERSIST, on_check, server);
    if (!server->http || !server->check || event_add(server->check, &check) != 0)
        return false;
    evhttp_set_max_headers_size(server->http, MOST_HEADERS);
    evhttp_set_max_body_size(server->http, MOST_BODY);
    evhttp_set_timeout(server->http, PATIENCE);
    /* all that it knows, so that each gets an answer that says what is allowed */
    evhttp_set_allowed_methods(server->http, (ev_uint16_t)0xFFFF);
    evhttp_set_gencb(server->http, on_request, server);
    evhttp_set_bevcb(server->http, on_visit, server);
    server->socket = fd;
    struct evhttp_bound_socket *bound = evhttp_accept_socket_with_handle(server->http, fd);
    server->door = bound ? evhttp_bound_socket_get_listener(bound) : NULL;
    return bound != NULL;
}

static enum capai_status port_error(unsigned port, int number, struct capai_error *err)
{
    char text[CAPAI_DECIMAL_TEXT], reason[128] = "";
    capai_decimal_format(capai_decimal_from_int((int)port), CAPAI_NOTATION_PLAIN, text);
    snprintf(reason, sizeof reason, "%s", evutil_socket_error_to_string(number));
    return capai_fail(err, CAPAI_MSG_PREVIEW_PORT,
                      CAPAI_WORDS(capai_text_of(text), capai_text_of(reason)));
}

enum capai_status server_begin(struct event_base *base, unsigned port,
                               const struct server_file *files, size_t count, capai_text greeting,
                               struct server **out, struct capai_error *err)
{
    struct server *server = calloc(1, sizeof *server);
    if (!server)
        return capai_fail_memory(err);
    *server = (struct server){.files = files, .file_count = count, .greeting = greeting};
    int fd = open_socket(port);
    if (fd < 0) {
        int number = errno;
        free(server);
        return port_error(port, number, err);
    }
    server->port = port_of(fd);
    if (!serve(server, base, fd)) {
        close(fd);
        server_end(server);
        return capai_fail_memory(err);
    }
    *out = server;
    return CAPAI_OK;
}

unsigned server_port(const struct server *server)
{
    return server->port;
}

void server_end(struct server *server)
{
    if (!server)
        return;
    if (server->check)
        event_free(server->check);
    if (server->http)
        evhttp_free(server->http); /* and with it who listens */
    free(server->last);
    free(server);
}
