/* A comparison as tables for people. */
#include "bindings/cli/compare.h"

#include <stdlib.h>

#include "bindings/cli/report.h"

/* OPDs that are shown row by row, and those that are named as the ones that move most. */
enum { DETAILED = 5, MOST = 10 };

struct page {
    struct view view; /* of no evaluation: only what concerns text is used */
    const struct compared *compared;
    const struct capai_table *rows; /* perbandingan */
    size_t opds;
};

/* ---- entries ---- */

static capai_text text_at(const struct capai_table *table, const char *name, size_t row)
{
    return capai_table_texts(table, capai_table_find(table, capai_text_of(name)))[row];
}

static const struct capai_value *value_at(const struct capai_table *table, const char *name,
                                          size_t row)
{
    return &capai_table_values(table, capai_table_find(table, capai_text_of(name)))[row];
}

static capai_text shown(const struct page *page, const struct capai_table *table, const char *name,
                        size_t row)
{
    char buffer[CAPAI_DECIMAL_TEXT];
    bool number;
    const struct capai_column *column =
        capai_table_column(table, capai_table_find(table, capai_text_of(name)));
    capai_text text = capai_entry_text(column, row, CAPAI_NOTATION_INDONESIA, buffer, &number);
    return text.data == buffer ? view_keep(&page->view, text) : text;
}

static bool is_kind(const struct page *page, size_t row, enum capai_result kind)
{
    return capai_text_equal(text_at(page->rows, "jenis", row), capai_result_name(kind));
}

static bool is_changed(const struct page *page, size_t row)
{
    return capai_text_equal(text_at(page->rows, "berubah", row), CAPAI_TEXT("ya"));
}

/* ---- the head ---- */

/* The rules of a side: as they are named, by their id where all rows have the same. */
static capai_text rules_of(const struct page *page, int side)
{
    const char *column = side ? "aturan_b" : "aturan_a";
    capai_text first = text_at(page->rows, column, 0);
    for (size_t row = 1; row < capai_table_rows(page->rows); row++)
        if (!capai_text_equal(text_at(page->rows, column, row), first))
            return capai_text_of(view_label(&page->view, CAPAI_MSG_LABEL_OWN_RULES));
    return first;
}

static void show_head(const struct page *page)
{
    const struct terminal *terminal = page->view.terminal;
    capai_text title = view_phrase(
        &page->view, CAPAI_MSG_LABEL_COMPARE,
        CAPAI_WORDS(rules_of(page, 0), rules_of(page, 1),
                    view_number_text(&page->view, (int64_t)page->opds),
                    view_number_text(&page->view,
                                     (int64_t)capai_comparison_changed(page->compared->comparison)),
                    view_number_text(&page->view, (int64_t)capai_table_rows(page->rows))));
    if (terminal->markdown) {
        markdown_heading(terminal->file, 1, title);
        return;
    }
    fputc(' ', terminal->file);
    print_wrapped(terminal, STYLE_BOLD, title, 1);
}

/* ---- totals ---- */

static int64_t whole(const struct capai_value *value)
{
    char text[CAPAI_DECIMAL_TEXT];
    capai_decimal_format(value->number, CAPAI_NOTATION_PLAIN, text);
    return strtoll(text, NULL, 10);
}

enum { MOVES = 7 };
static const char *const move_columns[MOVES] = {"jumlah", "berubah", "naik",  "turun",
                                                "tetap",  "muncul",  "hilang"};

static void begin_moves(const struct page *page, struct grid *grid, const char *first)
{
    static const enum capai_message titles[MOVES] = {
        CAPAI_MSG_LABEL_TOTAL,     CAPAI_MSG_LABEL_CHANGED, CAPAI_MSG_LABEL_MOVE_UP,
        CAPAI_MSG_LABEL_MOVE_DOWN, CAPAI_MSG_LABEL_SAME,    CAPAI_MSG_LABEL_COMES,
        CAPAI_MSG_LABEL_GOES};
    grid_init(grid, page->view.arena);
    grid_column(grid, first, false, true);
    for (int m = 0; m < MOVES; m++)
        grid_column(grid, view_label(&page->view, titles[m]), true, false);
}

