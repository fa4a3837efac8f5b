/* Names of one OPD, each text once, with what says whether two spellings are one name. Private to
 * the core. */
#ifndef CORE_QUICK_NAMES_H
#define CORE_QUICK_NAMES_H

#include "core/quick_fold.h"

/* A name as a field holds it, perhaps with its quotes: folding drops them. */
struct quick_name {
    capai_text raw;
    uint64_t fold;     /* of quick_fold */
    bool empty;        /* nothing is left of it when it is folded */
    bool is_group;     /* an indicator stands under it */
    bool under;        /* as a sasaran: `tujuan` is known */
    capai_text tujuan; /* the tujuan, as it is spelt, of the first indicator under it */
};

enum { QUICK_NAMES = 64 };

struct quick_names {
    struct quick_name list[QUICK_NAMES];
    size_t count, last; /* `last` is the one that was found last */
};

/* The same for one that is not the last one. */
struct quick_name *quick_names_seek(struct quick_names *names, capai_text raw);

/* The name of a field. NULL: it is too long, or there are too many. Here since most rows name what
 * the one before them does. */
static inline struct quick_name *quick_names_find(struct quick_names *names, capai_text raw)
{
    struct quick_name *last = &names->list[names->last];
    return names->count && capai_text_equal(last->raw, raw) ? last : quick_names_seek(names, raw);
}

#endif
