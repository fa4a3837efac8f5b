#include "core/budget.h"

#include "core/trace.h"
#include "core/version.h"

#include <stdlib.h>
#include <string.h>

void rupiah_add(struct rupiah *sum, struct rupiah part)
{
    unsigned flags = 0;
    if (part.outcome && (!sum->outcome || part.outcome < sum->outcome))
        sum->outcome = part.outcome;
    if (sum->outcome)
        return;
    sum->amount = capai_decimal_add(sum->amount, part.amount, CAPAI_HALF_EVEN, &flags);
    if (flags)
        sum->outcome = CAPAI_TIDAK_DAPAT_DIHITUNG;
}

capai_decimal rupiah_shown(struct rupiah rupiah)
{
    unsigned flags = 0;
    if (rupiah.outcome != CAPAI_NILAI)
        return rupiah.amount; /* it may be no number at all */
    for (int digits = 0; digits < capai_decimal_decimals(rupiah.amount); digits++) {
        capai_decimal shorter = capai_decimal_round(rupiah.amount, digits, CAPAI_DOWN, &flags);
        if (capai_decimal_compare(shorter, rupiah.amount) == 0)
            return shorter;
    }
    return rupiah.amount;
}

struct rupiah rupiah_subtract(struct rupiah a, struct rupiah b)
{
    b.amount = capai_decimal_negate(b.amount);
    rupiah_add(&a, b);
    return a;
}

static struct rupiah no_rupiah(void)
{
    return (struct rupiah){CAPAI_NILAI, capai_decimal_from_int(0)};
}

/* ---- reading the lines ---- */

static struct rupiah read_amount(const struct capai_cell *cell)
{
    struct rupiah amount = {CAPAI_BELUM_DIISI, capai_decimal_from_int(0)};
    if (cell && cell->kind == CAPAI_CELL_BROKEN)
        amount.outcome = CAPAI_TIDAK_DAPAT_DIHITUNG;
    if (cell && cell->kind == CAPAI_CELL_NUMBER)
        amount = (struct rupiah){CAPAI_NILAI, cell->number};
    return amount;
}

/* The entries of a column; NULL where there is no such column, or no table. */
static const struct capai_cell *cells_of(const struct capai_table *table, const char *column)
{
    int c = table ? capai_table_find(table, capai_text_of(column)) : CAPAI_NO_COLUMN;
    return c < 0 ? NULL : capai_table_cells(table, c);
}

static const capai_text *texts_of(const struct capai_table *table, const char *column)
{
    int c = table ? capai_table_find(table, capai_text_of(column)) : CAPAI_NO_COLUMN;
    return c < 0 ? NULL : capai_table_texts(table, c);
}

static capai_text read_text(const capai_text *column, size_t row)
{
    return column ? column[row] : CAPAI_NO_TEXT;
}

static enum capai_status read_lines(const struct capai_dataset *dataset, struct rows rows,
                                    struct budget *budget)
{
    const struct sheet *sheet = &dataset->sheets[SCHEMA_ANGGARAN];
    const struct capai_table *table = sheet->table;
    const capai_text *versi = texts_of(table, "versi"), *tabel = texts_of(table, "tabel"),
                     *kode = texts_of(table, "kode"), *jenjang = texts_of(table, "jenjang"),
                     *sasaran = texts_of(table, "sasaran");
    const struct capai_cell *pagu = cells_of(table, "pagu"),
                            *realisasi = cells_of(table, "realisasi");
    for (size_t i = 0; i < rows.count; i++) {
        size_t row = rows.row[i];
        struct line *line = &budget->lines[i];
        *line = (struct line){
            .row = row,
            .year = sheet->year[row],
            .versi = version_name(read_text(versi, row)),
            .tabel = read_text(tabel, row),
            .kode = read_text(kode, row),
            .jenjang = read_text(jenjang, row),
            .pagu = read_amount(pagu ? &pagu[row] : NULL),
            .realisasi = read_amount(realisasi ? &realisasi[row] : NULL),
            .parent = -1,
            .pagu_children = no_rupiah(),
            .realisasi_children = no_rupiah(),
            .sasaran = read_text(sasaran, row),
        };
        line->total = capai_text_equal_nocase(line->jenjang, CAPAI_TEXT("total"));
        line->named = line->sasaran.size > 0;
        if (!dataset_fold(dataset, line->sasaran, &line->fold))
            return CAPAI_ERR_MEMORY;
    }
    return CAPAI_OK;
}

