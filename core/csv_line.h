/* Lines of which can be proven how libcsv splits them. Private to the core.
 *
 * Most lines are whole rows whose quotes stand at the ends of fields only, or doubled, and are
 * closed. Whoever meets any other line leaves it to libcsv, which decides what a field is. */
#ifndef CORE_CSV_LINE_H
#define CORE_CSV_LINE_H

#include "capai/text.h"

/* The end of the field that begins at `at`, in a line without its end, of `end` bytes; SIZE_MAX:
 * doubtful. */
size_t csv_field_end(const char *data, size_t at, size_t end, char delimiter);

/* What libcsv makes of such a field, in strict mode where empty is missing. False: its text is not
 * that of the line, since a quote in it is doubled. */
bool csv_field_text(const char *data, size_t at, size_t end, capai_text *out);

/* Bytes of a line without its end, LF or CR LF; SIZE_MAX: it ends otherwise. */
size_t csv_line_end(const char *data, size_t size);

#endif
