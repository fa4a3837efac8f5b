/* Threads: every piece of work is done once and taken in order, whatever their number; inputs that
 * change while a batch reads them. */
#include "data_test.h"

#include <stdio.h>
#include <string.h>

#include "batch_rules.h"
#include "capai/batch.h"
#include "capai/pipeline.h"
#include "capai/system.h"

enum { SLOTS = 8, PIECES = 1000 };

struct line {
    size_t in[SLOTS], out[SLOTS];
    size_t filled, taken, stop;
    bool ordered;
};

static bool fill(void *user, size_t slot)
{
    struct line *line = user;
    if (line->filled == PIECES)
        return false;
    line->in[slot] = line->filled++;
    return true;
}

static void work(void *user, size_t worker, size_t slot)
{
    struct line *line = user;
    (void)worker;
    line->out[slot] = line->in[slot] * 3;
}

static bool take(void *user, size_t slot)
{
    struct line *line = user;
    line->ordered &= line->out[slot] == line->taken * 3;
    return ++line->taken != line->stop;
}

static enum capai_status run(size_t workers, bool helps, struct line *line, struct capai_error *err)
{
    const struct capai_pipeline pipeline = {.workers = workers,
                                            .slots = SLOTS,
                                            .helps = helps,
                                            .user = line,
                                            .fill = fill,
                                            .work = work,
                                            .take = take};
    return capai_pipeline_run(&pipeline, err);
}

static void pipeline_takes_all_in_order(void **state)
{
    (void)state;
    for (size_t n = 2; n < 2 * SLOTS; n++) {
        struct line line = {.ordered = true};
        assert_int_equal(run(n / 2, n % 2, &line, NULL), CAPAI_OK);
        assert_int_equal(line.taken, PIECES);
        assert_true(line.ordered);
    }
}

static void pipeline_stops_when_told(void **state)
{
    (void)state;
    for (size_t n = 2; n < 2 * SLOTS; n++) {
        struct line line = {.ordered = true, .stop = 10};
        assert_int_equal(run(n / 2, n % 2, &line, NULL), CAPAI_OK);
        assert_int_equal(line.taken, 10);
        assert_true(line.ordered);
    }
}

/* Bytes of address space that this process has. */
static size_t address_space(void)
{
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file && fscanf(file, "%lu", &pages) != 1)
        pages = 0;
    if (file)
        fclose(file);
    return pages * (size_t)sysconf(_SC_PAGESIZE);
}

static int run_without_room(void *user)
{
    struct line line = {.ordered = true};
    struct capai_error error = {0};
    (void)user;
    return run(2, false, &line, &error) == CAPAI_ERR_SYSTEM &&
           error.message == CAPAI_MSG_THREAD_START && line.filled == 0;
}

/* Who runs it does all then. */
static int help_without_room(void *user)
{
    struct line line = {.ordered = true};
    (void)user;
    return run(2, true, &line, NULL) == CAPAI_OK && line.ordered && line.taken == PIECES;
}

static void pipeline_without_room_for_threads_says_so(void **state)
{
    (void)state;
#ifndef CAPAI_SHADOW_MEMORY
    int result = 0;
    const struct capai_child_limits limits = {5, address_space() + (1 << 20)};
    assert_int_equal(capai_child_run(limits, run_without_room, NULL, &result, NULL), CAPAI_OK);
    assert_int_equal(result, 1);
    assert_int_equal(capai_child_run(limits, help_without_room, NULL, &result, NULL), CAPAI_OK);
    assert_int_equal(result, 1);
#else
    (void)run_without_room;
    (void)help_without_room;
    (void)address_space;
#endif
}

/* ---- inputs that change ---- */

struct changing {
    struct data *data;
    char path[600];
    bool shorter, done;
};

static enum capai_status find_rules(void *opened, const struct capai_opd *opd,
                                    const struct capai_rules **out, struct capai_error *err)
{
    (void)opd;
    (void)err;
    *out = &((struct changing *)opened)->data->rules;
    return CAPAI_OK;
}

static void change(void *user, const struct capai_batch_progress *progress)
{
    struct changing *changing = user;
    (void)progress;
    if (changing->done)
        return;
    changing->done = true;
    if (changing->shorter) {
        assert_int_equal(truncate(changing->path, 100), 0);
    } else {
        FILE *file = fopen(changing->path, "a");
        assert_non_null(file);
        fputs("z,2024,x,positif,1,1\n", file);
        fclose(file);
    }
}