/* ---- the tree ---- */

/* Orders lines so that those of one tree stand together, a parent before what is below it. */
static int compare_lines(const void *a, const void *b)
{
    const struct line *x = *(struct line *const *)a, *y = *(struct line *const *)b;
    if (x->year != y->year)
        return x->year < y->year ? -1 : 1;
    int sign = capai_text_compare(x->tabel, y->tabel);
    if (!sign)
        sign = capai_text_compare(x->versi, y->versi);
    if (!sign)
        sign = capai_text_compare(x->kode, y->kode);
    return sign ? sign : (x->row > y->row) - (x->row < y->row); /* equal codes: file order */
}

bool budget_same_tree(const struct line *a, const struct line *b)
{
    return a->year == b->year && capai_text_equal(a->tabel, b->tabel) &&
           capai_text_equal(a->versi, b->versi);
}

/* The first line, in tree order, of the code that is `size` bytes of `of`'s code. */
static struct line *find_line(struct line **order, size_t count, const struct line *of, size_t size)
{
    struct line wanted = *of;
    wanted.kode.size = size;
    size_t low = 0, high = count;
    while (low < high) { /* lower bound; equal codes: the first */
        size_t middle = low + (high - low) / 2;
        const struct line *at = order[middle];
        const struct line *w = &wanted;
        bool equal = budget_same_tree(at, w) && capai_text_equal(at->kode, w->kode);
        if (!equal && compare_lines(&at, &w) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < count && budget_same_tree(order[low], &wanted) &&
        capai_text_equal(order[low]->kode, wanted.kode))
        return order[low];
    return NULL;
}

/* The parent is the nearest code that exists and is a dot-prefix of one's own. */
static void find_parent(struct budget *budget, struct line **order, size_t count, struct line *line)
{
    for (size_t size = line->kode.size; size-- > 1;) {
        if (line->kode.data[size] != '.')
            continue;
        struct line *parent = find_line(order, count, line, size);
        if (!parent)
            continue;
        line->parent = (long)(parent - budget->lines);
        if (line->total) /* "1.T" repeats line 1, and is no part of it */
            return;
        parent->children++;
        rupiah_add(&parent->pagu_children, line->pagu);
        rupiah_add(&parent->realisasi_children, line->realisasi);
        return;
    }
}

static enum capai_status build_tree(struct budget *budget, struct capai_arena *arena)
{
    struct line **order = capai_arena_array(arena, budget->count, sizeof *order);
    size_t count = 0;
    if (!order)
        return CAPAI_ERR_MEMORY;
    for (size_t i = 0; i < budget->count; i++)
        if (!budget->lines[i].total)
            order[count++] = &budget->lines[i];
    if (count)
        qsort(order, count, sizeof *order, compare_lines);
    for (size_t i = 0; i < budget->count; i++)
        find_parent(budget, order, count, &budget->lines[i]);
    budget->tree = order;
    budget->tree_count = count;
    return CAPAI_OK;
}

/* ---- which table is evaluated ---- */

/* Lists the tables of a year, in the order of the tree, separated by commas. */
static capai_text list_tables(const struct budget *budget, int year, struct capai_arena *arena)
{
    size_t room = 0, size = 0;
    const struct line *last = NULL;
    for (size_t i = 0; i < budget->count; i++)
        room += budget->lines[i].tabel.size + 2;
    char *list = capai_arena_alloc(arena, room + 1);
    for (size_t i = 0; list && i < budget->tree_count; i++) {
        const struct line *line = budget->tree[i];
        if (line->year != year || (last && capai_text_equal(last->tabel, line->tabel)))
            continue;
        size = capai_text_append(list, room, size, line->tabel);
        last = line;
    }
    return (capai_text){list, list ? size : 0};
}

static enum capai_status complain_choice(const struct capai_dataset *dataset, size_t opd,
                                         const struct budget *budget, size_t at,
                                         struct capai_arena *arena)
{
    struct capai_error error = {0};
    capai_text tables = list_tables(budget, budget->lines[at].year, arena);
    if (!tables.data)
        return CAPAI_ERR_MEMORY;
    capai_fail(&error, CAPAI_MSG_TABLE_CHOICE, CAPAI_WORDS(dataset->opds[opd], tables));
    return dataset_complain(dataset, SCHEMA_ANGGARAN, budget->lines[at].row, CAPAI_NO_COLUMN,
                            &error);
}

/* Complains of a table that opd.csv names in `row`, and the budget does not have. */
static enum capai_status complain_unknown(const struct capai_dataset *dataset, size_t opd,
                                          const struct budget *budget, int year, capai_text wanted,
                                          size_t row, struct capai_arena *arena)
{
    struct capai_error error = {0};
    capai_text tables = list_tables(budget, year, arena), near = CAPAI_NO_TEXT;
    if (!tables.data)
        return CAPAI_ERR_MEMORY;
    for (size_t i = 0; i < budget->count && !near.data; i++)
        if (budget->lines[i].year == year)
            near = capai_text_nearest(wanted, &budget->lines[i].tabel, 1);
    capai_fail(&error, CAPAI_MSG_TABLE_UNKNOWN,
               CAPAI_WORDS(dataset->opds[opd], tables, wanted, near));
    int column = capai_table_find(dataset->sheets[SCHEMA_OPD].table, CAPAI_TEXT("tabel_anggaran"));
    return dataset_complain(dataset, SCHEMA_OPD, row, column, &error);
}

/* Marks the evaluated lines of the year of line `from`, whose table opd.csv names. */
static enum capai_status choose_table(const struct capai_dataset *dataset, size_t opd,
                                      struct budget *budget, size_t from, struct capai_arena *arena)
{
    const int year = budget->lines[from].year;
    const struct capai_table *table = dataset->sheets[SCHEMA_OPD].table;
    long row = dataset_opd_row(dataset, opd, year);
    capai_text wanted =
        row < 0 ? CAPAI_NO_TEXT : read_text(texts_of(table, "tabel_anggaran"), (size_t)row);
    bool several = false, found = false;

