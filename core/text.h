/* Nearness of words. Private to the core. */
#ifndef CORE_TEXT_H
#define CORE_TEXT_H

#include "capai/text.h"

/* As capai_text_nearest, for a list so short that more may differ: up to `allowed` bytes. */
capai_text text_nearest_within(capai_text word, const capai_text *candidates, size_t count,
                               size_t allowed);

#endif
