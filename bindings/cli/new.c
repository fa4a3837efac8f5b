/* capai new rules NAME [--from PACK]: a pack to begin with, in the current folder. What
 * capai new data does is in new_data.c and new_template.c. */
#include <string.h>

#include "bindings/cli/new_data.h"
#include "bindings/cli/new_editor.h"
#include "bindings/cli/new_layout.h"
#include "bindings/cli/new_template.h"
#include "bindings/lua/pack_cover.h"
#include "bindings/lua/pack_show.h"
#include "bindings/lua/page.h"
#include "capai/system.h"
#include "capai/version.h"

/* A pack that is being written. */
struct draft {
    struct pack_run *run;
    const char *name;
    FILE *file;
};

static void put(const struct draft *draft, capai_text text)
{
    if (text.size)
        fwrite(text.data, 1, text.size, draft->file);
}

/* A text as Lua has it in quotes. */
static void put_quoted(const struct draft *draft, capai_text text)
{
    struct page page = {.arena = &draft->run->arena}; /* which knows where memory ran out */
    page_quoted(&page, text);
    put(draft, page_text(&page));
}

/* The year at the end of the name, kabupaten-2025, in digits; none there: NULL. */
static const char *year_of(const char *name)
{
    size_t length = strlen(name);
    const char *year = length > 5 ? name + length - 4 : "";
    /* NOLINTNEXTLINE: four digits are not the text that is empty */
    bool is_year = strspn(year, "0123456789") == 4 && year[-1] == '-' &&
                   (strncmp(year, "19", 2) == 0 || strncmp(year, "20", 2) == 0);
    return is_year ? year : NULL;
}

/* ---- the model ---- */

/* Writes the model with its name in place of "contoh" where that is the name, and its year. */
static bool write_model(const struct draft *draft, struct capai_error *error)
{
    static const capai_text marks[] = {{"\"contoh\"", 8}, {"contoh.lua", 10}, {"2025", 4}};
    const char *year = year_of(draft->name);
    const char *folder = capai_packs_installed(&draft->run->arena);
    const char *path =
        folder ? capai_path_join(folder, "../new/rules.lua", &draft->run->arena) : NULL;
    capai_text model;
    if (!path || capai_file_read(path, &draft->run->arena, &model, NULL) != CAPAI_OK) {
        if (draft->run->arena.starved)
            capai_fail_memory(error);
        else
            capai_fail(error, CAPAI_MSG_NEW_NO_TEMPLATE, CAPAI_NO_WORDS);
        return false;
    }
    for (size_t i = 0; i < model.size; i++) {
        size_t m = 0;
        while (m < 3 && (model.size - i < marks[m].size ||
                         memcmp(model.data + i, marks[m].data, marks[m].size) != 0))
            m++;
        if (m == 3)
            put(draft, (capai_text){model.data + i, 1});
        else if (m == 2)
            put(draft, year ? capai_text_of(year) : marks[m]);
        else if (m == 0)
            put_quoted(draft, capai_text_of(draft->name));
        else
            fprintf(draft->file, "%s.lua", draft->name);
        i += m < 3 ? marks[m].size - 1 : 0;
    }
    return true;
}

/* ---- from another pack ---- */

/* A test of an arah, with what comes out under the pack that is derived from. */
static bool put_arah(const struct draft *draft, const struct capai_rules *rules, capai_text arah,
                     const char *target, struct capai_error *error)
{
    struct test_cell given[] = {{.key = "arah", .text = arah},
                                {.key = "target", .text = capai_text_of(target)},
                                {.key = "realisasi", .text = CAPAI_TEXT("60")}};
    struct test_cell wanted[] = {{.key = "capaian", .text = CAPAI_TEXT("")},
                                 {.key = "status", .text = CAPAI_TEXT("")}};
    const struct pack_test test = {.kind = TEST_INDIKATOR,
                                   .given = given,
                                   .given_count = 3,
                                   .wanted = wanted,
                                   .wanted_count = 2};
    struct trial trial = {.count = 0};
    if (pack_try_one(rules, &test, &draft->run->arena, &trial, error) != CAPAI_OK)
        return false;
    const struct test_check *check = &trial.checks[trial.checks[0].got_is_number ? 0 : 1];
    put(draft, CAPAI_TEXT("    { arah = "));
    put_quoted(draft, arah);
    fprintf(draft->file, ", target = %s, realisasi = 60, %s = ", target, check->key);
    put_quoted(draft, check->got);
    put(draft, CAPAI_TEXT(" },\n"));
    return true;
}