    for (size_t i = from; i < budget->count; i++)
        several |= budget->lines[i].year == year &&
                   !capai_text_equal(budget->lines[i].tabel, budget->lines[from].tabel);
    if (!wanted.size && several)
        return year == dataset->year ? complain_choice(dataset, opd, budget, from, arena)
                                     : CAPAI_OK;
    for (size_t i = from; i < budget->count; i++) {
        struct line *line = &budget->lines[i];
        line->evaluated |=
            line->year == year && (!wanted.size || capai_text_equal(line->tabel, wanted));
        found |= line->year == year && line->evaluated;
    }
    if (!found && year == dataset->year)
        return complain_unknown(dataset, opd, budget, year, wanted, (size_t)row, arena);
    return CAPAI_OK;
}

static enum capai_status choose_tables(const struct capai_dataset *dataset, size_t opd,
                                       struct budget *budget, struct capai_arena *arena)
{
    for (size_t i = 0; i < budget->count; i++) {
        bool done = false;
        for (size_t k = 0; !done && k < i; k++)
            done = budget->lines[k].year == budget->lines[i].year;
        if (!done && choose_table(dataset, opd, budget, i, arena) != CAPAI_OK)
            return CAPAI_ERR_MEMORY;
    }
    return CAPAI_OK;
}

/* ---- which sasaran a line serves ---- */

/* The same line in another table: code and jenjang agree. (A code alone is not enough: table 3.4.1
 * of Jaten numbers Belanja Operasi 1, table 3.4.5 its first program.) */
static bool same_line(const struct line *a, const struct line *b)
{
    return a->year == b->year && capai_text_equal(a->kode, b->kode) &&
           capai_text_equal_nocase(a->jenjang, b->jenjang) && !capai_text_equal(a->tabel, b->tabel);
}

static enum capai_status complain_sasaran(const struct capai_dataset *dataset,
                                          const struct line *line, const struct line *first,
                                          const struct line *other)
{
    struct capai_error error = {0};
    capai_fail(&error, CAPAI_MSG_SASARAN_DISAGREE,
               CAPAI_WORDS(line->kode, first->sasaran, first->tabel, other->sasaran, other->tabel));
    return dataset_complain(dataset, SCHEMA_ANGGARAN, line->row, CAPAI_NO_COLUMN, &error);
}

/* Orders lines of one code together, in file order. */
static int compare_codes(const void *a, const void *b)
{
    const struct line *x = *(struct line *const *)a, *y = *(struct line *const *)b;
    if (x->year != y->year)
        return x->year < y->year ? -1 : 1;
    int sign = capai_text_compare(x->kode, y->kode);
    return sign ? sign : (x->row > y->row) - (x->row < y->row);
}

/* Takes the sasaran of the same line in another table, the first in file order. `same` are the
 * `count` lines that have its code. */
static enum capai_status borrow_sasaran(const struct capai_dataset *dataset,
                                        struct line *const *same, size_t count, struct line *line)
{
    const struct line *first = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct line *other = same[i];
        if (!other->named || !same_line(line, other))
            continue;
        if (!first)
            first = other;
        else if (first->fold.data != other->fold.data)
            return line->year == dataset->year ? complain_sasaran(dataset, line, first, other)
                                               : CAPAI_OK;
        line->sasaran = first->sasaran;
        line->fold = first->fold;
        line->borrowed = true;
    }
    return CAPAI_OK;
}