static void put_moves(const struct page *page, struct grid *grid, capai_text name,
                      const int64_t *counts)
{
    static const int styles[MOVES] = {STYLE_PLAIN, STYLE_BOLD,  STYLE_CLASS,    STYLE_ATTENTION,
                                      STYLE_PLAIN, STYLE_PLAIN, STYLE_ATTENTION};
    grid_row(grid);
    view_put(grid, 0, name, STYLE_PLAIN);
    for (size_t m = 0; m < MOVES; m++)
        grid_set(grid, m + 1, view_number_text(&page->view, counts[m]),
                 counts[m] ? styles[m] : STYLE_SOFT);
}

static void add_moves(const struct capai_table *table, size_t row, int64_t *counts)
{
    for (int m = 0; m < MOVES; m++)
        counts[m] += whole(value_at(table, move_columns[m], row));
}

/* The name of a kind of row. */
static const char *kind_name(const struct page *page, enum capai_result kind)
{
    return kind == CAPAI_RESULT_INDIKATOR ? view_label(&page->view, CAPAI_MSG_LABEL_INDIKATOR)
           : kind == CAPAI_RESULT_SASARAN ? view_label(&page->view, CAPAI_MSG_LABEL_SASARAN)
           : kind == CAPAI_RESULT_TUJUAN  ? view_label(&page->view, CAPAI_MSG_LABEL_TUJUAN)
                                          : "OPD";
}

static const enum capai_result kinds[] = {CAPAI_RESULT_INDIKATOR, CAPAI_RESULT_SASARAN,
                                          CAPAI_RESULT_TUJUAN, CAPAI_RESULT_OPD};
enum { KINDS = sizeof kinds / sizeof *kinds };

static bool show_moves(const struct page *page)
{
    const struct capai_table *table =
        capai_comparison_table(page->compared->comparison, CAPAI_COMPARED_MOVES);
    struct grid grid;
    begin_moves(page, &grid, "");
    for (int k = 0; k < KINDS; k++) {
        int64_t counts[MOVES] = {0};
        for (size_t row = 0; row < capai_table_rows(table); row++)
            if (capai_text_equal(text_at(table, "jenis", row), capai_result_name(kinds[k])))
                add_moves(table, row, counts);
        if (counts[0])
            put_moves(page, &grid, capai_text_of(kind_name(page, kinds[k])), counts);
    }
    return view_finish(&page->view, &grid,
                       capai_text_of(view_label(&page->view, CAPAI_MSG_LABEL_MOVES)));
}

/* The OPDs of each kabupaten, where there are several. */
static bool show_places(const struct page *page)
{
    const struct capai_table *table =
        capai_comparison_table(page->compared->comparison, CAPAI_COMPARED_MOVES);
    struct grid grid;
    begin_moves(page, &grid, "Kabupaten");
    for (size_t row = 0; row < capai_table_rows(table); row++) {
        int64_t counts[MOVES] = {0};
        if (!capai_text_equal(text_at(table, "jenis", row), CAPAI_TEXT("opd")))
            continue;
        add_moves(table, row, counts);
        put_moves(page, &grid, text_at(table, "kabupaten", row), counts);
    }
    return grid.rows < 2
               ? !grid.failed
               : view_finish(&page->view, &grid,
                             capai_text_of(view_label(&page->view, CAPAI_MSG_LABEL_MOVES_PLACES)));
}

/* ---- from which predikat to which ---- */

/* The classes of a side that occur, the missing one last; `at` has their places in the list. */
static size_t list_classes(const struct page *page, enum capai_result kind, int side,
                           capai_text *names, size_t room)
{
    const struct capai_table *table =
        capai_comparison_table(page->compared->comparison, CAPAI_COMPARED_CLASSES);
    const char *column = side ? "predikat_b" : "predikat_a";
    size_t known, count = 0;
    const capai_text *list = capai_comparison_classes(page->compared->comparison, side, &known);
    for (size_t i = 0; i <= known; i++) {
        capai_text name = i < known ? list[i] : CAPAI_NO_TEXT;
        bool occurs = false;
        for (size_t row = 0; !occurs && row < capai_table_rows(table); row++)
            occurs = capai_text_equal(text_at(table, column, row), name) &&
                     capai_text_equal(text_at(table, "jenis", row), capai_result_name(kind));
        if (occurs && count < room)
            names[count] = name;
        count += occurs;
    }
    return count;
}

