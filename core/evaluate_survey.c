/* skm.csv: the answers of respondents, by the unsur that the rules name. */
#include "core/evaluate.h"

#include <string.h>

/* What a cell of an unsur says. */
enum reply { ANSWER, HOLE, INVALID };

/* The work on the survey of one OPD. */
struct poll {
    struct job *job;
    const struct capai_survey *survey;
    int *columns; /* by unsur: of skm.csv, or CAPAI_NO_COLUMN */
    struct tally *tallies;
    struct survey_unsur *unsur;
    enum reply *replies; /* of one respondent, by unsur */
    int *answers;
    struct capai_subject **traces; /* by unsur, then of the whole; NULL: nobody watches */
    size_t *times;                 /* for these: how often each answer was given, unsur by unsur */
    size_t last;                   /* row of the last respondent of the year */
};

/* ---- columns ---- */

static bool is_unsur(const struct capai_survey *survey, capai_text column)
{
    for (size_t i = 0; i < survey->count; i++)
        if (capai_text_equal_nocase(survey->unsur[i].column, column))
            return true;
    return false;
}

/* u10 */
static bool is_numbered(capai_text name)
{
    bool digits = name.size > 1 && name.data[0] == 'u';
    for (size_t i = 1; i < name.size; i++)
        digits &= name.data[i] >= '0' && name.data[i] <= '9';
    return digits;
}

/* Complains, at the first row of the OPD, of an unsur that the file does not have. */
static enum capai_status complain_absent(const struct poll *poll, const struct capai_table *table,
                                         size_t row, size_t at)
{
    struct capai_error error = {0};
    capai_text column = poll->survey->unsur[at].column, near = CAPAI_NO_TEXT;
    for (size_t c = 3; c < table->column_count && !near.data; c++)
        if (!is_unsur(poll->survey, table->columns[c].name))
            near = capai_text_nearest(column, &table->columns[c].name, 1);
    capai_fail(&error, CAPAI_MSG_SKM_COLUMN, CAPAI_WORDS(column, poll->job->rules->id, near));
    return evaluate_complain(poll->job, SCHEMA_SKM, row, CAPAI_NO_TEXT, &error);
}

/* Finds the columns of the unsur. `row` is the OPD's first. */
static enum capai_status find_columns(const struct poll *poll, size_t row)
{
    const struct capai_table *table = poll->job->dataset->sheets[SCHEMA_SKM].table;
    enum capai_status status = CAPAI_OK;
    for (size_t i = 0; i < poll->survey->count; i++) {
        poll->columns[i] = CAPAI_NO_COLUMN;
        for (size_t c = 3; c < table->column_count; c++) /* opd, tahun, responden are no unsur */
            if (capai_text_equal_nocase(table->columns[c].name, poll->survey->unsur[i].column) &&
                table->columns[c].kind == CAPAI_COLUMN_TEXT)
                poll->columns[i] = (int)c;
    }
    for (size_t i = 0; !status && i < poll->survey->count; i++)
        if (poll->columns[i] < 0)
            status = complain_absent(poll, table, row, i);
    for (size_t c = 3; !status && c < table->column_count; c++) {
        struct capai_error error = {0};
        capai_text name = table->columns[c].name;
        if (!is_numbered(name) || is_unsur(poll->survey, name))
            continue;
        capai_fail(&error, CAPAI_MSG_SKM_UNSUR_EXTRA, CAPAI_WORDS(name, poll->job->rules->id));
        status = evaluate_complain(poll->job, SCHEMA_SKM, row, name, &error);
    }
    return status;
}

/* ---- answers ---- */

static enum reply read_answer(const struct poll *poll, capai_text text, int *answer)
{
    struct capai_cell cell;
    const struct capai_survey *survey = poll->survey;
    if (capai_cell_parse(text, poll->job->dataset->notation.texts, CAPAI_QUANTITY, &cell, NULL) !=
        CAPAI_OK)
        return INVALID;
    if (cell.kind == CAPAI_CELL_MISSING)
        return HOLE;
    if (!capai_cell_is_bare(&cell) || cell.percent)
        return INVALID;
    for (*answer = survey->lowest; *answer <= survey->highest; ++*answer)
        if (capai_decimal_compare(cell.number, capai_decimal_from_int(*answer)) == 0)
            return ANSWER;
    return INVALID;
}