/* A list that a test gives, each value in quotes; one of lists where `nested`. */
static void put_list(const struct draft *draft, const char *key, const struct test_list *list,
                     bool nested)
{
    fprintf(draft->file, "%s = {%s ", key, nested ? " {" : "");
    for (size_t i = 0; i < list->count; i++) {
        bool next = i && nested && list->of[i] != list->of[i - 1];
        put(draft, next ? CAPAI_TEXT(" }, { ") : i ? CAPAI_TEXT(", ") : CAPAI_NO_TEXT);
        put_quoted(draft, list->values[i]);
    }
    put(draft, nested ? CAPAI_TEXT(" } }") : CAPAI_TEXT(" }"));
}

/* A worked example of a part that the pack has, with what comes out under it. */
static bool put_part(const struct draft *draft, const struct capai_rules *rules,
                     const struct pack_test *test, struct capai_error *error)
{
    struct trial trial = {.count = 0};
    if (pack_try_one(rules, test, &draft->run->arena, &trial, error) != CAPAI_OK)
        return false;
    put(draft, CAPAI_TEXT("    { "));
    if (test->kind == TEST_RATA)
        put_list(draft, "rata", &test->lists[LIST_RATA], false);
    if (test->kind == TEST_SURVEI)
        put_list(draft, "skm", &test->lists[LIST_SKM], true);
    if (test->kind == TEST_LKE) {
        put(draft, CAPAI_TEXT("lke = "));
        put_quoted(draft, test->answers[0].text);
    }
    for (size_t i = 0; i < trial.count; i++) {
        fprintf(draft->file, ", %s = ", trial.checks[i].key);
        put_quoted(draft, trial.checks[i].got);
    }
    put(draft, CAPAI_TEXT(" },\n"));
    return true;
}

/* A mean of which a value is missing. */
static bool put_average(const struct draft *draft, const struct capai_rules *rules,
                        struct capai_error *error)
{
    capai_text values[] = {CAPAI_TEXT("120"), CAPAI_TEXT("80"), CAPAI_TEXT("NA")};
    size_t of[] = {0, 1, 2};
    struct test_cell wanted[] = {{.key = "capaian"}, {.key = "status"}};
    const struct pack_test test = {.kind = TEST_RATA,
                                   .lists[LIST_RATA] = {values, of, 3},
                                   .wanted = wanted,
                                   .wanted_count = 2};
    return put_part(draft, rules, &test, error);
}

/* Two respondents, of whom the second says `odd` to the first question. */
static bool put_survey(const struct draft *draft, const struct capai_rules *rules, capai_text odd,
                       struct capai_error *error)
{
    size_t n = rules->survey.count;
    struct capai_arena *arena = &draft->run->arena;
    struct test_list list = {capai_arena_array(arena, 2 * n, sizeof(capai_text)),
                             capai_arena_array(arena, 2 * n, sizeof(size_t)), 2 * n};
    struct test_cell wanted[] = {{.key = "indeks"}, {.key = "ikm"}, {.key = "mutu"}};
    if (!list.values || !list.of)
        return false;
    for (size_t i = 0; i < 2 * n; i++) {
        int answer = i < n ? rules->survey.highest : rules->survey.lowest;
        list.values[i] = i == n ? odd : pack_run_count(draft->run, (size_t)answer);
        list.of[i] = i / n; /* NOLINT: i is below 2 * n */
    }
    const struct pack_test test = {
        .kind = TEST_SURVEI, .lists[LIST_SKM] = list, .wanted = wanted, .wanted_count = 3};
    return put_part(draft, rules, &test, error);
}

