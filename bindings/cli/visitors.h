/* How long each connection to the live page has been sending its request. It knows no sockets and
 * no clock: connections are names that the caller compares, times are milliseconds that he tells.
 */
#ifndef VISITORS_H
#define VISITORS_H

#include <stdbool.h>
#include <stddef.h>

enum {
    VISITORS = 512,    /* who are timed: the last ones that came */
    HEAD_SECONDS = 20, /* in which the whole of a request must be there, however it trickles in */
};

/* A connection, until another takes its place in the ring. */
struct visitor {
    const void *name;         /* NULL: none */
    void *user;               /* what the caller wants to know of it */
    unsigned long long since; /* its request has begun; 0: none has */
};

/* Empty where all is zero. */
struct visitors {
    struct visitor list[VISITORS];
    size_t count; /* ever */
};

/* A connection has come: its place, which it keeps until VISITORS others have come. */
struct visitor *visitors_come(struct visitors *visitors, const void *name, void *user);

/* Bytes have come at `now`, above 0, on the connection `name` which was given that place. True when
 * its request has taken too long. One that has lost its place is timed no more. */
bool visitor_is_slow(struct visitor *visitor, const void *name, unsigned long long now);

/* The request of a connection is there; the next one has its own time. */
void visitors_answered(struct visitors *visitors, const void *name);

#endif