/* Writes a data set of many OPDs. */
static void put_rows(struct data *d, const char *path, int count)
{
    data_put(d, "indikator.csv", "opd,tahun,indikator,arah,target,realisasi\n");
    FILE *file = fopen(path, "a");
    assert_non_null(file);
    for (int i = 0; i < count; i++)
        fprintf(file, "opd-%05d,2024,Nilai %d,positif,%d,%d\n", i / 3, i, 10 + i % 7, 9 + i % 5);
    fclose(file);
}

static enum capai_status run_batch(struct changing *changing, size_t jobs, bool changes,
                                   struct capai_error *err)
{
    struct data *d = changing->data;
    struct capai_batch_summary summary;
    char out[600];
    snprintf(out, sizeof out, "%s/out", d->folder);
    const char *const paths[] = {d->folder};
    const struct capai_batch batch = {.paths = paths,
                                      .path_count = 1,
                                      .folder = out,
                                      .rules = {.user = changing,
                                                .open = open_rules,
                                                .find = find_rules,
                                                .scripts = no_scripts,
                                                .close = close_rules},
                                      .jobs = jobs,
                                      .user = changing,
                                      .progress = changes ? change : NULL};
    return capai_batch_run(&batch, &d->arena, &d->notices, &summary, err);
}

static void remove_results(const struct data *d)
{
    char command[600];
    snprintf(command, sizeof command, "rm -r '%s/out'", d->folder);
    assert_int_equal(system(command), 0);
}

static void change_while_reading(struct data *d, bool shorter)
{
    struct changing changing = {.data = d, .shorter = shorter};
    struct capai_error error = {0};
    snprintf(changing.path, sizeof changing.path, "%s/indikator.csv", d->folder);
    put_rows(d, changing.path, 60000);
    assert_int_equal(run_batch(&changing, 1, true, &error), CAPAI_ERR_SYSTEM);
    assert_int_equal(error.message, CAPAI_MSG_READ_CHANGED);
    assert_string_equal(error.file, changing.path);
    remove_results(d);
}

/* Under the thread sanitizer this is the test of what threads share. */
static void batch_gives_the_same_bytes_with_any_number_of_threads(void **state)
{
    static const char *const names[] = {"indikator.csv", "opd.csv", "rekap.csv"};
    static const size_t jobs[] = {1, 2, 4, 16};
    struct data *d = *state;
    struct changing changing = {.data = d};
    capai_text first[3] = {{NULL, 0}};
    snprintf(changing.path, sizeof changing.path, "%s/indikator.csv", d->folder);
    put_rows(d, changing.path, 30000);
    for (size_t j = 0; j < sizeof jobs / sizeof *jobs; j++) {
        assert_int_equal(run_batch(&changing, jobs[j], false, NULL), CAPAI_OK);
        for (size_t i = 0; i < 3; i++) {
            char path[600];
            capai_text text;
            snprintf(path, sizeof path, "%s/out/%s", d->folder, names[i]);
            assert_int_equal(capai_file_read(path, &d->arena, &text, NULL), CAPAI_OK);
            assert_true(text.size > 100000);
            if (!first[i].data)
                first[i] = text;
            assert_true(capai_text_equal(text, first[i]));
        }
        remove_results(d);
    }
}

static void batch_of_a_file_that_grows_fails(void **state)
{
    change_while_reading(*state, false);
}

static void batch_of_a_file_that_shrinks_fails(void **state)
{
    change_while_reading(*state, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        /* first: the room that threads had stays with the process */
        cmocka_unit_test(pipeline_without_room_for_threads_says_so),
        cmocka_unit_test(pipeline_takes_all_in_order),
        cmocka_unit_test(pipeline_stops_when_told),
        cmocka_unit_test_setup_teardown(batch_gives_the_same_bytes_with_any_number_of_threads,
                                        data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(batch_of_a_file_that_grows_fails, data_setup,
                                        data_teardown),
        cmocka_unit_test_setup_teardown(batch_of_a_file_that_shrinks_fails, data_setup,
                                        data_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