/* The stretch of lines that have the code of `line`, among all lines in the order of codes. */
static struct line *const *same_code(struct line *const *by_code, size_t count,
                                     const struct line *line, size_t *same)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct line *at = by_code[middle];
        bool before = at->year < line->year ||
                      (at->year == line->year && capai_text_compare(at->kode, line->kode) < 0);
        if (before)
            low = middle + 1;
        else
            high = middle;
    }
    for (*same = 0; low + *same < count; ++*same) {
        const struct line *at = by_code[low + *same];
        if (at->year != line->year || !capai_text_equal(at->kode, line->kode))
            break;
    }
    return by_code + low;
}

static enum capai_status note_borrowed(const struct capai_dataset *dataset,
                                       const struct budget *budget)
{
    const struct line *first = NULL;
    int64_t count = 0;
    for (size_t i = 0; i < budget->count; i++)
        if (budget->lines[i].borrowed && budget->lines[i].year == dataset->year) {
            first = first ? first : &budget->lines[i];
            count++;
        }
    if (!first)
        return CAPAI_OK;
    char number[CAPAI_DECIMAL_TEXT];
    capai_decimal_format(capai_decimal_from_int(count), CAPAI_NOTATION_INDONESIA, number);
    struct capai_error error = {0};
    capai_fail(&error, CAPAI_MSG_SASARAN_BORROWED,
               CAPAI_WORDS(capai_text_of(number), first->tabel));
    return dataset_complain(dataset, SCHEMA_ANGGARAN, first->row, CAPAI_NO_COLUMN, &error);
}

