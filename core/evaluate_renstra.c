/* The rows of renstra.csv: what a plan of several years sets for each of them, and whether its
 * rupiah add up. */
#include "core/evaluate.h"

#include <stdlib.h>

#include "core/version.h"

/* A year of the plan and its columns; CAPAI_NO_COLUMN where it has none. */
struct plan_year {
    int year, target, rp;
};

/* A code of one version: the lines that have it stand for one programme, kegiatan, and so on. */
struct node {
    capai_text versi, kode;
    struct rupiah *rp, *children; /* by year */
    bool has_children;
    const struct node *parent;
};

/* A line of the file. */
struct plan_line {
    size_t row;
    capai_text versi, kode;        /* kode is missing where the line is not part of the tree */
    struct node *node;             /* NULL: none */
    struct capai_subject **traces; /* by year; NULL: nobody watches, or another line of the code is
                                      told */
};

struct plan {
    struct plan_year *years; /* in rising order */
    size_t year_count;
    struct plan_line *lines; /* in file order */
    size_t line_count;
    struct node *nodes; /* in the order of their versions and codes */
    size_t node_count;
};

/* ---- years ---- */

static int compare_years(const void *a, const void *b)
{
    const struct plan_year *x = a, *y = b;
    return (x->year > y->year) - (x->year < y->year);
}

/* Finds the columns target_YYYY and rp_YYYY of each year. */
static bool find_years(const struct job *job, struct plan *plan)
{
    const struct capai_table *table = job->dataset->sheets[SCHEMA_RENSTRA].table;
    const struct schema *schema = schema_of(SCHEMA_RENSTRA);
    plan->years = capai_arena_array(job->arena, table->column_count, sizeof *plan->years);
    if (!plan->years)
        return false;
    for (size_t c = 0; c < table->column_count; c++) {
        int year;
        size_t at = 0;
        const struct schema_series *series =
            schema_series_of(schema, table->columns[c].name, &year);
        if (!series)
            continue;
        while (at < plan->year_count && plan->years[at].year != year)
            at++;
        if (at == plan->year_count)
            plan->years[plan->year_count++] =
                (struct plan_year){year, CAPAI_NO_COLUMN, CAPAI_NO_COLUMN};
        if (series->type == SCHEMA_RUPIAH_MIXED)
            plan->years[at].rp = (int)c;
        else
            plan->years[at].target = (int)c;
    }
    if (plan->year_count) /* a file without any is not used */
        qsort(plan->years, plan->year_count, sizeof *plan->years, compare_years);
    return true;
}

/* ---- rupiah ---- */

static struct rupiah rupiah_of(const struct job *job, size_t row, int column)
{
    const struct capai_table *table = job->dataset->sheets[SCHEMA_RENSTRA].table;
    struct rupiah amount = {CAPAI_BELUM_DIISI, capai_decimal_from_int(0)};
    if (column < 0)
        return amount;
    const struct capai_cell *cell = &capai_table_cells(table, column)[row];
    if (cell->kind == CAPAI_CELL_NUMBER)
        amount = (struct rupiah){CAPAI_NILAI, cell->number};
    else if (cell->kind != CAPAI_CELL_MISSING)
        amount.outcome = CAPAI_TIDAK_DAPAT_DIHITUNG;
    return amount;
}

/* Adds what is filled: a plan leaves a year empty in which it spends nothing. */
static void add_filled(struct rupiah *sum, struct rupiah part)
{
    if (part.outcome == CAPAI_BELUM_DIISI)
        return;
    if (sum->outcome == CAPAI_BELUM_DIISI)
        *sum = part;
    else
        rupiah_add(sum, part);
}

/* Takes the amounts of one line of a node. Several lines of a code repeat its amount or leave it
 * empty; where they contradict, the first holds. */
