/* Everything that the library offers. docs/c.md shows how the parts go together.
 *
 * A program loads data sets (capai/dataset.h), evaluates them by rule packs (capai/packs.h), and
 * reads the result tables (capai/table.h) or writes them out (capai/write.h). All of it lives in an
 * arena of the program (capai/arena.h); complaints come as plain values (capai/error.h).
 *
 * Threads: nothing here keeps state between calls. Two threads may call any functions at once on
 * different arenas, pools, notices, packs, data sets and evaluations; rules and finished tables may
 * be shared for reading.
 */
#ifndef CAPAI_CAPAI_H
#define CAPAI_CAPAI_H

#include "capai/aggregate.h"
#include "capai/batch.h"
#include "capai/compare.h"
#include "capai/format.h"
#include "capai/packs.h"
#include "capai/pipeline.h"
#include "capai/report.h"
#include "capai/schema.h"
#include "capai/store.h"
#include "capai/system.h"
#include "capai/terbilang.h"
#include "capai/version.h"

#endif
