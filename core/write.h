/* What the writers share. Private to the core. */
#ifndef CORE_WRITE_H
#define CORE_WRITE_H

#include "capai/write.h"

/* A text as JSON: in quotes, null where it is missing. */
void write_json_text(struct capai_sink *sink, capai_text text);

#endif
