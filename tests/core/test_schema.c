/* The contract of a data set, as other programs are told of it. */
#include "capai_test.h"

#include "capai/schema.h"

static void test_files_are_listed_once_with_what_they_are_for(void **state)
{
    struct capai_schema_file file, other;
    size_t count = 0, required = 0, printed = 0;
    (void)state;
    for (; capai_schema_file(count, &file); count++) {
        required += file.required;
        printed += file.printed;
        for (size_t i = 0; i < count && capai_schema_file(i, &other); i++)
            assert_false(capai_text_equal(file.name, other.name));
        if (file.required)
            assert_true(capai_text_equal(file.name, CAPAI_TEXT("indikator")));
    }
    assert_int_equal(count, 14);
    assert_int_equal(required, 1);
    assert_int_equal(printed, 4);
    assert_false(capai_schema_file(count, &file));
}

static bool find(const char *file, const char *name, struct capai_schema_column *out)
{
    struct capai_schema_file f;
    for (size_t i = 0; capai_schema_file(i, &f); i++)
        for (size_t k = 0;
             capai_text_equal(f.name, capai_text_of(file)) && capai_schema_column(i, k, out); k++)
            if (capai_text_equal(out->name, capai_text_of(name)))
                return true;
    return false;
}

static void test_columns_say_what_stands_in_them(void **state)
{
    static const struct {
        const char *file, *column;
        enum capai_schema_entry entry;
        bool required;
        int first, last;
        size_t words;
    } cases[] = {
        {"indikator", "indikator", CAPAI_SCHEMA_NAME, true, 0, 0, 0},
        {"indikator", "target", CAPAI_SCHEMA_QUANTITY, true, 0, 0, 0},
        {"indikator", "jenis", CAPAI_SCHEMA_TEXT, false, 0, 0, 5},
        {"indikator", "tahun", CAPAI_SCHEMA_YEAR, false, 0, 0, 0},
        {"anggaran", "pagu", CAPAI_SCHEMA_RUPIAH, false, 0, 0, 0},
        {"sasaran", "efisiensi", CAPAI_SCHEMA_QUANTITY, false, 0, 0, 0},
        {"rencana_aksi", "tw4", CAPAI_SCHEMA_QUANTITY, false, 0, 0, 0},
        {"renstra", "target_", CAPAI_SCHEMA_QUANTITY, false, 1900, 2199, 0},
        {"renstra", "rp_", CAPAI_SCHEMA_RUPIAH, false, 1900, 2199, 0},
        {"alias", "kolom", CAPAI_SCHEMA_TEXT, true, 0, 0, 3},
    };
    struct capai_schema_column column;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t words = 0;
        assert_true(find(cases[i].file, cases[i].column, &column));
        while (column.words && column.words[words].data)
            words++;
        assert_int_equal(column.entry, cases[i].entry);
        assert_int_equal(column.required, cases[i].required);
        assert_int_equal(column.first, cases[i].first);
        assert_int_equal(column.last, cases[i].last);
        assert_int_equal(words, cases[i].words);
    }
    /* quarters are columns, and no series besides */
    assert_false(find("rencana_aksi", "tw", &column));
    assert_false(capai_schema_column(99, 0, &column));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files_are_listed_once_with_what_they_are_for),
        cmocka_unit_test(test_columns_say_what_stands_in_them),
    };
    return cmocka_run_group_tests_name("schema", tests, NULL, NULL);
}
