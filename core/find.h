/* Data sets whose files may be packed. Private to the core. */
#ifndef CORE_FIND_H
#define CORE_FIND_H

#include "capai/dataset.h"

/* capai_dataset_find that takes indikator.csv.gz and indikator.csv.zst for indikator.csv. */
enum capai_status find_packed(const char *path, struct capai_arena *arena,
                              const char *const **paths, size_t *count, struct capai_error *err);

#endif
