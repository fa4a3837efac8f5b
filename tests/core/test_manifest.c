#include "capai_test.h"

#include <string.h>

#include "capai/manifest.h"
#include "capai/version.h"

/* What a sink was given, up to its room. */
struct kept {
    char text[4096];
    size_t size;
};

static bool keep(void *user, const char *data, size_t size)
{
    struct kept *kept = user;
    if (size >= sizeof kept->text - kept->size)
        return false;
    memcpy(kept->text + kept->size, data, size);
    kept->size += size;
    kept->text[kept->size] = '\0';
    return true;
}

static void assert_sha256(capai_text bytes, const char *expected)
{
    char text[CAPAI_SHA256_TEXT];
    capai_sha256(bytes, text);
    assert_string_equal(text, expected);
}

/* The examples of FIPS 180-4, and a NUL, which is data. */
static void test_sha256_of_known_texts(void **state)
{
    (void)state;
    assert_sha256(CAPAI_NO_TEXT,
                  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_sha256(CAPAI_TEXT("abc"),
                  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_sha256(CAPAI_TEXT("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
                  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    assert_sha256(CAPAI_TEXT("\0"),
                  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
}

/* Nothing is written before all memory is there. */
static void test_manifest_without_memory_writes_nothing(void **state)
{
    const struct capai_input input = {"/x/a.csv", CAPAI_TEXT("a.csv"), CAPAI_TEXT("abc")};
    const struct capai_rules one = {.id = CAPAI_TEXT("r")}, *const rules[] = {&one};
    const struct capai_manifest manifest = {.inputs = &input,
                                            .input_count = 1,
                                            .scripts = &input,
                                            .script_count = 1,
                                            .rules = rules,
                                            .rules_count = 1};
    struct torture t = {.runs = 0};
    (void)state;
    while (torture_next(&t)) {
        struct kept kept = {.size = 0};
        struct capai_sink sink = {keep, &kept, false};
        bool written = capai_write_manifest(&sink, &manifest, &t.arena);
        t.status = written ? CAPAI_OK : capai_fail_memory(&t.err);
        assert_int_equal(written, kept.size > 0);
    }
}

#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static void test_manifest_sorted_without_repetition(void **state)
{
    struct capai_arena arena;
    struct kept kept = {.size = 0};
    struct capai_sink sink = {keep, &kept, false};
    const struct capai_input inputs[] = {
        {"/x/b.csv", CAPAI_TEXT("d/b.csv"), CAPAI_TEXT("abc")},
        {"/x/a.csv", CAPAI_TEXT("d/\"a\".csv"), CAPAI_TEXT("abc")}};
    const struct capai_input scripts[] = {{"/y/r.lua", CAPAI_TEXT("r.lua"), CAPAI_TEXT("abc")},
                                          {"/y/r.lua", CAPAI_TEXT("r.lua"), CAPAI_TEXT("abc")}};
    const struct capai_rules two = {.id = CAPAI_TEXT("r"), .version = CAPAI_TEXT("2")},
                             one = {.id = CAPAI_TEXT("r")}, *const rules[] = {&two, &one};
    const struct capai_manifest manifest = {.inputs = inputs,
                                            .input_count = 2,
                                            .scripts = scripts,
                                            .script_count = 2,
                                            .rules = rules,
                                            .rules_count = 2,
                                            .texts = CAPAI_NOTATION_PLAIN};
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    assert_true(capai_write_manifest(&sink, &manifest, &arena));
    assert_string_equal(kept.text, "{\n"
                                   "  \"capai\": \"" CAPAI_VERSION "\",\n"
                                   "  \"format\": 1,\n"
                                   "  \"notation\": \"plain\",\n"
                                   "  \"text_notation\": \"plain\",\n"
                                   "  \"rules\": [\n"
                                   "    {\"id\": \"r\", \"version\": null},\n"
                                   "    {\"id\": \"r\", \"version\": \"2\"}\n"
                                   "  ],\n"
                                   "  \"scripts\": [\n"
                                   "    {\"name\": \"r.lua\", \"sha256\": \"" ABC "\"}\n"
                                   "  ],\n"
                                   "  \"inputs\": [\n"
                                   "    {\"name\": \"d/\\\"a\\\".csv\", \"sha256\": \"" ABC "\"},\n"
                                   "    {\"name\": \"d/b.csv\", \"sha256\": \"" ABC "\"}\n"
                                   "  ]\n"
                                   "}\n");
    struct capai_manifest_notation notation = {CAPAI_NOTATION_INDONESIA, CAPAI_NOTATION_INDONESIA,
                                               false};
    assert_true(capai_manifest_read((capai_text){kept.text, kept.size}, &notation));
    assert_int_equal(notation.numbers, CAPAI_NOTATION_PLAIN);
    assert_int_equal(notation.texts, CAPAI_NOTATION_PLAIN);
    assert_true(notation.results);
    capai_arena_clear(&arena);
}

static void test_manifest_of_files_that_were_read_in_blocks(void **state)
{
    struct capai_arena arena;
    struct kept kept = {.size = 0};
    struct capai_sink sink = {keep, &kept, false};
    const struct capai_input inputs[] = {{"/x/b.csv", CAPAI_TEXT("b.csv"), CAPAI_TEXT("abc")}};
    const struct capai_manifest_file files[] = {
        {CAPAI_TEXT("c.csv"), UINT64_C(5000000000), {0xff, 1}},
        {CAPAI_TEXT("a.csv"), 2, {0x0a}},
        {CAPAI_TEXT("a.csv"), 1, {0x0a}},
        {CAPAI_TEXT("a.csv"), 2, {0x0a}}};
    const struct capai_manifest_column columns[] = {
        {CAPAI_TEXT("opd"), CAPAI_TEXT("dinas"), CAPAI_TEXT("opd"), false},
        {CAPAI_TEXT("indikator"), CAPAI_TEXT("target"), CAPAI_TEXT("target"), true}};
    const struct capai_manifest manifest = {.inputs = inputs,
                                            .input_count = 1,
                                            .files = files,
                                            .file_count = 4,
                                            .columns = columns,
                                            .column_count = 2};
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    assert_true(capai_write_manifest(&sink, &manifest, &arena));
#define ZEROS "0000000000000000000000000000"
    assert_non_null(strstr(
        kept.text, "  \"inputs\": [\n"
                   "    {\"name\": \"a.csv\", \"size\": 1, \"xxh3\": \"0a00" ZEROS "\"},\n"
                   "    {\"name\": \"a.csv\", \"size\": 2, \"xxh3\": \"0a00" ZEROS "\"},\n"
                   "    {\"name\": \"b.csv\", \"sha256\": \"" ABC "\"},\n"
                   "    {\"name\": \"c.csv\", \"size\": 5000000000, \"xxh3\": \"ff01" ZEROS "\"}\n"
                   "  ],\n"
                   "  \"columns\": [\n"
                   "    {\"table\": \"opd\", \"title\": \"dinas\", \"column\": \"opd\"},\n"
                   "    {\"table\": \"indikator\", \"title\": \"target\", \"column\": \"target\", "
                   "\"original\": true}\n"
                   "  ]\n"
                   "}\n"));
    capai_arena_clear(&arena);
}

static void test_manifest_empty_lists(void **state)
{
    struct capai_arena arena;
    struct kept kept = {.size = 0};
    struct capai_sink sink = {keep, &kept, false};
    const struct capai_manifest manifest = {.texts = CAPAI_NOTATION_INDONESIA};
    (void)state;
    capai_arena_init(&arena, NULL, NULL, 0);
    assert_true(capai_write_manifest(&sink, &manifest, &arena));
    assert_non_null(strstr(kept.text, "\"rules\": [],\n  \"scripts\": [],\n  \"inputs\": []\n}\n"));
    assert_non_null(strstr(kept.text, "\"text_notation\": \"indonesia\""));
    capai_arena_clear(&arena);
}

static void test_manifest_read_each(void **state)
{
    static const struct {
        const char *text;
        bool good;
        enum capai_notation numbers, texts; /* read into INDONESIA, INDONESIA */
        bool results;
    } cases[] = {
        {"{}", true, CAPAI_NOTATION_INDONESIA, CAPAI_NOTATION_INDONESIA, false},
        {" { \"notation\" : \"plain\" } \n", true, CAPAI_NOTATION_PLAIN, CAPAI_NOTATION_PLAIN,
         false},
        {"\xEF\xBB\xBF{\"notation\":\"us\"}", true, CAPAI_NOTATION_PLAIN, CAPAI_NOTATION_PLAIN,
         false},
        {"{\"notation\":\"plain\",\"text_notation\":\"indonesia\"}", true, CAPAI_NOTATION_PLAIN,
         CAPAI_NOTATION_INDONESIA, true},
        {"{\"text_notation\":\"plain\"}", true, CAPAI_NOTATION_INDONESIA, CAPAI_NOTATION_PLAIN,
         true},
        {"{\"a\":[1,-2.5e+3,true,null,\"\\\"}\",[],{}],\"notation\":\"plain\"}", true,
         CAPAI_NOTATION_PLAIN, CAPAI_NOTATION_PLAIN, false},
        {"{\"deeper\":{\"notation\":\"plain\"}}", true, CAPAI_NOTATION_INDONESIA,
         CAPAI_NOTATION_INDONESIA, false},
        {"", false, 0, 0, false},
        {"[]", false, 0, 0, false},
        {"plain", false, 0, 0, false},
        {"{", false, 0, 0, false},
        {"{}x", false, 0, 0, false},
        {"{,}", false, 0, 0, false},
        {"{\"a\":1,}", false, 0, 0, false},
        {"{\"a\" 1}", false, 0, 0, false},
        {"{\"a\":}", false, 0, 0, false},
        {"{\"a\":[1 2]}", false, 0, 0, false},
        {"{\"a\":[1}", false, 0, 0, false},
        {"{\"a\":\"\\", false, 0, 0, false},
        {"{\"a\":\"\\\"", false, 0, 0, false},
        {"{\"a\":\"\n\"}", false, 0, 0, false},
        {"{\"notation\":plain}", false, 0, 0, false},
        {"{\"notation\":1}", false, 0, 0, false},
        {"{\"notation\":\"Plain\"}", false, 0, 0, false},
        {"{\"notation\":\"\"}", false, 0, 0, false},
        {"{\"notation\":\"plain\",\"text_notation\":\"x\"}", false, 0, 0, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_manifest_notation n = {CAPAI_NOTATION_INDONESIA, CAPAI_NOTATION_INDONESIA,
                                            false};
        if (capai_manifest_read(capai_text_of(cases[i].text), &n) != cases[i].good)
            fail_msg("%s", cases[i].text);
        assert_int_equal(n.numbers, cases[i].numbers);
        assert_int_equal(n.texts, cases[i].texts);
        assert_int_equal(n.results, cases[i].results);
    }
}

/* Every beginning of a manifest is refused, and nothing behind its end is looked at. */
static void test_manifest_read_cut(void **state)
{
    static const char text[] = "{\"a\": [1, {\"b\": \"\\\\c\"}], \"notation\": \"plain\"}";
    struct capai_manifest_notation n = {CAPAI_NOTATION_INDONESIA, CAPAI_NOTATION_INDONESIA, false};
    (void)state;
    for (size_t size = 0; size < sizeof text - 1; size++) {
        char *copy = test_malloc(size);
        memcpy(copy, text, size);
        assert_false(capai_manifest_read((capai_text){copy, size}, &n));
        test_free(copy);
    }
    assert_int_equal(n.numbers, CAPAI_NOTATION_INDONESIA);
    assert_true(capai_manifest_read(CAPAI_TEXT(text), &n));
}

static void test_manifest_read_depth(void **state)
{
    static char text[200001];
    struct capai_manifest_notation n = {CAPAI_NOTATION_INDONESIA, CAPAI_NOTATION_INDONESIA, false};
    (void)state;
    memset(text, '[', sizeof text - 1);
    memcpy(text, "{\"a\":", 5);
    assert_false(capai_manifest_read(capai_text_of(text), &n));
    assert_true(capai_manifest_read(CAPAI_TEXT("{\"a\":[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]}"), &n));
}

/* Only a later form is refused; a manifest without one is of before there were forms. */
static void test_manifest_of_a_later_form_names_its_maker(void **state)
{
    static const struct {
        const char *text, *maker;
    } cases[] = {
        {"{\"capai\":\"9.1.0\",\"format\":2}", "9.1.0"},
        {"{\"format\": 10 , \"capai\": \"9.1.0\"}", "9.1.0"},
        {"{\"format\":2}", "?"},
        {"{\"format\":2,\"notation\":\"baru\",\"capai\":\"9\"}", "9"},
        {"{\"capai\":\"9.1.0\",\"format\":1}", NULL},
        {"{\"capai\":\"9.1.0\",\"format\":0}", NULL},
        {"{\"capai\":\"9.1.0\"}", NULL},
        {"{\"capai\":\"9.1.0\",\"format\":2", NULL}, /* no JSON: said elsewhere */
        {"{\"capai\":\"9.1.0\",\"format\":\"2\"}", NULL},
        {"{\"a\":{\"format\":2},\"capai\":\"9.1.0\"}", NULL},
        {"", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const capai_text maker = capai_manifest_newer(capai_text_of(cases[i].text));
        if (!cases[i].maker)
            assert_null(maker.data);
        else
            assert_true(capai_text_equal(maker, capai_text_of(cases[i].maker)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sha256_of_known_texts),
        cmocka_unit_test(test_manifest_without_memory_writes_nothing),
        cmocka_unit_test(test_manifest_sorted_without_repetition),
        cmocka_unit_test(test_manifest_of_files_that_were_read_in_blocks),
        cmocka_unit_test(test_manifest_empty_lists),
        cmocka_unit_test(test_manifest_read_each),
        cmocka_unit_test(test_manifest_read_cut),
        cmocka_unit_test(test_manifest_read_depth),
        cmocka_unit_test(test_manifest_of_a_later_form_names_its_maker),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