static enum capai_status read_amounts(struct job *job, const struct plan *plan,
                                      const struct plan_line *line)
{
    for (size_t y = 0; y < plan->year_count; y++) {
        struct rupiah *known = &line->node->rp[y];
        struct rupiah amount = rupiah_of(job, line->row, plan->years[y].rp);
        struct capai_error error = {0};
        char first[CAPAI_DECIMAL_TEXT], other[CAPAI_DECIMAL_TEXT];
        if (known->outcome == CAPAI_BELUM_DIISI) {
            *known = amount;
            continue;
        }
        if (known->outcome || amount.outcome ||
            capai_decimal_compare(known->amount, amount.amount) == 0)
            continue;
        const struct capai_table *table = job->dataset->sheets[SCHEMA_RENSTRA].table;
        capai_decimal_format(known->amount, CAPAI_NOTATION_INDONESIA, first);
        capai_decimal_format(amount.amount, CAPAI_NOTATION_INDONESIA, other);
        capai_fail(&error, CAPAI_MSG_PLAN_AMOUNTS,
                   CAPAI_WORDS(line->kode, capai_text_of(first), capai_text_of(other)));
        if (evaluate_complain(job, SCHEMA_RENSTRA, line->row,
                              table->columns[plan->years[y].rp].name, &error) != CAPAI_OK)
            return CAPAI_ERR_MEMORY;
    }
    return CAPAI_OK;
}

/* ---- the tree ---- */

static int compare_codes(capai_text versi, capai_text kode, const struct node *node)
{
    int sign = capai_text_compare(versi, node->versi);
    return sign ? sign : capai_text_compare(kode, node->kode);
}

static int compare_lines(const void *a, const void *b)
{
    const struct plan_line *x = *(struct plan_line *const *)a, *y = *(struct plan_line *const *)b;
    int sign = capai_text_compare(x->versi, y->versi);
    if (!sign)
        sign = capai_text_compare(x->kode, y->kode);
    return sign ? sign : (x->row > y->row) - (x->row < y->row);
}