/* One answer to all of the worksheet. */
static bool put_lke(const struct draft *draft, const struct capai_rules *rules, capai_text answer,
                    struct capai_error *error)
{
    struct test_cell answers[] = {{.key = "lke", .text = answer}};
    struct test_cell wanted[] = {{.key = "nilai_lke"}, {.key = "grade_lke"}};
    const struct pack_test test = {.kind = TEST_LKE,
                                   .answers = answers,
                                   .answer_count = 1,
                                   .wanted = wanted,
                                   .wanted_count = 2};
    return put_part(draft, rules, &test, error);
}

static bool put_answers(const struct draft *draft, const struct capai_rules *rules,
                        struct capai_error *error)
{
    const struct capai_survey *survey = &rules->survey;
    capai_text beyond = pack_run_count(draft->run, (size_t)survey->highest + 1);
    if (survey->count && (!put_survey(draft, rules, CAPAI_TEXT(""), error) ||
                          !put_survey(draft, rules, beyond, error)))
        return false;
    return !rules->lke.count || (put_lke(draft, rules, rules->lke.answers[0].name, error) &&
                                 put_lke(draft, rules, CAPAI_TEXT(""), error));
}

static bool put_tests(const struct draft *draft, const struct trials *trials,
                      struct capai_error *error)
{
    const struct capai_rules *rules = trials->rules;
    struct capai_arena *arena = &draft->run->arena;
    put(draft, CAPAI_TEXT("  tests = {\n"));
    for (size_t i = 0; i < rules->arah_count; i++)
        if (!put_arah(draft, rules, rules->arah[i].name, "80", error) ||
            !put_arah(draft, rules, rules->arah[i].name, "0", error))
            return false;
    if (!put_average(draft, rules, error) || !put_answers(draft, rules, error))
        return false;
    for (enum pack_scale s = 0; s < PACK_SCALES; s++)
        for (size_t i = 0; i < trials->coverage->scales[s].point_count; i++) {
            put(draft, CAPAI_TEXT("    "));
            put(draft, coverage_example(trials->coverage, s, &trials->coverage->scales[s].points[i],
                                        arena));
            put(draft, CAPAI_TEXT(",\n"));
        }
    put(draft, CAPAI_TEXT("  },\n"));
    return true;
}

/* A text within a comment, which a line break would end, and in which what is not seen could show
 * code as a part of it. */
static void put_comment(const struct draft *draft, capai_text text)
{
    while (text.size) {
        const size_t size = capai_text_character(text);
        const capai_text c = {text.data, size ? size : 1};
        put(draft, size && !capai_text_steers(c) ? c : CAPAI_TEXT(" "));
        text = (capai_text){text.data + c.size, text.size - c.size};
    }
}

/* What is inherited, as comments. */
static bool put_inherited(const struct draft *draft, const struct capai_rules *rules)
{
    struct pack_facts facts;
    bool begun = false;
    if (!pack_facts(draft->run->packs, rules, &draft->run->arena, &facts))
        return false;
    for (size_t i = 0; i < facts.count; i++) {
        const struct pack_fact *fact = &facts.list[i];
        begun |= strcmp(fact->key, "progress") == 0;
        if (!begun || strcmp(fact->key, "tests") == 0)
            continue;
        fprintf(draft->file, "  --   %-11s", fact->key);
        put_comment(draft, fact->name);
        put(draft, fact->name.size ? CAPAI_TEXT(": ") : CAPAI_NO_TEXT);
        put_comment(draft, fact->text);
        put(draft, CAPAI_TEXT("\n"));
    }
    return true;
}

