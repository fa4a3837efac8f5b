/* The results of a batch as an Excel workbook. Private to the bindings.
 *
 * Each result file is a sheet, or several where it has more rows than a sheet has room for. What
 * the workbook looks like says the library's Lua half (scripts/capai/render/xlsx); the rows go from
 * the files to the workbook one by one. The same results give the same bytes. */
#ifndef RESULTS_SHEETS_H
#define RESULTS_SHEETS_H

#include "bindings/lua/binding.h"
#include "capai/batch.h"

/* A workbook on its way. */
struct sheets {
    const char *path; /* of the file that it is written into, which is empty or none */
    const char *name; /* in complaints */
    const struct capai_batch_results *results;
    struct capai_arena *arena;
    struct capai_error *err; /* what went wrong, but for what is raised */
};

/* Writes it, by the function at the top of the stack, that of render/xlsx/results.lua, which it
 * pops. Raises errors of Lua, and what it is that the rows cannot be read for; others are left in
 * sheets->err: CAPAI_ERR_SYSTEM with those of workbook_write and of reading; CAPAI_ERR_MEMORY. */
void sheets_write(lua_State *L, struct sheets *sheets);

#endif