static capai_text class_count(const struct page *page, enum capai_result kind, capai_text a,
                              capai_text b)
{
    const struct capai_table *table =
        capai_comparison_table(page->compared->comparison, CAPAI_COMPARED_CLASSES);
    for (size_t row = 0; row < capai_table_rows(table); row++)
        if (capai_text_equal(text_at(table, "jenis", row), capai_result_name(kind)) &&
            capai_text_equal(text_at(table, "predikat_a", row), a) &&
            capai_text_equal(text_at(table, "predikat_b", row), b))
            return view_number_text(&page->view, whole(value_at(table, "jumlah", row)));
    return CAPAI_NO_TEXT;
}

static const char *class_name(const struct page *page, capai_text name)
{
    return name.size ? view_keep(&page->view, name).data
                     : view_label(&page->view, CAPAI_MSG_LABEL_NO_CLASS);
}

/* A row for each predikat under A, a column for each under B. More than a grid can hold are left to
 * --table perpindahan. */
static bool show_classes(const struct page *page, enum capai_result kind)
{
    enum { ROOM = GRID_COLUMNS - 1 };
    capai_text a[ROOM], b[ROOM];
    size_t a_count = list_classes(page, kind, 0, a, ROOM);
    size_t b_count = list_classes(page, kind, 1, b, ROOM);
    struct grid grid;
    if (a_count > ROOM || b_count > ROOM || !a_count)
        return true;
    grid_init(&grid, page->view.arena);
    grid_column(&grid, "A \\ B", false, false);
    for (size_t y = 0; y < b_count; y++) {
        const char *name = class_name(page, b[y]);
        grid_column(&grid, name ? name : "", true, false);
    }
    for (size_t x = 0; x < a_count; x++) {
        grid_row(&grid);
        grid_set(&grid, 0, capai_text_of(class_name(page, a[x])), STYLE_PLAIN);
        for (size_t y = 0; y < b_count; y++)
            view_put(&grid, y + 1, class_count(page, kind, a[x], b[y]),
                     capai_text_equal(a[x], b[y]) ? STYLE_PLAIN : STYLE_BOLD);
    }
    return view_finish(&page->view, &grid,
                       view_phrase(&page->view, CAPAI_MSG_LABEL_CLASSES,
                                   CAPAI_WORDS(capai_text_of(kind_name(page, kind)))));
}

/* ---- causes ---- */

static bool show_causes(const struct page *page)
{
    const struct capai_table *table =
        capai_comparison_table(page->compared->comparison, CAPAI_COMPARED_CAUSES);
    struct grid grid;
    capai_text kind = CAPAI_NO_TEXT;
    grid_init(&grid, page->view.arena);
    grid_column(&grid, "", false, false);
    grid_column(&grid, view_label(&page->view, CAPAI_MSG_LABEL_QUANTITY), false, false);
    grid_column(&grid, view_label(&page->view, CAPAI_MSG_LABEL_CAUSE), false, true);
    grid_column(&grid, view_label(&page->view, CAPAI_MSG_LABEL_TOTAL), true, false);
    for (size_t row = 0; row < capai_table_rows(table); row++) {
        capai_text jenis = text_at(table, "jenis", row);
        grid_row(&grid);
        for (int k = 0; k < KINDS && !capai_text_equal(jenis, kind); k++)
            if (capai_text_equal(jenis, capai_result_name(kinds[k])))
                grid_set(&grid, 0, capai_text_of(kind_name(page, kinds[k])), STYLE_PLAIN);
        kind = jenis;
        grid_set(&grid, 1, text_at(table, "besaran", row), STYLE_PLAIN);
        grid_set(&grid, 2, text_at(table, "sebab", row), STYLE_PLAIN);
        grid_set(&grid, 3, shown(page, table, "jumlah", row), STYLE_BOLD);
    }
    return view_finish(&page->view, &grid,
                       capai_text_of(view_label(&page->view, CAPAI_MSG_LABEL_CAUSES)));
}

/* ---- the OPDs that move most ---- */

struct moved {
    capai_decimal by; /* without its sign */
    size_t row;
};

static int compare_moved(const void *a, const void *b)
{
    const struct moved *x = a, *y = b;
    int sign = capai_decimal_compare(y->by, x->by);
    return sign ? sign : (x->row > y->row) - (x->row < y->row);
}