static bool write_derived(const struct draft *draft, struct capai_error *error)
{
    struct pack_run *run = draft->run;
    const struct capai_rules *rules = run->rules[run->count - 1];
    struct trials trials;
    if (pack_try(run->packs, rules, &run->arena, &trials, error) != CAPAI_OK)
        return false;
    const capai_text base = rules->id;
    put(draft, CAPAI_TEXT("-- "));
    put(draft, pack_run_label(run, CAPAI_MSG_LABEL_NEW_DERIVED, CAPAI_WORDS(base, rules->name)));
    put(draft, CAPAI_TEXT("\nlocal capai = require \"capai\"\n\nreturn capai.rules {\n  id = "));
    put_quoted(draft, capai_text_of(draft->name));
    put(draft, CAPAI_TEXT(",\n  name = "));
    put_quoted(draft, capai_text_of(draft->name));
    put(draft, CAPAI_TEXT(",\n  capai_version = \"" CAPAI_VERSION "\",\n  base = "));
    put_quoted(draft, base);
    const char *year = year_of(draft->name);
    if (year)
        fprintf(draft->file, ",\n  valid = { from = %s, to = %s }", year, year);
    else
        fprintf(draft->file, ",\n  valid = { from = %d, to = %d }", rules->from, rules->to);
    put(draft, CAPAI_TEXT(",\n  basis = {\n"));
    for (size_t i = 0; i < rules->basis_count; i++) {
        put(draft, CAPAI_TEXT("    "));
        put_quoted(draft, rules->basis[i]);
        put(draft, CAPAI_TEXT(",\n"));
    }
    put(draft, CAPAI_TEXT("  },\n\n  -- "));
    put(draft, pack_run_label(run, CAPAI_MSG_LABEL_NEW_INHERITED, CAPAI_WORDS(base)));
    put(draft, CAPAI_TEXT("\n"));
    bool done = put_inherited(draft, rules);
    put(draft, CAPAI_TEXT("\n  -- "));
    put(draft, pack_run_label(run, CAPAI_MSG_LABEL_NEW_TESTS, CAPAI_WORDS(base)));
    put(draft, CAPAI_TEXT("\n"));
    done = done && put_tests(draft, &trials, error);
    put(draft, CAPAI_TEXT("}\n"));
    if (!done && !error->status)
        capai_fail_memory(error);
    return done;
}

/* ---- the command ---- */

/* `ending` is what may stand behind the name. Other programs take what begins with a hyphen for an
 * option. */
static bool is_id(const char *name, size_t ending)
{
    if (*name == '-')
        return false;
    size_t size = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return size && size == strlen(name) - ending;
}

static void write_file(struct pack_run *run, const char *name, const char *path,
                       struct capai_error *error)
{
    struct capai_output *output;
    if (!new_data_is_free(path, error))
        return;
    if (capai_output_open(path, &run->arena, &output, error) != CAPAI_OK)
        return;
    const struct draft draft = {run, name, capai_output_stream(output)};
    bool written = run->options->from ? write_derived(&draft, error) : write_model(&draft, error);
    if (written && run->arena.starved) /* words are missing in it */
        written = capai_fail_memory(error) == CAPAI_OK;
    if (!written || capai_output_close(output, error) != CAPAI_OK ||
        capai_output_commit(output, error) != CAPAI_OK)
        capai_output_drop(output);
}

static void new_rules(struct pack_run *run, const char *name, struct capai_error *error)
{
    const struct options *options = run->options;
    if (options->from)
        pack_run_load(run, &options->from, 1);
    if (options->from && !run->count)
        return;
    capai_text path =
        pack_run_label(run, CAPAI_MSG_LABEL_NEW_FILE, CAPAI_WORDS(capai_text_of(name)));
    if (run->arena.starved)
        capai_fail_memory(error);
    else
        write_file(run, name, path.data, error);
    if (error->status)
        return;
    print_wrapped(&run->terminal, STYLE_PLAIN,
                  pack_run_label(run, CAPAI_MSG_LABEL_NEW_DONE, CAPAI_WORDS(path)), 2);
    new_editor(run, error);
}