static capai_text number_text(int64_t number, char *buffer)
{
    size_t size =
        capai_decimal_format(capai_decimal_from_int(number), CAPAI_NOTATION_PLAIN, buffer);
    return (capai_text){buffer, size};
}

static enum capai_status complain_answer(const struct poll *poll, size_t row, size_t at,
                                         enum reply reply)
{
    struct capai_error error = {0};
    char low[CAPAI_DECIMAL_TEXT], high[CAPAI_DECIMAL_TEXT];
    const struct capai_dataset *dataset = poll->job->dataset;
    capai_text column = poll->survey->unsur[at].column;
    capai_text name = poll->survey->unsur[at].name;
    if (reply == HOLE)
        capai_fail(&error, CAPAI_MSG_SKM_HOLE, CAPAI_WORDS(column, name));
    else
        capai_fail(&error, CAPAI_MSG_SKM_ANSWER,
                   CAPAI_WORDS(dataset_text(dataset, SCHEMA_SKM, row, column), column,
                               number_text(poll->survey->lowest, low),
                               number_text(poll->survey->highest, high), name));
    return dataset_complain(dataset, SCHEMA_SKM, row, poll->columns[at], &error);
}

static capai_text source_of(const struct poll *poll, size_t row, size_t at)
{
    const struct capai_table *table = poll->job->dataset->sheets[SCHEMA_SKM].table;
    return table->columns[poll->columns[at]].of.texts[row];
}

static enum capai_unanswered effect_of(const struct poll *poll, size_t at)
{
    return poll->replies[at] == HOLE ? poll->survey->missing : poll->survey->invalid;
}

static size_t answer_kinds(const struct poll *poll)
{
    return (size_t)(poll->survey->highest - poll->survey->lowest) + 1;
}

/* Tells what is counted of one respondent, and what is not: `left_out` is the unsur for which the
 * whole of them is left out, or the number of all. */
static void trace_respondent(const struct poll *poll, size_t row, size_t left_out)
{
    const struct capai_unsur *unsur = poll->survey->unsur;
    bool whole = left_out < poll->survey->count;
    for (size_t i = 0; poll->traces && i < poll->survey->count; i++) {
        if (poll->columns[i] < 0)
            continue;
        if (poll->replies[i] != ANSWER)
            trace_skipped(poll->traces[i], row, unsur[i].column, source_of(poll, row, i),
                          effect_of(poll, i));
        else if (whole)
            trace_skipped(poll->traces[i], row, unsur[left_out].column,
                          source_of(poll, row, left_out), CAPAI_UNANSWERED_RESPONDENT);
        else
            poll->times[i * answer_kinds(poll) +
                        (size_t)(poll->answers[i] - poll->survey->lowest)]++;
    }
}

/* Adds the answers of one respondent to the tallies, as the rules deal with what is no answer. */
static enum capai_status add_respondent(const struct poll *poll, size_t row)
{
    const struct capai_survey *survey = poll->survey;
    size_t left_out = survey->count;
    for (size_t i = 0; i < survey->count; i++) {
        if (poll->columns[i] < 0)
            continue;
        enum reply reply = poll->replies[i] =
            read_answer(poll, source_of(poll, row, i), &poll->answers[i]);
        if (reply == ANSWER)
            continue;
        if (complain_answer(poll, row, i, reply) != CAPAI_OK)
            return CAPAI_ERR_MEMORY;
        if (left_out == survey->count && effect_of(poll, i) == CAPAI_UNANSWERED_RESPONDENT)
            left_out = i;
        if (effect_of(poll, i) == CAPAI_UNANSWERED_NONE)
            poll->tallies[i].outcome =
                reply == HOLE ? CAPAI_BELUM_DIISI : CAPAI_TIDAK_DAPAT_DIHITUNG;
    }
    trace_respondent(poll, row, left_out);
    for (size_t i = 0; i < survey->count && left_out == survey->count; i++) {
        if (poll->columns[i] < 0 || poll->replies[i] != ANSWER)
            continue;
        poll->tallies[i].sum += poll->answers[i];
        poll->tallies[i].count++;
    }
    return CAPAI_OK;
}

