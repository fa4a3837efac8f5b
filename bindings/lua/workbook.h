/* Writing a workbook: what the files that read its description have in common. Private to the
 * bindings.
 *
 * The description is checked before anything is handed to the library, which prints what it
 * complains of, and which takes texts and places as they come.
 */
#ifndef LUA_WORKBOOK_H
#define LUA_WORKBOOK_H

#include "bindings/lua/api.h"
#include "bindings/lua/xlsxwriter.h"

/* What Excel can hold. */
enum {
    WORKBOOK_ROWS = 1048576,
    WORKBOOK_COLUMNS = 16384,
    WORKBOOK_TEXT = 32767, /* UTF-16 units of a cell or a comment */
    WORKBOOK_HEADER = 255,
    WORKBOOK_FORMULA = 8192,
    WORKBOOK_CHOICES = 255, /* a formula, or all words with commas between */
    WORKBOOK_PIXELS = 4000,
    WORKBOOK_LEVELS = 7 /* of an outline */
};

enum {
    WORKBOOK_SECONDS = 300, /* after which one is given up: thousands of times what one takes */
    WORKBOOK_CLEAN = 3 * WORKBOOK_TEXT + 4, /* bytes of a text as a cell can hold it */
    WORKBOOK_ESCAPED = 2 * WORKBOOK_CLEAN   /* and as readers see what it says */
};

struct workbook;

/* Where a workbook goes, and rows that its description does not hold. */
struct workbook_file {
    const char *path;
    const char *again; /* a second place, where it is written once more, to be compared */
    char *folder;      /* for the library's temporary files */
    bool stream; /* a row leaves memory when the next one begins: no cell follows one below it */
    bool once;   /* its rows are too many to be written a second time */
    bool large;  /* a part of it may have more than 4 GB */
    unsigned seconds; /* that its rows may take */
    /* adds rows to a sheet, whose place is counted from 0, behind those of the description; may be
     * NULL */
    void (*fill)(struct workbook *w, lxw_worksheet *sheet, size_t place, void *user);
    void *user;
};

/* A workbook that is being made. */
struct workbook {
    lua_State *L;
    const struct workbook_file *file;
    struct xlsxwriter x;
    lxw_workbook *book;
    lxw_format **formats; /* those of the description, in its order */
    size_t format_count;
    size_t sheets;  /* that the library has given us */
    uint64_t cells; /* that were handed to it */
    char *text;     /* room for WORKBOOK_CLEAN and WORKBOOK_ESCAPED bytes */
    bool starved;   /* it had no memory for something */
};

/* The sheet that is being made, as its parts need it. */
struct workbook_sheet {
    struct workbook *w;
    lxw_worksheet *sheet;
    const char *name;
    int taken;         /* stack index of a table: places that cells have */
    int heights;       /* of a stream, stack index of a table: rows that are not as all others */
    int rows, columns; /* that the sheet has so far */
};

/* Cells that lie together, counted from 0. */
struct workbook_range {
    lxw_row_t row, last_row;
    lxw_col_t column, last_column;
};

extern const struct api_value workbook_format_fields[], workbook_sheet_fields[],
    workbook_column_fields[], workbook_row_fields[], workbook_cell_fields[],
    workbook_range_fields[], workbook_choice_fields[], workbook_print_fields[],
    workbook_chart_fields[], workbook_series_fields[], workbook_axis_fields[];

/* ---- values of a description, in workbook_value.c ---- */

/* Keeps in mind what the error number says of the library's memory, before it is forgotten. */
void workbook_heed(struct workbook *w);

/* Raises what the library complains of, which the checks should have found. */
void workbook_expect(struct workbook *w, lxw_error error);

/* Raises that memory ran out where `made` is NULL; returns it. */
void *workbook_made(struct workbook *w, void *made);

/* True for a character that XML or a spreadsheet cannot hold; a line end is none, where `lines`. */
bool workbook_is_barred(capai_text character, bool lines);

/* Reads a text of at most `most` UTF-16 units: UTF-8 without control characters, of which only a
 * line end is allowed, where `lines`. NULL when it is absent. It lives as long as the value that
 * this pushes, or the description. */
const char *workbook_text(const struct reader *r, const char *key, size_t most, bool lines);

/* The same, raising when it is absent. */
const char *workbook_need_text(const struct reader *r, const char *key, size_t most, bool lines);

/* Raises that a key is missing. */
_Noreturn void workbook_missing(const struct reader *r, const char *key);

/* Reads an integer; raises when it is absent. */
int workbook_need(const struct reader *r, const char *key, int min, int max);

/* Reads "RRGGBB"; `otherwise` when it is absent. */
lxw_color_t workbook_color(const struct reader *r, const char *key, lxw_color_t otherwise);

/* True when the key is set to true. */
bool workbook_true(const struct reader *r, const char *key);

/* Reads such a number from a text that ends with a NUL; false for any other text. */
bool workbook_read_number(lua_State *L, capai_text text, double *out); /* checksrc: allow double */

/* Reads a table of cells that lie together; false when it is absent. */
bool workbook_range(const struct reader *r, const char *key, struct workbook_range *out);

/* Reads a number in plain notation that a spreadsheet holds without loss: at most 15 significant
 * digits. Raises for any other. False when it is absent. */
bool workbook_number(const struct reader *r, const char *key,
                     double *out); /* checksrc: allow double */

/* Calls `read` for each table of the list under a key, with its place from 0. */
void workbook_each(const struct reader *r, const char *key, const char *what,
                   void (*read)(const struct reader *entry, size_t place, void *user), void *user);

/* ---- parts ---- */

/* Makes the formats of the description. */
void workbook_formats(struct workbook *w, const struct reader *r);

/* The format that a key names; NULL when it is absent. */
lxw_format *workbook_format(const struct workbook *w, const struct reader *r);

/* Makes one sheet. */
lxw_worksheet *workbook_add_sheet(struct workbook *w, const struct reader *r);

/* Of a stream: sees to the rows that the description has for a row, before its first cell. */
void workbook_begin_row(struct workbook_sheet *s, const struct reader *r, lxw_row_t row);

/* Writes a text that may hold anything that UTF-8 can; what is too long for a cell is cut, and
 * seen to be. */
void workbook_write_text(struct workbook *w, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                         lxw_format *format, capai_text text);

/* Makes a workbook of the description at index 1 of the stack, with `fill` in a process of its own,
 * which has index 2, too, and where what it changes in memory is not seen here. Errors, and what is
 * raised: CAPAI_ERR_SYSTEM with WORKBOOK_WRITE, WORKBOOK_DIED, WORKBOOK_TIME, CHILD_START. What
 * then stands in its places is the caller's. */
enum capai_status workbook_write(struct workbook *w, const struct workbook_file *file,
                                 struct capai_error *err);

/* Frees a book that was given up, where that was made in this process (Windows). */
void workbook_drop(struct workbook *w);

/* Writes one cell. */
void workbook_add_cell(const struct reader *r, size_t place, void *sheet);

/* Offers words, or asks for a number, in the cells of one range. */
void workbook_add_choice(const struct reader *r, size_t place, void *sheet);

/* Puts one chart onto a sheet. */
void workbook_add_chart_to(const struct reader *r, size_t place, void *sheet);

/* NULL when each part of the workbook at `path` is well-formed, and its sheets have that many
 * cells. Else what is wrong. */
const char *workbook_check(const char *path, uint64_t cells);

/* True when two workbooks have the same parts, in whose bytes they are equal; with `but_rows`
 * whatever the sheets hold, and the formats that their cells name. */
bool workbook_same(const char *path, const char *other, bool but_rows);

#endif
