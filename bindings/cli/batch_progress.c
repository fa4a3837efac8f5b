/* How far a batch is, and what came of it. */
#include <string.h>

#include "bindings/cli/batch.h"
#include "capai/pipeline.h"

enum { BAR_MILLISECONDS = 100, LINE_MILLISECONDS = 10000, BAR = 24 };

void progress_begin(struct progress *progress, const struct terminal *terminal)
{
    *progress = (struct progress){.terminal = terminal};
    progress->started = progress->told = capai_clock_milliseconds();
    if (!terminal || !terminal->interactive)
        return;
    fputs(capai_label(CAPAI_MSG_LABEL_BATCH_READING, terminal->language), terminal->file);
    fflush(terminal->file);
    progress->shown = true;
}

/* A whole number as people read it; `room` has CAPAI_DECIMAL_TEXT bytes. */
static capai_text number_text(uint64_t number, char *room)
{
    return (capai_text){room, capai_decimal_format(capai_decimal_from_int((int64_t)number),
                                                   CAPAI_NOTATION_INDONESIA, room)};
}

/* "1:02:03" or "2:03". */
static capai_text time_text(unsigned long long seconds, char *room, size_t size)
{
    int length = seconds >= 3600 ? snprintf(room, size, "%llu:%02llu:%02llu", seconds / 3600,
                                            seconds / 60 % 60, seconds % 60)
                                 : snprintf(room, size, "%llu:%02llu", seconds / 60, seconds % 60);
    return (capai_text){room, length > 0 ? (size_t)length : 0};
}

static void print_line(const struct terminal *terminal, enum capai_message message,
                       const capai_text *words, size_t count)
{
    char text[1024];
    struct capai_error line = {0};
    capai_fail(&line, message, words, count);
    capai_error_text(&line, terminal->language, false, text, sizeof text);
    fputs(text, terminal->file);
}

static void print_bar(const struct terminal *terminal, size_t done, size_t total)
{
    size_t full = total ? done * BAR / total : BAR;
    fputc('[', terminal->file);
    for (size_t i = 0; i < BAR; i++)
        fputc(i < full ? '#' : '.', terminal->file);
    fputs("] ", terminal->file);
}

void progress_tell(void *user, const struct capai_batch_progress *now)
{
    struct progress *progress = user;
    const struct terminal *terminal = progress->terminal;
    unsigned long long clock = capai_clock_milliseconds();
    char numbers[4][CAPAI_DECIMAL_TEXT], left[32];
    if (!terminal ||
        clock - progress->told < (terminal->interactive ? BAR_MILLISECONDS : LINE_MILLISECONDS))
        return;
    unsigned long long spent;
    if (now->reports && !progress->reports) { /* they take another time */
        progress->reports = true;
        progress->started = clock - 1;
        progress->before = now->done;
    }
    uint64_t percent = now->total ? now->done * 100 / now->total : 100;
    const size_t made = now->done - progress->before;
    spent = clock - progress->started;
    unsigned long long rest = made ? spent * (now->total - now->done) / made / 1000 : 0;
    progress->told = clock;
    if (terminal->interactive) {
        fputs("\r\033[K", terminal->file);
        print_bar(terminal, now->done, now->total);
        progress->shown = true;
    }
    if (now->reports)
        print_line(terminal, CAPAI_MSG_LABEL_BATCH_REPORTS,
                   CAPAI_WORDS(number_text(percent, numbers[0]),
                               made ? time_text(rest, left, sizeof left) : CAPAI_NO_TEXT));
    else
        print_line(terminal, CAPAI_MSG_LABEL_BATCH_PROGRESS,
                   CAPAI_WORDS(number_text(percent, numbers[0]), number_text(now->opds, numbers[1]),
                               number_text(now->failed, numbers[2]),
                               number_text(spent ? now->rows * 1000 / spent : 0, numbers[3]),
                               made ? time_text(rest, left, sizeof left) : CAPAI_NO_TEXT));
    if (!terminal->interactive)
        fputc('\n', terminal->file);
    fflush(terminal->file);
}

void progress_end(struct progress *progress)
{
    if (progress->shown)
        fputs("\r\033[K", progress->terminal->file);
    progress->shown = false;
}

/* ---- the summary ---- */