/* ---- telling ---- */

/* Begins what is told of a year. False: memory. */
static bool begin_traces(struct poll *poll, int year)
{
    size_t count = poll->survey->count, kinds = answer_kinds(poll);
    if (!poll->job->evaluation->trace)
        return true;
    poll->traces = capai_arena_array(poll->job->arena, count + 1, sizeof(struct capai_subject *));
    poll->times = capai_arena_array(poll->job->arena, count * kinds, sizeof *poll->times);
    if (!poll->traces || !poll->times)
        return false;
    memset(poll->times, 0, count * kinds * sizeof *poll->times);
    for (size_t i = 0; i < count; i++)
        poll->traces[i] =
            trace_quantity(evaluate_trace(poll->job, CAPAI_RESULT_SKM, year), CAPAI_TEXT("nrr"));
    poll->traces[count] = evaluate_trace_topic(poll->job, CAPAI_TOPIC_SURVEY, year);
    return true;
}

/* Tells the answers to each question, once all are counted; `row` is the first respondent. */
static void trace_tallies(const struct poll *poll, size_t row)
{
    for (size_t i = 0; poll->traces && i < poll->survey->count; i++) {
        const struct trace_answers answers = {
            .column = poll->survey->unsur[i].column,
            .row = row,
            .last = poll->last,
            .times = poll->times + i * answer_kinds(poll),
            .count = answer_kinds(poll),
            .lowest = poll->survey->lowest,
            .sum = poll->tallies[i].sum,
        };
        if (poll->columns[i] < 0)
            continue;
        trace_answers(poll->traces[i], &answers);
        trace_count(poll->traces[i], CAPAI_TEXT("responden"), poll->tallies[i].count);
    }
}

/* ---- results ---- */

static enum capai_status write_unsur(const struct poll *poll, int year, size_t at,
                                     struct capai_error *err)
{
    const struct survey_unsur *unsur = &poll->unsur[at];
    struct result_row out = evaluate_row(poll->job, CAPAI_RESULT_SKM, year);
    if (!out.result)
        return capai_fail_memory(err);
    trace_row(poll->traces ? poll->traces[at] : NULL, out.row);
    result_text(out, COLUMN_UNSUR, poll->survey->unsur[at].column);
    result_text(out, COLUMN_URAIAN, poll->survey->unsur[at].name);
    result_amount(out, COLUMN_NRR, &unsur->nrr);
    result_amount(out, COLUMN_NRR_TERTIMBANG, &unsur->weighted);
    result_amount(out, COLUMN_RATA, &unsur->rata);
    if (poll->columns[at] < 0)
        return CAPAI_OK;
    result_count(out, COLUMN_JUMLAH, (size_t)poll->tallies[at].sum);
    result_count(out, COLUMN_RESPONDEN, poll->tallies[at].count);
    if (unsur->rank)
        result_count(out, COLUMN_PERINGKAT, unsur->rank);
    return CAPAI_OK;
}

static enum capai_status keep_total(const struct poll *poll, int year,
                                    const struct survey_total *total, struct capai_error *err)
{
    struct job *job = poll->job;
    struct capai_subject *trace = poll->traces ? poll->traces[poll->survey->count] : NULL;
    struct survey_year *years = capai_arena_grow(job->arena, job->surveys, job->survey_count,
                                                 &job->survey_capacity, sizeof *years);
    if (!years)
        return capai_fail_memory(err);
    job->surveys = years;
    years[job->survey_count++] = (struct survey_year){year, *total, trace};
    return CAPAI_OK;
}