/* Gives every evaluated line its sasaran: its own, else that of its parent, which tree order has
 * settled before, else that of the same line in another table. */
static enum capai_status link_sasaran(const struct capai_dataset *dataset, struct budget *budget,
                                      struct capai_arena *arena)
{
    struct line **by_code = capai_arena_array(arena, budget->count, sizeof *by_code);
    if (!by_code)
        return CAPAI_ERR_MEMORY;
    for (size_t i = 0; i < budget->count; i++)
        by_code[i] = &budget->lines[i];
    if (budget->count)
        qsort(by_code, budget->count, sizeof *by_code, compare_codes);

    for (size_t i = 0; i < budget->tree_count; i++) {
        struct line *line = budget->tree[i];
        if (!line->evaluated || line->named)
            continue;
        const struct line *parent = line->parent < 0 ? NULL : &budget->lines[line->parent];
        if (parent && parent->sasaran.size) {
            line->sasaran = parent->sasaran;
            line->fold = parent->fold;
            continue;
        }
        size_t same;
        struct line *const *lines = same_code(by_code, budget->count, line, &same);
        if (borrow_sasaran(dataset, lines, same, line) != CAPAI_OK)
            return CAPAI_ERR_MEMORY;
    }
    return note_borrowed(dataset, budget);
}

enum capai_status budget_build(const struct capai_dataset *dataset, size_t opd,
                               struct capai_arena *arena, struct budget *budget,
                               struct capai_error *err)
{
    struct rows rows;
    if (!version_rows(dataset, SCHEMA_ANGGARAN, opd, arena, &rows))
        return capai_fail_memory(err);
    *budget = (struct budget){.lines = capai_arena_array(arena, rows.count, sizeof *budget->lines),
                              .count = rows.count};
    if (!budget->lines || read_lines(dataset, rows, budget) != CAPAI_OK ||
        build_tree(budget, arena) != CAPAI_OK ||
        choose_tables(dataset, opd, budget, arena) != CAPAI_OK ||
        link_sasaran(dataset, budget, arena) != CAPAI_OK)
        return capai_fail_memory(err);
    return CAPAI_OK;
}

/* ---- sums ---- */

static void add_line(const struct line *line, struct rupiah *pagu, struct rupiah *realisasi,
                     size_t *lines, struct capai_subject *trace)
{
    trace_line(trace, line);
    rupiah_add(pagu, line->pagu);
    rupiah_add(realisasi, line->realisasi);
    ++*lines;
}

void budget_total(const struct budget *budget, int year, struct rupiah *pagu,
                  struct rupiah *realisasi, size_t *lines, struct capai_subject *trace)
{
    *pagu = *realisasi = no_rupiah();
    *lines = 0;
    for (size_t i = 0; i < budget->count; i++) {
        const struct line *line = &budget->lines[i];
        if (line->evaluated && !line->total && line->year == year && line->parent < 0)
            add_line(line, pagu, realisasi, lines, trace);
    }
}

static bool is_one_of(capai_text fold, const capai_text *folds, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (folds[i].data == fold.data)
            return true;
    return false;
}

void budget_of_sasaran(const struct budget *budget, int year, const capai_text *folds, size_t count,
                       struct rupiah *pagu, struct rupiah *realisasi, size_t *lines,
                       struct capai_subject *trace)
{
    *pagu = *realisasi = no_rupiah();
    *lines = 0;
    for (size_t i = 0; i < budget->count; i++) {
        const struct line *line = &budget->lines[i];
        if (!line->evaluated || line->total || line->year != year ||
            !is_one_of(line->fold, folds, count))
            continue;
        bool covered = false; /* an ancestor that serves them already counts */
        for (long p = line->parent; !covered && p >= 0; p = budget->lines[p].parent)
            covered = is_one_of(budget->lines[p].fold, folds, count);
        if (!covered)
            add_line(line, pagu, realisasi, lines, trace);
    }
}
