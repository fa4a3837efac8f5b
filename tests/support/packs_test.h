/* Rule packs from scripts that are written into a folder of their own: what their tests share.
 * Define _XOPEN_SOURCE 700 before including it. */
#ifndef PACKS_TEST_H
#define PACKS_TEST_H

#include "capai_test.h"

#include <ftw.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bindings/lua/pack_test.h"

#define HEAD "local capai = require \"capai\"\n"
/* A whole pack: its table begins in line 2, its keys in line 3. */
#define RULES(body) HEAD "return capai.rules {\n" body "}\n"
#define BASIS "  basis = { \"B 1\", \"B 2\" },\n"
#define PROGRESS                                                                                   \
    "  progress = { positif = capai.progress.positive, negatif = capai.progress.negative },\n"
#define ROUND "  round = { digits = 2, mode = \"half_up\" },\n"
#define SCALE "  scale = capai.scale { { \"A\", ge = 50 }, { \"B\", lt = 50 } },\n"
#define COMPLETE(id) "  id = \"" id "\", name = \"N\",\n" BASIS PROGRESS ROUND SCALE
/* A pack derived from "p": what a case adds stands in line 4. */
#define DERIVED "  id = \"q\", name = \"Q\", base = \"p\",\n"

struct fixture {
    char folder[64];
    char path[512]; /* of the script that was written last */
    const char *folders[2];
    struct capai_arena arena;
    struct capai_notices notices;
    struct capai_packs *packs;
    const struct capai_rules *rules;
    struct capai_error err;
};

static inline int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    if (!f)
        return -1;
    snprintf(f->folder, sizeof f->folder, "/tmp/capai-packs-XXXXXX");
    if (!mkdtemp(f->folder))
        return -1;
    f->folders[0] = f->folder;
    f->folders[1] = "scripts/rules";
    capai_arena_init(&f->arena, NULL, NULL, 0);
    capai_notices_init(&f->notices, &f->arena, CAPAI_NOTICES_LIMIT);
    f->packs = capai_packs_new(f->folders, 2, &f->arena, &f->notices);
    *state = f;
    return f->packs ? 0 : -1;
}

static inline int remove_entry(const char *path, const struct stat *info, int kind,
                               struct FTW *place)
{
    (void)info;
    (void)kind;
    (void)place;
    return remove(path);
}

static inline int tear_down(void **state)
{
    struct fixture *f = *state;
    capai_packs_free(f->packs);
    capai_arena_clear(&f->arena);
    nftw(f->folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    free(f);
    return 0;
}

/* ---- helpers ---- */

static inline void write_script(struct fixture *f, const char *name, const char *text)
{
    snprintf(f->path, sizeof f->path, "%s/%s.lua", f->folder, name);
    FILE *file = fopen(f->path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* Forgets what was loaded, so that a script that was written again is read again. */
static inline void forget(struct fixture *f)
{
    capai_packs_free(f->packs);
    f->packs = capai_packs_new(f->folders, 2, &f->arena, &f->notices);
    assert_non_null(f->packs);
}

static inline enum capai_status find(struct fixture *f, const char *id, int year)
{
    f->err = (struct capai_error){0};
    f->rules = NULL;
    return capai_packs_find(f->packs, capai_text_of(id), year, &f->rules, &f->err);
}

static inline enum capai_status named(struct fixture *f, const char *name, int year)
{
    f->err = (struct capai_error){0};
    f->rules = NULL;
    return capai_packs_named(f->packs, name, year, &f->rules, &f->err);
}

/* Writes and loads a pack that is expected to be right. */
static inline const struct capai_rules *load(struct fixture *f, const char *id, const char *script)
{
    forget(f);
    write_script(f, id, script);
    if (find(f, id, 2024) != CAPAI_OK) {
        char text[1024];
        capai_error_text(&f->err, CAPAI_ENGLISH, false, text, sizeof text);
        print_error("%s\n%s:%zu: %s\n", script, f->err.file ? f->err.file : "", f->err.line, text);
        fail();
    }
    return f->rules;
}

/* The words of an error, "a|b|c". */
static inline const char *words_of(const struct capai_error *err, char *buffer, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; i < CAPAI_ERROR_WORDS; i++) {
        size_t length = (size_t)(err->word[i + 1] - err->word[i]);
        if (used + length + 2 > size)
            break;
        memcpy(buffer + used, err->text + err->word[i], length);
        used += length;
        buffer[used++] = '|';
    }
    while (used && buffer[used - 1] == '|')
        used--;
    buffer[used] = '\0';
    return buffer;
}

static inline void assert_round(struct capai_round round, int digits, enum capai_rounding mode)
{
    assert_int_equal(round.digits, digits);
    assert_int_equal(round.mode, mode);
}

/* Both ends, "" where there is none. */
static inline void assert_clamp(const struct capai_clamp *clamp, const char *min, const char *max)
{
    assert_int_equal(clamp->has_min, *min != '\0');
    assert_int_equal(clamp->has_max, *max != '\0');
    if (clamp->has_min)
        assert_decimal(clamp->min, min);
    if (clamp->has_max)
        assert_decimal(clamp->max, max);
}

/* The key of the bound and its number: " ge 76". */
static void assert_bound(const struct capai_bound *bound, const char *closed, const char *open,
                         const char **expected)
{
    char number[CAPAI_DECIMAL_TEXT], text[CAPAI_DECIMAL_TEXT + 8];
    if (!bound->present)
        return;
    capai_decimal_format(bound->value, CAPAI_NOTATION_PLAIN, number);
    snprintf(text, sizeof text, " %s %s", bound->closed ? closed : open, number);
    assert_int_equal(strncmp(*expected, text, strlen(text)), 0);
    *expected += strlen(text);
}

/* A band as "Tinggi ge 76 le 90". */
static inline void assert_band(const struct capai_band *band, const char *expected)
{
    assert_true(strlen(expected) >= band->name.size);
    assert_memory_equal(expected, band->name.data, band->name.size);
    expected += band->name.size;
    assert_bound(&band->low, "ge", "gt", &expected);
    assert_bound(&band->high, "le", "lt", &expected);
    assert_string_equal(expected, "");
}

/* Runs `job` in a child: what it gives back, or -1 when it crashed or took a minute. */
static inline int in_child(struct fixture *f, int (*job)(struct fixture *f))
{
    int status;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        alarm(60);
        _exit(job(f));
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

/* Loads a script as the pack "p" and runs the tests that it carries. */
static inline struct trials try_tests(struct fixture *f, const char *script)
{
    struct trials trials;
    load(f, "p", script);
    assert_int_equal(pack_try(f->packs, f->rules, &f->arena, &trials, &f->err), CAPAI_OK);
    return trials;
}

/* A script that is refused, with its message and the words of it, parted by "|". */
struct refused {
    const char *script;
    enum capai_message message;
    const char *words;
};

static inline void check_refused(struct fixture *f, const struct refused *cases, size_t count)
{
    char words[CAPAI_ERROR_TEXT];
    for (size_t i = 0; i < count; i++) {
        forget(f);
        write_script(f, "p", cases[i].script);
        assert_int_equal(find(f, "p", 2024), CAPAI_ERR_RULES);
        assert_string_equal(capai_message_name(f->err.message),
                            capai_message_name(cases[i].message));
        assert_string_equal(words_of(&f->err, words, sizeof words), cases[i].words);
    }
}

#endif
