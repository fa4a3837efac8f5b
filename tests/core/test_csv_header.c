#include "capai_test.h"

#include "core/csv_header.h"

static const capai_text names[] = {{"opd", 3}, {"tahun", 5}, {"indikator", 9}};

static void test_find_header_minds_titles_quotes_and_delimiters(void **state)
{
    const struct {
        const char *content;
        size_t known; /* how many of the names are given */
        struct csv_header expected;
    } cases[] = {
        {"", 3, {',', 0, 1, 0}},
        {"opd,tahun\n", 3, {',', 0, 1, 0}},
        {"opd;tahun\n1,2;3,4\n", 3, {';', 0, 1, 0}},
        {"opd\ttahun\r\n", 3, {'\t', 0, 1, 0}},
        {"\n  \nOPD ;\"Tahun\"\n", 3, {';', 4, 3, 0}},
        /* titles with other signs than the header */
        {"Laporan, tahun 2024, revisi\nopd;tahun;indikator\n", 3, {';', 28, 2, 1}},
        {"Laporan\r\n\r\nPer Desember;;\r\nopd;tahun;indikator\r\n", 3, {';', 27, 4, 2}},
        {"\"Laporan\nkinerja\";\nopd;tahun\n", 3, {';', 19, 3, 1}},
        /* a data row that holds a name does not outdo the header */
        {"opd,tahun,indikator\nx,2024,opd\n", 3, {',', 0, 1, 0}},
        /* no known name: the first row, by its commonest sign */
        {"a;b;c,d\n1\n", 0, {';', 0, 1, 0}},
        {"\"a;b;c\",d\n", 0, {',', 0, 1, 0}},
        {"a\n1;2\n", 0, {',', 0, 1, 0}},
        {"x\n1\n2\n3\n4\n5\n6\n7\n8\n9\nopd,tahun\n", 3, {',', 0, 1, 0}}, /* too far down */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct csv_header found =
            csv_find_header(capai_text_of(cases[i].content), names, cases[i].known);
        if (found.delimiter != cases[i].expected.delimiter ||
            found.offset != cases[i].expected.offset || found.line != cases[i].expected.line ||
            found.titles != cases[i].expected.titles)
            fail_msg("case %zu: '%c' %zu %zu %zu", i, found.delimiter, found.offset, found.line,
                     found.titles);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_find_header_minds_titles_quotes_and_delimiters),
    };
    return cmocka_run_group_tests_name("csv_header", tests, NULL, NULL);
}
