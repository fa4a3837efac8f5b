#include "bindings/cli/visitors.h"

struct visitor *visitors_come(struct visitors *visitors, const void *name, void *user)
{
    struct visitor *visitor = &visitors->list[visitors->count++ % VISITORS];
    *visitor = (struct visitor){.name = name, .user = user};
    return visitor;
}

bool visitor_is_slow(struct visitor *visitor, const void *name, unsigned long long now)
{
    if (visitor->name != name) /* another has taken its place */
        return false;
    if (!visitor->since)
        visitor->since = now;
    return now - visitor->since > HEAD_SECONDS * 1000ULL;
}

void visitors_answered(struct visitors *visitors, const void *name)
{
    for (size_t i = 0; i < VISITORS; i++)
        if (visitors->list[i].name == name)
            visitors->list[i].since = 0;
}
