/* Tables for programs, CSV and JSON, and for people: Markdown.
 *
 * For programs:
 * Numbers are plain (97.78). Computed quantities have exactly the rule's decimals; an input cell
 * that was read as a bare number or percentage is a plain number, any other one its text. Missing
 * is empty in CSV and null in JSON. The same table gives the same bytes.
 */
#ifndef CAPAI_WRITE_H
#define CAPAI_WRITE_H

#include "capai/api.h"
#include "capai/table.h"

CAPAI_API_BEGIN

/* Where bytes go. `write` returns false when they cannot be taken; nothing is written after. */
struct capai_sink {
    bool (*write)(void *user, const char *data, size_t size);
    void *user;
    bool failed;
};

/* Passes bytes on, unless the sink has failed before. */
void capai_sink_write(struct capai_sink *sink, const char *data, size_t size);
void capai_sink_text(struct capai_sink *sink, capai_text text);

/* The rows that are written, in their order. */
struct capai_selection {
    const size_t *rows;
    size_t count;
};

/* The rows of `table` whose `tahun` is `year`, all when `year` is 0, in `arena`. False: memory. */
bool capai_select_year(const struct capai_table *table, int year, struct capai_arena *arena,
                       struct capai_selection *out);

/* RFC 4180 with LF line ends: a header, then the rows. */
void capai_write_csv(struct capai_sink *sink, const struct capai_table *table,
                     struct capai_selection rows);

/* One field of it, in quotes where it needs them. */
void capai_write_csv_field(struct capai_sink *sink, capai_text text);

/* A JSON array of objects, one per row, keys in column order. `indent` blanks stand before each
 * line but the first. Text is taken as the UTF-8 that reading has made sure of. */
void capai_write_json(struct capai_sink *sink, const struct capai_table *table,
                      struct capai_selection rows, size_t indent);

/* A text as JSON: in quotes, null where it is missing. */
void capai_write_json_text(struct capai_sink *sink, capai_text text);

/* One entry as text for people or for CSV: numbers in `notation`, an input cell as described above.
 * The view lies in `buffer` (at least CAPAI_DECIMAL_TEXT bytes) or in the table. *number tells a
 * number from a word. */
capai_text capai_entry_text(const struct capai_column *column, size_t row,
                            enum capai_notation notation, char *buffer, bool *number);

/* One entry as people read it: Indonesian numbers, a dash where one is missing; a year is a name
 * and has no grouping point. The view lies where that of capai_entry_text does, or lives for ever.
 */
capai_text capai_entry_for_people(const struct capai_column *column, size_t row, char *buffer);

/* A pipe table as GitHub and pandoc read it, numbers to the right: a header, then the rows. Text of
 * the table cannot break it, and makes no link, no markup and no HTML. */
void capai_write_markdown(struct capai_sink *sink, const struct capai_table *table,
                          struct capai_selection rows);

/* A text within a line of Markdown, escaped as above; a line break becomes a blank, each blank at
 * its beginning one that is not dropped. */
void capai_write_markdown_text(struct capai_sink *sink, capai_text text);

/* The rule below the title of a column of `width` characters: "|-----:", without the last bar. */
void capai_write_markdown_rule(struct capai_sink *sink, size_t width, bool right);

CAPAI_API_END

#endif