void evaluate_write_survey(const struct job *job, struct result_row out, int year)
{
    const struct amount none = {.outcome = CAPAI_TIDAK_BERLAKU};
    const struct survey_year *found = NULL;
    for (size_t i = 0; i < job->survey_count; i++)
        if (job->surveys[i].year == year)
            found = &job->surveys[i];
    result_amount(out, COLUMN_INDEKS, found ? &found->total.indeks : &none);
    result_amount(out, COLUMN_IKM, found ? &found->total.ikm : &none);
    if (!found)
        return;
    const struct grading *grading = &found->total.grading;
    if (grading->has_class)
        result_text(out, COLUMN_MUTU, job->rules->survey.scale.bands[grading->band].name);
    trace_row(found->trace, out.row);
}

/* The rows of one year, of which `rows[first]` is the first. */
static enum capai_status evaluate_year(struct poll *poll, struct rows rows, size_t first,
                                       struct capai_error *err)
{
    const int *years = poll->job->dataset->sheets[SCHEMA_SKM].year;
    int year = years[rows.row[first]];
    struct survey_total total;
    struct capai_error error = {0};
    for (size_t i = 0; i < poll->survey->count; i++)
        poll->tallies[i] =
            (struct tally){.outcome = poll->columns[i] < 0 ? CAPAI_BELUM_DIISI : CAPAI_NILAI};
    if (!begin_traces(poll, year))
        return capai_fail_memory(err);
    for (size_t i = first; i < rows.count; i++) {
        if (years[rows.row[i]] != year)
            continue;
        poll->last = rows.row[i];
        if (add_respondent(poll, poll->last) != CAPAI_OK)
            return capai_fail_memory(err);
    }
    trace_tallies(poll, rows.row[first]);
    enum capai_status status =
        survey_compute(poll->survey, poll->job->rules->classify_exact, poll->tallies, poll->traces,
                       poll->job->arena, poll->unsur, &total, &error);
    if (status == CAPAI_ERR_MEMORY || evaluate_complain(poll->job, SCHEMA_SKM, rows.row[first],
                                                        CAPAI_NO_TEXT, &error) != CAPAI_OK)
        return capai_fail_memory(err);
    status = CAPAI_OK;
    for (size_t i = 0; !status && i < poll->survey->count; i++)
        status = write_unsur(poll, year, i, err);
    return status ? status : keep_total(poll, year, &total, err);
}

/* True when the year of a row was dealt with already, or is none. */
static bool is_done(const struct job *job, int year)
{
    bool done = year == 0;
    for (size_t i = 0; i < job->survey_count; i++)
        done |= job->surveys[i].year == year;
    return done;
}

enum capai_status evaluate_survey(struct job *job, struct capai_error *err)
{
    struct rows rows = dataset_rows(job->dataset, SCHEMA_SKM, job->opd);
    const struct capai_survey *survey = &job->rules->survey;
    struct capai_error error = {0};
    if (!rows.count)
        return CAPAI_OK;
    if (!survey->count) {
        capai_fail(&error, CAPAI_MSG_SKM_NO_RULE, CAPAI_WORDS(job->rules->id));
        return evaluate_complain(job, SCHEMA_SKM, rows.row[0], CAPAI_NO_TEXT, &error);
    }
    struct poll poll = {.job = job, .survey = survey};
    poll.columns = capai_arena_array(job->arena, survey->count, sizeof *poll.columns);
    poll.tallies = capai_arena_array(job->arena, survey->count, sizeof *poll.tallies);
    poll.unsur = capai_arena_array(job->arena, survey->count, sizeof *poll.unsur);
    poll.replies = capai_arena_array(job->arena, survey->count, sizeof *poll.replies);
    poll.answers = capai_arena_array(job->arena, survey->count, sizeof *poll.answers);
    if (!poll.columns || !poll.tallies || !poll.unsur || !poll.replies || !poll.answers ||
        find_columns(&poll, rows.row[0]) != CAPAI_OK)
        return capai_fail_memory(err);
    enum capai_status status = CAPAI_OK;
    for (size_t i = 0; !status && i < rows.count; i++)
        if (!is_done(job, job->dataset->sheets[SCHEMA_SKM].year[rows.row[i]]))
            status = evaluate_year(&poll, rows, i, err);
    return status;
}