static void print_counts(const struct terminal *terminal, enum capai_message title,
                         const struct capai_batch_count *counts, size_t count,
                         struct capai_arena *arena)
{
    struct grid grid;
    if (!count)
        return;
    grid_init(&grid, arena);
    grid_column(&grid, capai_label(title, terminal->language), false, true);
    grid_column(&grid, "OPD", true, false);
    for (size_t i = 0; i < count; i++) {
        char room[CAPAI_DECIMAL_TEXT];
        grid_row(&grid);
        grid_set(&grid, 0, counts[i].name, STYLE_PLAIN);
        grid_set(&grid, 1, capai_text_copy(number_text(counts[i].count, room), arena), STYLE_PLAIN);
    }
    fputc('\n', terminal->file);
    grid_print(&grid, terminal);
}

static void print_extremes(const struct terminal *terminal, enum capai_message title,
                           const struct capai_batch_opd *list, size_t count,
                           struct capai_arena *arena)
{
    struct grid grid;
    if (!count)
        return;
    grid_init(&grid, arena);
    grid_column(&grid, capai_label(title, terminal->language), false, true);
    grid_column(&grid, "Tahun", true, false);
    grid_column(&grid, "Capaian", true, false);
    for (size_t i = 0; i < count; i++) {
        char room[CAPAI_DECIMAL_TEXT];
        size_t size =
            capai_decimal_format(capai_decimal_from_int(list[i].tahun), CAPAI_NOTATION_PLAIN, room);
        grid_row(&grid);
        grid_set(&grid, 0, list[i].opd, STYLE_PLAIN);
        grid_set(&grid, 1, capai_text_copy((capai_text){room, size}, arena), STYLE_PLAIN);
        size = capai_decimal_format(list[i].capaian, CAPAI_NOTATION_INDONESIA, room);
        grid_set(&grid, 2, capai_text_copy((capai_text){room, size}, arena), STYLE_PLAIN);
    }
    fputc('\n', terminal->file);
    grid_print(&grid, terminal);
}

/* Thousandths as seconds: "1,234". */
static capai_text seconds_text(unsigned long long milliseconds, const struct terminal *terminal,
                               char *room, size_t size)
{
    (void)terminal;
    int length = snprintf(room, size, "%llu,%03llu", milliseconds / 1000, milliseconds % 1000);
    return (capai_text){room, length > 0 ? (size_t)length : 0};
}

void batch_summary(const struct terminal *terminal, const struct capai_batch_summary *summary,
                   struct capai_arena *arena)
{
    char numbers[4][CAPAI_DECIMAL_TEXT], times[2][32];
    unsigned long long spent = summary->milliseconds ? summary->milliseconds : 1;
    print_counts(terminal, CAPAI_MSG_LABEL_BATCH_PREDICATES, summary->predicates,
                 summary->predicate_count, arena);
    print_extremes(terminal, CAPAI_MSG_LABEL_BATCH_BEST, summary->best, summary->extreme_count,
                   arena);
    print_extremes(terminal, CAPAI_MSG_LABEL_BATCH_WORST, summary->worst, summary->extreme_count,
                   arena);
    for (size_t i = 0; i < summary->cause_count; i++) {
        /* a name for programs is none for people */
        struct capai_error cause = summary->causes[i].error;
        char text[512];
        cause.file = NULL; /* there may be others */
        capai_error_text(&cause, terminal->language, false, text, sizeof text);
        summary->causes[i].name = capai_text_copy(capai_text_of(text), arena);
    }
    print_counts(terminal, CAPAI_MSG_LABEL_BATCH_CAUSES, summary->causes, summary->cause_count,
                 arena);
    fputc('\n', terminal->file);
    print_line(terminal, CAPAI_MSG_LABEL_BATCH_DONE,
               CAPAI_WORDS(number_text(summary->opds - summary->failed, numbers[0]),
                           number_text(summary->failed, numbers[1]),
                           number_text(summary->indicators, numbers[2]),
                           number_text(summary->lines, numbers[3])));
    fputc('\n', terminal->file);
    if (summary->resumed) {
        print_line(terminal, CAPAI_MSG_LABEL_BATCH_RESUMED,
                   CAPAI_WORDS(number_text(summary->resumed, numbers[0])));
        fputc('\n', terminal->file);
    }
    print_line(
        terminal, CAPAI_MSG_LABEL_BATCH_TIME,
        CAPAI_WORDS(seconds_text(summary->milliseconds, terminal, times[0], sizeof *times),
                    number_text((summary->indicators + summary->lines) * 1000 / spent, numbers[0]),
                    seconds_text(summary->sync_milliseconds, terminal, times[1], sizeof *times)));
    fputc('\n', terminal->file);
}
