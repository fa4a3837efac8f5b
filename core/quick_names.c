#include "core/quick_names.h"

struct quick_name *quick_names_seek(struct quick_names *names, capai_text raw)
{
    /* the one that was named behind the last one before, then any other one */
    for (size_t i = 1, at = names->last + 1; i < names->count; i++, at++) {
        if (at == names->count)
            at = 0;
        if (capai_text_equal(names->list[at].raw, raw)) {
            names->last = at;
            return &names->list[at];
        }
    }
    if (names->count == QUICK_NAMES)
        return NULL;
    struct quick_name *name = &names->list[names->count];
    *name = (struct quick_name){.raw = raw};
    if (!quick_fold(raw, &name->fold, &name->empty))
        return NULL;
    names->last = names->count++;
    return name;
}