/* A name that may be meant: the last part of the path without its ending, in small letters, with
 * hyphens for what is not allowed; missing for none. A workbook keeps its ending. */
static capai_text near_name(struct pack_run *run, const char *name, bool is_workbook)
{
    const char *slash = strrchr(name, '/'), *dot = strrchr(slash ? slash : name, '.');
    name = slash ? slash + 1 : name;
    capai_text last = dot > name ? (capai_text){name, (size_t)(dot - name)} : capai_text_of(name);
    char *near = capai_arena_alloc(&run->arena, last.size + 6);
    size_t size = 0;
    for (size_t i = 0; near && i < last.size; i++) {
        char c = last.data[i];
        c = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        bool is_good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (is_good || (size && near[size - 1] != '-'))
            near[size++] = is_good ? c : '-';
    }
    while (size && near[size - 1] == '-')
        size--;
    if (size && is_workbook) {
        memcpy(near + size, ".xlsx", 5);
        size += 5;
    }
    return near ? (capai_text){near, size} : CAPAI_NO_TEXT;
}

/* What is asked for. */
static capai_text what_of(const struct options *options)
{
    return options->argument_count ? capai_text_of(options->arguments[0]) : CAPAI_NO_TEXT;
}

/* Whether the command line names something that can be made. */
static bool is_usable(struct pack_run *run, bool is_data, struct capai_error *error)
{
    const struct options *options = run->options;
    capai_text what = what_of(options);
    const char *name = options->argument_count > 1 ? options->arguments[1] : "";
    bool is_workbook = is_data && new_template_is_workbook(name);
    static const capai_text kinds[] = {{"rules", 5}, {"layout", 6}, {"data", 4}};
    if (!is_data && !capai_text_equal(what, CAPAI_TEXT("rules")) &&
        !capai_text_equal(what, CAPAI_TEXT("layout")))
        capai_fail(error, CAPAI_MSG_NEW_WORD,
                   CAPAI_WORDS(what, capai_text_nearest(what, kinds, 3)));
    else if (options->argument_count < 2)
        capai_fail(error, CAPAI_MSG_NEW_NAME, CAPAI_WORDS(what));
    else if (options->argument_count > 2)
        capai_fail(error, CAPAI_MSG_ARGUMENT_EXTRA,
                   CAPAI_WORDS(capai_text_of(options->arguments[2]), CAPAI_TEXT("new")));
    else if (!is_id(name, is_workbook ? 5 : 0))
        capai_fail(error, CAPAI_MSG_NEW_ID,
                   CAPAI_WORDS(capai_text_of(name), near_name(run, name, is_workbook)));
    else if (options->rules && (!is_data || options->from))
        capai_fail(error, CAPAI_MSG_NEW_RULES, CAPAI_NO_WORDS);
    else if (options->all_years || (options->year && !is_data))
        capai_fail(error, CAPAI_MSG_NEW_YEAR, CAPAI_NO_WORDS);
    return !error->status;
}

enum exit_status command_new(const struct options *options)
{
    struct pack_run run;
    struct capai_error error = {0};
    bool is_data = capai_text_equal(what_of(options), CAPAI_TEXT("data"));
    if (!pack_run_open(&run, options))
        return pack_run_close(&run);
    if (is_usable(&run, is_data, &error)) {
        if (is_data && !options->from)
            return new_template(&run, options->arguments[1]);
        if (is_data)
            return new_data(&run, options->arguments[1]);
        if (capai_text_equal(what_of(options), CAPAI_TEXT("layout")))
            new_layout(&run, options->arguments[1], &error);
        else
            new_rules(&run, options->arguments[1], &error);
    }
    if (error.status)
        pack_run_note(&run, &error);
    return pack_run_close(&run);
}