static struct node *find_node(const struct plan *plan, capai_text versi, capai_text kode)
{
    size_t low = 0, high = plan->node_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int sign = compare_codes(versi, kode, &plan->nodes[middle]);
        if (sign == 0)
            return &plan->nodes[middle];
        if (sign > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* An amount for each year, none of them filled. */
static struct rupiah *no_amounts(const struct job *job, const struct plan *plan)
{
    struct rupiah *amounts = capai_arena_array(job->arena, plan->year_count, sizeof *amounts);
    for (size_t y = 0; amounts && y < plan->year_count; y++)
        amounts[y].outcome = CAPAI_BELUM_DIISI;
    return amounts;
}

static enum capai_status build_nodes(struct job *job, struct plan *plan)
{
    struct plan_line **order = capai_arena_array(job->arena, plan->line_count, sizeof *order);
    size_t count = 0;
    plan->nodes = capai_arena_array(job->arena, plan->line_count, sizeof *plan->nodes);
    if (!order || !plan->nodes)
        return CAPAI_ERR_MEMORY;
    for (size_t i = 0; i < plan->line_count; i++)
        if (plan->lines[i].kode.size)
            order[count++] = &plan->lines[i];
    if (count)
        qsort(order, count, sizeof *order, compare_lines);
    for (size_t i = 0; i < count; i++) {
        struct plan_line *line = order[i];
        struct node *node = plan->node_count ? &plan->nodes[plan->node_count - 1] : NULL;
        if (!node || compare_codes(line->versi, line->kode, node) != 0) {
            node = &plan->nodes[plan->node_count++];
            *node = (struct node){.versi = line->versi, .kode = line->kode};
            node->rp = no_amounts(job, plan);
            node->children = no_amounts(job, plan);
            if (!node->rp || !node->children)
                return CAPAI_ERR_MEMORY;
        }
        line->node = node;
        if (read_amounts(job, plan, line) != CAPAI_OK)
            return CAPAI_ERR_MEMORY;
    }
    return CAPAI_OK;
}

/* The parent is the nearest code of the version that is a dot-prefix of one's own. */
static void add_to_parents(struct plan *plan)
{
    for (size_t i = 0; i < plan->node_count; i++) {
        struct node *node = &plan->nodes[i], *parent = NULL;
        for (size_t size = node->kode.size; size-- > 1 && !parent;)
            if (node->kode.data[size] == '.')
                parent = find_node(plan, node->versi, (capai_text){node->kode.data, size});
        if (!parent)
            continue;
        parent->has_children = true;
        node->parent = parent;
        for (size_t y = 0; y < plan->year_count; y++)
            add_filled(&parent->children[y], node->rp[y]);
    }
}

static enum capai_status read_plan(struct job *job, struct plan *plan)
{
    const struct capai_dataset *dataset = job->dataset;
    struct rows rows = dataset_rows(dataset, SCHEMA_RENSTRA, job->opd);
    plan->line_count = rows.count;
    plan->lines = capai_arena_array(job->arena, rows.count, sizeof *plan->lines);
    if (!plan->lines || !find_years(job, plan))
        return CAPAI_ERR_MEMORY;
    for (size_t i = 0; i < rows.count; i++) {
        size_t row = rows.row[i];
        capai_text jenjang = dataset_text(dataset, SCHEMA_RENSTRA, row, CAPAI_TEXT("jenjang"));
        plan->lines[i] = (struct plan_line){
            .row = row,
            .versi = version_name(dataset_text(dataset, SCHEMA_RENSTRA, row, CAPAI_TEXT("versi")))};
        if (!capai_text_equal(jenjang, CAPAI_TEXT("total")))
            plan->lines[i].kode = dataset_text(dataset, SCHEMA_RENSTRA, row, CAPAI_TEXT("kode"));
    }
    if (build_nodes(job, plan) != CAPAI_OK)
        return CAPAI_ERR_MEMORY;
    add_to_parents(plan);
    return CAPAI_OK;
}

/* ---- telling ---- */

static bool has_amounts(const struct job *job, const struct plan *plan,
                        const struct plan_line *line)
{
    for (size_t y = 0; y < plan->year_count; y++)
        if (rupiah_of(job, line->row, plan->years[y].rp).outcome != CAPAI_BELUM_DIISI)
            return true;
    return line->node && line->node->has_children;
}

/* The line of a code that is told of a year: the one that its amount is from, else the first that
 * has any. NULL: none. */
static const struct plan_line *find_told(const struct job *job, const struct plan *plan,
                                         const struct node *node, size_t y)
{
    const struct plan_line *first = NULL;
    for (size_t i = 0; i < plan->line_count; i++) {
        const struct plan_line *line = &plan->lines[i];
        if (line->node != node)
            continue;
        if (rupiah_of(job, line->row, plan->years[y].rp).outcome != CAPAI_BELUM_DIISI)
            return line;
        if (!first && has_amounts(job, plan, line))
            first = line;
    }
    return first;
}

/* Begins what is told of each code, and of each line that has none, in each year. */
static bool begin_traces(const struct job *job, struct plan *plan)
{
    for (size_t i = 0; job->evaluation->trace && i < plan->line_count; i++) {
        struct plan_line *line = &plan->lines[i];
        if (!has_amounts(job, plan, line))
            continue;
        line->traces =
            capai_arena_array(job->arena, plan->year_count, sizeof(struct capai_subject *));
        if (!line->traces)
            return false;
        for (size_t y = 0; y < plan->year_count; y++)
            line->traces[y] = !line->node || find_told(job, plan, line->node, y) == line
                                  ? evaluate_trace(job, CAPAI_RESULT_RENSTRA, plan->years[y].year)
                                  : NULL;
    }
    return true;
}

static capai_text rp_name(const struct job *job, const struct plan_year *year)
{
    return job->dataset->sheets[SCHEMA_RENSTRA].table->columns[year->rp].name;
}

/* Tells the amounts of all years, and their sum. */
static void trace_years(const struct job *job, const struct plan *plan,
                        const struct plan_line *line, struct rupiah all,
                        struct capai_subject *trace)
{
    const struct capai_table *table = job->dataset->sheets[SCHEMA_RENSTRA].table;
    struct trace_terms terms = {.size = 0};
    trace_quantity(trace, CAPAI_TEXT("rp_jumlah"));
    for (size_t y = 0; trace && y < plan->year_count; y++)
        if (rupiah_of(job, line->row, plan->years[y].rp).outcome != CAPAI_BELUM_DIISI)
            trace_term(trace, &terms, true, rp_name(job, &plan->years[y]), SCHEMA_RENSTRA,
                       line->row, rp_name(job, &plan->years[y]),
                       &capai_table_cells(table, plan->years[y].rp)[line->row]);
    if (all.outcome)
        trace_none(trace, all.outcome, NULL);
    else
        trace_terms(trace, &terms, CAPAI_TEXT("rp_jumlah"), all.amount);
}

/* Tells the amounts below a code in a year, their sum, and beside it the code's own. */
static void trace_children(const struct job *job, const struct plan *plan,
                           const struct plan_line *line, size_t y, struct capai_subject *trace)
{
    const struct capai_table *table = job->dataset->sheets[SCHEMA_RENSTRA].table;
    struct rupiah sum = line->node->children[y];
    const struct capai_ratio all = capai_ratio_of(sum.amount);
    size_t count = 0;
    trace_quantity(trace, CAPAI_TEXT("rp_anak"));
    for (size_t i = 0; trace && i < plan->node_count; i++) {
        const struct node *child = &plan->nodes[i];
        const struct plan_line *told =
            child->parent == line->node ? find_told(job, plan, child, y) : NULL;
        if (!told || child->rp[y].outcome == CAPAI_BELUM_DIISI)
            continue;
        const struct capai_ratio ratio = capai_ratio_of(child->rp[y].amount);
        trace_part(trace, told->traces[y], child->rp[y].outcome, capai_exact_of(&ratio));
        count++;
    }
    if (sum.outcome)
        trace_none(trace, sum.outcome, NULL);
    else
        trace_total(trace, CAPAI_TEXT("rp_anak"), capai_exact_of(&all), count);
    if (trace && plan->years[y].rp >= 0)
        trace_input(trace, CAPAI_TEXT("rp"), SCHEMA_RENSTRA, line->row,
                    rp_name(job, &plan->years[y]),
                    &capai_table_cells(table, plan->years[y].rp)[line->row]);
}

/* ---- output ---- */

static enum capai_outcome outcome_of(const struct capai_cell *cell)
{
    if (cell->kind == CAPAI_CELL_BROKEN)
        return CAPAI_TIDAK_DAPAT_DIHITUNG;
    return cell->kind == CAPAI_CELL_MISSING ? CAPAI_BELUM_DIISI : CAPAI_NILAI;
}

static enum capai_status write_line(struct job *job, const struct plan *plan,
                                    const struct plan_line *line)
{
    const struct capai_table *table = job->dataset->sheets[SCHEMA_RENSTRA].table;
    const struct capai_cell missing = {.kind = CAPAI_CELL_MISSING};
    struct rupiah all = {CAPAI_BELUM_DIISI, capai_decimal_from_int(0)};
    struct rupiah none = {CAPAI_TIDAK_BERLAKU, capai_decimal_from_int(0)};
    for (size_t y = 0; y < plan->year_count; y++)
        add_filled(&all, rupiah_of(job, line->row, plan->years[y].rp));
    for (size_t y = 0; y < plan->year_count; y++) {
        const struct plan_year *year = &plan->years[y];
        const struct capai_cell *target =
            year->target < 0 ? &missing : &capai_table_cells(table, year->target)[line->row];
        bool parent = line->node && line->node->has_children;
        struct result_row out = evaluate_row(job, CAPAI_RESULT_RENSTRA, year->year);
        struct capai_subject *trace = line->traces ? line->traces[y] : NULL;
        if (!out.result || !result_copy(out, job->dataset, SCHEMA_RENSTRA, line->row, 0) ||
            !result_cell(out, COLUMN_TARGET, target))
            return CAPAI_ERR_MEMORY;
        trace_row(trace, out.row);
        if (parent)
            trace_children(job, plan, line, y, trace);
        trace_years(job, plan, line, all, trace);
        result_rupiah(out, COLUMN_RP, rupiah_of(job, line->row, year->rp));
        result_rupiah(out, COLUMN_RP_ANAK, parent ? line->node->children[y] : none);
        result_rupiah(out, COLUMN_RP_JUMLAH, all);
        result_outcome(out, COLUMN_STATUS, outcome_of(target));
    }
    return CAPAI_OK;
}

enum capai_status evaluate_renstra(struct job *job, struct capai_error *err)
{
    struct plan plan = {.years = NULL};
    if (!dataset_rows(job->dataset, SCHEMA_RENSTRA, job->opd).count)
        return CAPAI_OK;
    enum capai_status status = read_plan(job, &plan);
    if (!status && !begin_traces(job, &plan))
        status = CAPAI_ERR_MEMORY;
    for (size_t i = 0; !status && i < plan.line_count; i++)
        status = write_line(job, &plan, &plan.lines[i]);
    return status ? capai_fail_memory(err) : CAPAI_OK;
}