static bool show_most(const struct page *page)
{
    size_t total = capai_table_rows(page->rows), count = 0;
    struct moved *list = capai_arena_array(page->view.arena, total, sizeof *list);
    struct grid grid;
    if (!list)
        return false;
    for (size_t row = 0; row < total; row++) {
        const struct capai_value *by = value_at(page->rows, "selisih", row);
        if (!is_kind(page, row, CAPAI_RESULT_OPD) || by->outcome != CAPAI_NILAI ||
            capai_decimal_sign(by->number) == 0)
            continue;
        bool negative = capai_decimal_sign(by->number) < 0;
        list[count++] =
            (struct moved){negative ? capai_decimal_negate(by->number) : by->number, row};
    }
    if (count)
        qsort(list, count, sizeof *list, compare_moved);
    grid_init(&grid, page->view.arena);
    grid_column(&grid, "OPD", false, true);
    grid_column(&grid, "A", true, false);
    grid_column(&grid, "B", true, false);
    grid_column(&grid, view_label(&page->view, CAPAI_MSG_LABEL_SELISIH), true, false);
    grid_column(&grid, "Predikat A", false, false);
    grid_column(&grid, "Predikat B", false, false);
    for (size_t i = 0; i < count && i < MOST; i++) {
        size_t row = list[i].row;
        grid_row(&grid);
        grid_set(&grid, 0, text_at(page->rows, "nama", row), STYLE_PLAIN);
        view_put(&grid, 1, shown(page, page->rows, "capaian_a", row), STYLE_PLAIN);
        view_put(&grid, 2, shown(page, page->rows, "capaian_b", row), STYLE_PLAIN);
        grid_set(&grid, 3,
                 view_signed_text(&page->view, value_at(page->rows, "selisih", row)->number),
                 STYLE_BOLD);
        view_put(&grid, 4, text_at(page->rows, "predikat_a", row), STYLE_PLAIN);
        view_put(&grid, 5, text_at(page->rows, "predikat_b", row), STYLE_PLAIN);
    }
    return view_finish(&page->view, &grid,
                       capai_text_of(view_label(&page->view, CAPAI_MSG_LABEL_MOST)));
}

/* ---- row by row ---- */

static const struct {
    const char *name, *cause, *a, *b, *a_else, *b_else;
} quantities[] = {
    {"capaian", "sebab_capaian", "capaian_a", "capaian_b", "status_a", "status_b"},
    {"predikat", "sebab_predikat", "predikat_a", "predikat_b", NULL, NULL},
    {"efisiensi", "sebab_efisiensi", "efisiensi_a", "efisiensi_b", "efisiensi_persen_a",
     "efisiensi_persen_b"},
    {"indeks", "sebab_indeks", "indeks_a", "indeks_b", NULL, NULL},
    {"ikm", "sebab_ikm", "ikm_a", "ikm_b", NULL, NULL},
    {"mutu", "sebab_mutu", "mutu_a", "mutu_b", NULL, NULL},
    {"nilai_lke", "sebab_nilai_lke", "nilai_lke_a", "nilai_lke_b", NULL, NULL},
    {"grade_lke", "sebab_grade_lke", "grade_lke_a", "grade_lke_b", NULL, NULL},
};
enum { QUANTITIES = sizeof quantities / sizeof *quantities };

/* What stands for a quantity under one of the rules: itself, or why there is none, or, where the
 * rules judge by a percentage, that. */
static capai_text side_text(const struct page *page, size_t row, const char *name,
                            const char *other)
{
    char text[CAPAI_DECIMAL_TEXT];
    capai_text found = shown(page, page->rows, name, row);
    if (found.size || !other)
        return found;
    found = shown(page, page->rows, other, row);
    capai_text words = view_outcome_words(&page->view, found);
    if (words.size || !found.size)
        return words;
    snprintf(text, sizeof text, "%.*s%%", (int)found.size, found.data);
    return view_keep(&page->view, capai_text_of(text));
}

/* Adds to a verdict that stays the number that does not: "Efisien, 31,61". */
static void tell_apart(const struct page *page, size_t row, capai_text sides[2])
{
    static const char *const numbers[][2] = {{"efisiensi_persen_a", "efisiensi_persen_b"},
                                             {"nilai_efisiensi_a", "nilai_efisiensi_b"}};
    for (int i = 0; i < 2; i++) {
        const capai_text found[] = {shown(page, page->rows, numbers[i][0], row),
                                    shown(page, page->rows, numbers[i][1], row)};
        if (capai_text_equal(found[0], found[1]))
            continue;
        for (int side = 0; side < 2; side++) {
            char text[CAPAI_ERROR_TEXT];
            int size =
                snprintf(text, sizeof text, "%.*s%s%.*s", (int)sides[side].size, sides[side].data,
                         sides[side].size ? ", " : "", (int)found[side].size, found[side].data);
            if (found[side].size && size > 0 && (size_t)size < sizeof text)
                sides[side] = view_keep(&page->view, capai_text_of(text));
        }
        return;
    }
}

static void put_changes(const struct page *page, struct grid *grid, size_t row)
{
    capai_text name = text_at(page->rows, "nama", row);
    for (int q = 0; q < QUANTITIES; q++) {
        capai_text cause = text_at(page->rows, quantities[q].cause, row);
        if (!cause.size)
            continue;
        grid_row(grid);
        grid_set(grid, 0, name, STYLE_PLAIN);
        name = CAPAI_NO_TEXT;
        grid_set(grid, 1, capai_text_of(quantities[q].name), STYLE_PLAIN);
        capai_text sides[] = {side_text(page, row, quantities[q].a, quantities[q].a_else),
                              side_text(page, row, quantities[q].b, quantities[q].b_else)};
        if (capai_text_equal(sides[0], sides[1]))
            tell_apart(page, row, sides);
        view_put(grid, 2, sides[0], STYLE_PLAIN);
        view_put(grid, 3, sides[1], STYLE_BOLD);
        grid_set(grid, 4, cause, STYLE_PLAIN);
    }
}

/* The name of the OPD to which a row belongs. */
static capai_text opd_name(const struct page *page, size_t row)
{
    capai_text opd = text_at(page->rows, "opd", row);
    for (; row < capai_table_rows(page->rows); row++)
        if (is_kind(page, row, CAPAI_RESULT_OPD) &&
            capai_text_equal(text_at(page->rows, "opd", row), opd))
            return text_at(page->rows, "nama", row);
    return opd;
}

/* What changes in rows of a kind, from `first` to before `last`. */
static bool show_kind(const struct page *page, enum capai_result kind, size_t first, size_t last)
{
    struct grid grid;
    grid_init(&grid, page->view.arena);
    grid_column(&grid, kind_name(page, kind), false, true);
    grid_column(&grid, "", false, false);
    grid_column(&grid, "A", false, true);
    grid_column(&grid, "B", false, true);
    grid_column(&grid, view_label(&page->view, CAPAI_MSG_LABEL_CAUSE), false, true);
    for (size_t row = first; row < last; row++)
        if (is_kind(page, row, kind) && is_changed(page, row))
            put_changes(page, &grid, row);
    return view_finish(
        &page->view, &grid,
        view_phrase(&page->view, CAPAI_MSG_LABEL_CHANGES,
                    CAPAI_WORDS(capai_text_of(kind_name(page, kind)),
                                page->opds > 1 ? opd_name(page, first) : CAPAI_NO_TEXT)));
}

/* Each OPD for itself; with many only the totals are of use, and an option that shows every row,
 * which a document does not name. */
static bool show_details(const struct page *page)
{
    size_t total = capai_table_rows(page->rows);
    bool done = true;
    if (page->opds > DETAILED && page->view.terminal->markdown)
        return true;
    if (page->opds > DETAILED) {
        view_remark(&page->view,
                    capai_text_of(view_label(&page->view, CAPAI_MSG_LABEL_COMPARE_MORE)));
        return true;
    }
    for (size_t first = 0, last; done && first < total; first = last) {
        capai_text opd = text_at(page->rows, "opd", first);
        for (last = first; last < total; last++)
            if (!capai_text_equal(text_at(page->rows, "opd", last), opd))
                break;
        for (int k = 0; done && k < KINDS; k++)
            done = show_kind(page, kinds[k], first, last);
    }
    return done;
}

bool compare_report(const struct terminal *terminal, const struct compared *compared)
{
    bool failed = false;
    struct page page = {
        .view = {.terminal = terminal, .arena = compared->arena, .failed = &failed},
        .compared = compared,
        .rows = capai_comparison_table(compared->comparison, CAPAI_COMPARED_ROWS),
        .opds = capai_comparison_opds(compared->comparison),
    };
    if (!capai_table_rows(page.rows))
        return true;
    show_head(&page);
    bool done = show_moves(&page) && show_classes(&page, CAPAI_RESULT_INDIKATOR);
    if (done && page.opds > 1)
        done = show_classes(&page, CAPAI_RESULT_OPD);
    done = done && show_causes(&page) && show_places(&page);
    if (done && page.opds > 1)
        done = show_most(&page);
    return done && show_details(&page) && !failed;
}
