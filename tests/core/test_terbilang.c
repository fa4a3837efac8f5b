#include "random_test.h"

#include "capai/terbilang.h"

static void assert_words(capai_decimal x, enum capai_miliar spelling, const char *expected)
{
    char words[CAPAI_TERBILANG_TEXT];
    size_t size = 0;
    struct capai_error err = {0};
    assert_int_equal(capai_terbilang_format(x, spelling, words, &size, &err), CAPAI_OK);
    assert_int_equal(err.status, CAPAI_OK);
    assert_string_equal(words, expected);
    assert_int_equal(size, strlen(expected));
}

static void assert_reads(const char *words, const char *plain)
{
    struct capai_error err = {0};
    capai_decimal x = dec("42");
    if (capai_terbilang_parse(capai_text_of(words), &x, &err)) {
        char text[600];
        capai_error_text(&err, CAPAI_ENGLISH, false, text, sizeof text);
        fail_msg("%s: %zu: %s", words, err.column, text);
    }
    assert_int_equal(err.status, CAPAI_OK);
    assert_decimal(x, plain);
}

static capai_text word(const struct capai_error *err, int n)
{
    return (capai_text){err->text + err->word[n - 1], (size_t)(err->word[n] - err->word[n - 1])};
}

#define NINES "sembilan ratus sembilan puluh sembilan "

/* Both directions: what is written is what is read. */
static const struct {
    const char *plain, *words;
} numbers[] = {
    {"0", "nol"},
    {"1", "satu"},
    {"9", "sembilan"},
    {"10", "sepuluh"},
    {"11", "sebelas"},
    {"12", "dua belas"},
    {"19", "sembilan belas"},
    {"20", "dua puluh"},
    {"21", "dua puluh satu"},
    {"99", "sembilan puluh sembilan"},
    {"100", "seratus"},
    {"101", "seratus satu"},
    {"110", "seratus sepuluh"},
    {"111", "seratus sebelas"},
    {"115", "seratus lima belas"},
    {"200", "dua ratus"},
    {"999", "sembilan ratus sembilan puluh sembilan"},
    {"1000", "seribu"},
    {"1001", "seribu satu"},
    {"1100", "seribu seratus"},
    {"2000", "dua ribu"},
    {"10000", "sepuluh ribu"},
    {"11000", "sebelas ribu"},
    {"100000", "seratus ribu"},
    {"101000", "seratus satu ribu"},
    {"999999", NINES "ribu sembilan ratus sembilan puluh sembilan"},
    {"1000000", "satu juta"},
    {"1000001", "satu juta satu"},
    {"1001000", "satu juta seribu"},
    {"1000000000", "satu miliar"},
    {"1000000000000", "satu triliun"},
    {"1000000000000000", "satu kuadriliun"},
    {"1000000000000000000", "satu kuintiliun"},
    {"1000000000000000000000", "satu sekstiliun"},
    {"1000000000000000000000000", "satu septiliun"},
    {"1000000000000000000000000000", "satu oktiliun"},
    {"1000000000000000000000000000000", "satu noniliun"},
    {"1000000000000000000000000000000000", "satu desiliun"},
    {"9999999999999999999999999999999999",
     "sembilan desiliun " NINES "noniliun " NINES "oktiliun " NINES "septiliun " NINES
     "sekstiliun " NINES "kuintiliun " NINES "kuadriliun " NINES "triliun " NINES "miliar " NINES
     "juta " NINES "ribu sembilan ratus sembilan puluh sembilan"},
    {"3129257771",
     "tiga miliar seratus dua puluh sembilan juta dua ratus lima puluh tujuh ribu tujuh "
     "ratus tujuh puluh satu"},
    {"3413100300", "tiga miliar empat ratus tiga belas juta seratus ribu tiga ratus"},
    {"97.05", "sembilan puluh tujuh koma nol lima"},
    {"83.20", "delapan puluh tiga koma dua nol"},
    {"0.00", "nol koma nol nol"},
    {"-7", "minus tujuh"},
    {"-0.5", "minus nol koma lima"},
};

static void test_format_and_parse_by_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        assert_words(dec(numbers[i].plain), CAPAI_MILIAR, numbers[i].words);
        assert_reads(numbers[i].words, numbers[i].plain);
    }
}

static void test_format_milyar_by_option(void **state)
{
    (void)state;
    assert_words(dec("2001000000"), CAPAI_MILYAR, "dua milyar satu juta");
    assert_words(dec("1000000000000"), CAPAI_MILYAR, "satu triliun");
}

/* 34 digits have words, one more has none, whatever the digits are. */
static void test_format_one_digit_too_many_is_refused(void **state)
{
    static const char *const most[] = {"1000000000000000000000000000000000",
                                       "9999999999999999999999999999999999"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        unsigned flags = 0;
        char words[CAPAI_TERBILANG_TEXT];
        size_t size;
        struct capai_error err = {0};
        capai_decimal x = dec(most[i]);
        assert_int_equal(capai_terbilang_format(x, CAPAI_MILIAR, words, &size, &err), CAPAI_OK);
        x = capai_decimal_multiply(x, dec("10"), CAPAI_HALF_UP, &flags);
        assert_int_equal(flags, 0);
        assert_int_equal(capai_terbilang_format(x, CAPAI_MILIAR, words, &size, &err),
                         CAPAI_ERR_DATA);
        assert_message(err, CAPAI_MSG_WORDS_LARGE);
    }
}

static void test_format_zeros_behind_the_digits_count(void **state)
{
    unsigned flags = 0;
    capai_decimal x = dec("1000000000000000000000000000000000");
    char words[CAPAI_TERBILANG_TEXT] = "unchanged";
    size_t size = 77;
    struct capai_error err = {0};
    (void)state;
    x = capai_decimal_multiply(x, dec("9"), CAPAI_HALF_UP, &flags);
    assert_words(x, CAPAI_MILIAR, "sembilan desiliun");
    x = capai_decimal_multiply(x, dec("100"), CAPAI_HALF_UP, &flags);
    assert_int_equal(flags, 0);
    assert_int_equal(capai_terbilang_format(x, CAPAI_MILIAR, words, &size, &err), CAPAI_ERR_DATA);
    assert_message(err, CAPAI_MSG_WORDS_LARGE);
    assert_text(word(&err, 1), "900000000000000000000000000000000000");
    assert_string_equal(words, "unchanged");
    assert_int_equal(size, 77);
    assert_int_equal(capai_terbilang_format(x, CAPAI_MILIAR, words, &size, NULL), CAPAI_ERR_DATA);
}

static void test_format_longest_fits_the_buffer(void **state)
{
    char plain[2 + CAPAI_DECIMAL_SCALE + 2] = "-0.";
    char words[CAPAI_TERBILANG_TEXT];
    size_t size = 0;
    (void)state;
    memset(plain + 3, '0', CAPAI_DECIMAL_SCALE - CAPAI_DECIMAL_DIGITS);
    memset(plain + 3 + CAPAI_DECIMAL_SCALE - CAPAI_DECIMAL_DIGITS, '9', CAPAI_DECIMAL_DIGITS);
    plain[3 + CAPAI_DECIMAL_SCALE] = '\0';
    assert_int_equal(capai_terbilang_format(dec(plain), CAPAI_MILIAR, words, &size, NULL),
                     CAPAI_OK);
    assert_true(size < sizeof words);
    assert_reads(words, plain);
}

/* ---- as documents write it ---- */

static void test_parse_documents_by_table(void **state)
{
    static const struct {
        const char *words, *plain;
    } cases[] = {
        {"Tiga Milyar Empat Ratus Tiga Belas Juta Seratus Ribu Tiga Ratus Rupiah", "3413100300"},
        {"(tiga milyar empat ratus tiga belas juta rupiah)", "3413000000"},
        {" (dua ribu rupiah) . ", "2000"},
        {"(dua ribu rupiah).", "2000"},
        {"dua ribu rupiah.", "2000"},
        {"  DUA\tpuluh\r\n  satu\xC2\xA0ribu ", "21000"},
        {"dua-puluh-satu", "21"},
        {"duapuluh limaribu", "25000"},
        {"seratusduapuluhlima", "125"},
        {"satu ribu", "1000"},
        {"satu ratus", "100"},
        {"satu puluh", "10"},
        {"satu belas", "11"},
        {"se ratus", "100"},
        {"sejuta", "1000000"},
        {"semiliar dua juta", "1002000000"},
        {"dua milliar", "2000000000"},
        {"dua trilyun", "2000000000000"},
        {"dua trilliun", "2000000000000"},
        {"satu kuadrilyun", "1000000000000000"},
        {"tiga ribu tiga ratus triliun dua miliar", "3300002000000000"},
        {"seribu triliun", "1000000000000000"},
        {"dua ribu juta", "2000000000"},
        {"negatif lima", "-5"},
        {"minus nol", "0"},
        {"nol rupiah", "0"},
        {"seribu koma nol nol rupiah", "1000.00"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_reads(cases[i].words, cases[i].plain);
}

static void test_parse_wrong_words_are_placed(void **state)
{
    static const struct {
        const char *words;
        enum capai_message message;
        size_t column, width;
        const char *word, *nearest;
    } cases[] = {
        /* as printed in real reports */
        {"Tiga milyar setaus enam puluh lima juta", CAPAI_MSG_WORDS_UNKNOWN, 13, 6, "setaus",
         "seratus"},
        {"dua ratus liam puluh tujuh ribu", CAPAI_MSG_WORDS_UNKNOWN, 11, 4, "liam", "lima"},
        {"tiga milyar empat ratus tiga bela juta", CAPAI_MSG_WORDS_UNKNOWN, 30, 4, "bela", "belas"},
        {"tiga milyar empat ratus tiga belia juta", CAPAI_MSG_WORDS_UNKNOWN, 30, 5, "belia",
         "belas"},
        {"sembialn", CAPAI_MSG_WORDS_UNKNOWN, 1, 8, "sembialn", "sembilan"},
        {"dua juta dan lima", CAPAI_MSG_WORDS_UNKNOWN, 10, 3, "dan", ""},
        {"\xC3\xA9\xC3\xA9  limma", CAPAI_MSG_WORDS_UNKNOWN, 1, 2, "\xC3\xA9\xC3\xA9", ""},
        {"selusin", CAPAI_MSG_WORDS_UNKNOWN, 1, 7, "selusin", ""},
        {"lima 5", CAPAI_MSG_WORDS_UNKNOWN, 6, 1, "5", ""},
        {"lima\xC2\xA0\xC2\xA0x", CAPAI_MSG_WORDS_UNKNOWN, 7, 1, "x", ""},
        {"satu juta serbu", CAPAI_MSG_WORDS_UNKNOWN, 11, 5, "serbu", "seribu"},
        /* words of a number that make none */
        {"ratus", CAPAI_MSG_WORDS_PLACE, 1, 5, "ratus", ""},
        {"dua tujuh", CAPAI_MSG_WORDS_PLACE, 5, 5, "tujuh", ""},
        {"dua puluh puluh", CAPAI_MSG_WORDS_PLACE, 11, 5, "puluh", ""},
        {"dua belas lima", CAPAI_MSG_WORDS_PLACE, 11, 4, "lima", ""},
        {"dua puluh dua belas", CAPAI_MSG_WORDS_PLACE, 15, 5, "belas", ""},
        {"sepuluh lima", CAPAI_MSG_WORDS_PLACE, 9, 4, "lima", ""},
        {"dua seratus", CAPAI_MSG_WORDS_PLACE, 5, 7, "seratus", "ratus"},
        {"seratus seribu", CAPAI_MSG_WORDS_PLACE, 11, 4, "ribu", ""},
        {"seribu sejuta", CAPAI_MSG_WORDS_PLACE, 10, 4, "juta", ""},
        {"se lima", CAPAI_MSG_WORDS_PLACE, 4, 4, "lima", ""},
        {"seribu dua ribu", CAPAI_MSG_WORDS_PLACE, 12, 4, "ribu", ""},
        {"dua juta tiga miliar", CAPAI_MSG_WORDS_PLACE, 15, 6, "miliar", ""},
        {"dua juta tiga juta", CAPAI_MSG_WORDS_PLACE, 15, 4, "juta", ""},
        {"satu miliar seribu juta", CAPAI_MSG_WORDS_PLACE, 20, 4, "juta", ""},
        {"juta", CAPAI_MSG_WORDS_PLACE, 1, 4, "juta", ""},
        {"dua juta nol", CAPAI_MSG_WORDS_PLACE, 10, 3, "nol", ""},
        {"nol satu", CAPAI_MSG_WORDS_PLACE, 5, 4, "satu", ""},
        {"lima minus dua", CAPAI_MSG_WORDS_PLACE, 6, 5, "minus", ""},
        {"minus minus dua", CAPAI_MSG_WORDS_PLACE, 7, 5, "minus", ""},
        {"koma lima", CAPAI_MSG_WORDS_PLACE, 1, 4, "koma", ""},
        {"dua koma sepuluh", CAPAI_MSG_WORDS_PLACE, 10, 7, "sepuluh", ""},
        {"dua koma lima juta", CAPAI_MSG_WORDS_PLACE, 15, 4, "juta", ""},
        {"dua koma lima koma", CAPAI_MSG_WORDS_PLACE, 15, 4, "koma", ""},
        {"rupiah", CAPAI_MSG_WORDS_PLACE, 1, 6, "rupiah", ""},
        {"dua rupiah lima", CAPAI_MSG_WORDS_PLACE, 12, 4, "lima", ""},
        {"dua rupiah rupiah", CAPAI_MSG_WORDS_PLACE, 12, 6, "rupiah", ""},
        /* not finished */
        {"", CAPAI_MSG_WORDS_EMPTY, 1, 0, "", ""},
        {" \n ", CAPAI_MSG_WORDS_EMPTY, 1, 0, "", ""},
        {"()", CAPAI_MSG_WORDS_EMPTY, 1, 0, "", ""},
        {"-", CAPAI_MSG_WORDS_EMPTY, 1, 0, "", ""},
        {"minus", CAPAI_MSG_WORDS_END, 1, 5, "minus", ""},
        {"dua koma", CAPAI_MSG_WORDS_END, 5, 4, "koma", ""},
        {"dua ratus se", CAPAI_MSG_WORDS_END, 11, 2, "se", ""},
        /* too many digits */
        {"sepuluh desiliun", CAPAI_MSG_WORDS_DIGITS, 9, 8, "desiliun", ""},
        {"seratus noniliun koma lima dua", CAPAI_MSG_WORDS_DIGITS, 28, 3, "dua", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_error err = {0};
        capai_decimal x = dec("42.0");
        capai_text text = capai_text_of(cases[i].words);
        print_message("%s\n", cases[i].words);
        assert_int_equal(capai_terbilang_parse(text, &x, &err), CAPAI_ERR_DATA);
        assert_message(err, cases[i].message);
        assert_int_equal(err.column, cases[i].column);
        assert_int_equal(err.width, cases[i].width);
        assert_int_equal(err.line, 0);
        assert_text(word(&err, 1), cases[i].word);
        assert_text(word(&err, 2), cases[i].nearest);
        assert_decimal(x, "42.0");
        assert_int_equal(capai_terbilang_parse(text, &x, NULL), CAPAI_ERR_DATA);
    }
}

static void test_parse_without_a_near_word_lists_what_can_stand(void **state)
{
    static const struct {
        const char *words, *list;
    } cases[] = {
        {"xxxx",
         "minus, nol, satu, dua, tiga, empat, lima, enam, tujuh, delapan, sembilan, sepuluh, "
         "sebelas, seratus, seribu"},
        {"dua ratus xxxx",
         "satu, dua, tiga, empat, lima, enam, tujuh, delapan, sembilan, ribu, juta, "
         "miliar, triliun, kuadriliun, kuintiliun, sekstiliun, septiliun, oktiliun, "
         "noniliun, koma, rupiah, sepuluh, sebelas"},
        {"dua juta lima xxxx", "belas, puluh, ratus, ribu, koma, rupiah"},
        {"dua koma xxxx", "nol, satu, dua, tiga, empat, lima, enam, tujuh, delapan, sembilan"},
        {"dua rupiah xxxx", ""},
        {"dua juta se xxxx", "belas, puluh, ratus, ribu"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct capai_error err = {0};
        capai_decimal x;
        print_message("%s\n", cases[i].words);
        assert_int_equal(capai_terbilang_parse(capai_text_of(cases[i].words), &x, &err),
                         CAPAI_ERR_DATA);
        assert_text(word(&err, 3), cases[i].list);
    }
}

static void test_parse_first_error_wins(void **state)
{
    struct capai_error err = {0};
    capai_decimal x;
    (void)state;
    assert_int_equal(capai_fail(&err, CAPAI_MSG_MEMORY, CAPAI_NO_WORDS), CAPAI_ERR_MEMORY);
    assert_int_equal(capai_terbilang_parse(CAPAI_TEXT("dua dua"), &x, &err), CAPAI_ERR_DATA);
    assert_message(err, CAPAI_MSG_MEMORY);
    assert_int_equal(err.column, 0);
}

/* ---- any number, any bytes ---- */

static void test_random_number_round_trip(void **state)
{
    (void)state;
    for (int round = 0; round < 20000; round++) {
        char plain[64];
        size_t size = 0;
        int digits = 1 + random_below(CAPAI_DECIMAL_DIGITS);
        int decimals = random_below(3) ? 0 : random_below(digits);
        if (random_below(2))
            plain[size++] = '-';
        for (int i = 0; i < digits; i++) {
            if (decimals && i == digits - decimals)
                plain[size++] = '.';
            /* many zeros: they are where words are left out */
            plain[size++] = (char)('0' + (i && random_below(2) ? 0 : random_below(10)));
        }
        plain[size] = '\0';
        capai_decimal x = dec(plain), y;
        char words[CAPAI_TERBILANG_TEXT];
        assert_int_equal(
            capai_terbilang_format(x, (enum capai_miliar)random_below(2), words, &size, NULL),
            CAPAI_OK);
        assert_int_equal(capai_terbilang_parse((capai_text){words, size}, &y, NULL), CAPAI_OK);
        capai_decimal_format(x, CAPAI_NOTATION_PLAIN, plain);
        assert_decimal(y, plain);
    }
}

/* Words at random: what is read as a number is the number that those words are written as, apart
 * from the forms that only reading knows; what is not is placed inside the text. */
static void test_random_words_are_a_number_or_placed(void **state)
{
    static const char *const some[] = {
        "nol",     "satu",     "dua",   "sembilan", "se",   "sepuluh", "seratus",
        "belas",   "puluh",    "ratus", "seribu",   "ribu", "juta",    "miliar",
        "triliun", "koma",     "minus", "rupiah",   "x",    "-",       "\xC2\xA0",
        "\xFF",    "desiliun", "(",     ")",        ".",    "juat",
    };
    size_t read = 0;
    (void)state;
    for (int round = 0; round < 50000; round++) {
        char text[256] = "", words[CAPAI_TERBILANG_TEXT];
        size_t size = 0;
        for (int i = 1 + random_below(7); i > 0; i--) {
            const char *add = some[random_below((int)(sizeof some / sizeof *some))];
            memcpy(text + size, add, strlen(add));
            size += strlen(add);
            if (random_below(4))
                text[size++] = ' ';
        }
        struct capai_error err = {0};
        capai_decimal x, y;
        if (capai_terbilang_parse((capai_text){text, size}, &x, &err)) {
            assert_int_equal(err.status, CAPAI_ERR_DATA);
            assert_in_range(err.column, 1, size + 1);
            assert_true(err.column - 1 + err.width <= size);
            continue;
        }
        read++;
        assert_int_equal(capai_terbilang_format(x, CAPAI_MILIAR, words, &size, NULL), CAPAI_OK);
        assert_int_equal(capai_terbilang_parse((capai_text){words, size}, &y, NULL), CAPAI_OK);
        assert_int_equal(capai_decimal_compare(x, y), 0);
        assert_int_equal(capai_decimal_decimals(x), capai_decimal_decimals(y));
    }
    assert_true(read > 1000);
}

static void test_parse_ten_megabytes(void **state)
{
    static const char *const pieces[] = {
        "satu ", "x", " ", "sejuta", "nol koma nol ", "\xC2\xA0", "seratus juta ", "-", "(", "\0"};
    const size_t size = 10 << 20;
    char *text = malloc(size);
    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t piece = strlen(pieces[i]) + !*pieces[i];
        struct capai_error err = {0};
        capai_decimal x;
        for (size_t at = 0; at < size; at++)
            text[at] = pieces[i][at % piece];
        assert_int_equal(capai_terbilang_parse((capai_text){text, size}, &x, &err), CAPAI_ERR_DATA);
        assert_in_range(err.column, 1, size);
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_format_and_parse_by_table),
        cmocka_unit_test(test_format_milyar_by_option),
        cmocka_unit_test(test_format_one_digit_too_many_is_refused),
        cmocka_unit_test(test_format_zeros_behind_the_digits_count),
        cmocka_unit_test(test_format_longest_fits_the_buffer),
        cmocka_unit_test(test_parse_documents_by_table),
        cmocka_unit_test(test_parse_wrong_words_are_placed),
        cmocka_unit_test(test_parse_without_a_near_word_lists_what_can_stand),
        cmocka_unit_test(test_parse_first_error_wins),
        cmocka_unit_test(test_random_number_round_trip),
        cmocka_unit_test(test_random_words_are_a_number_or_placed),
        cmocka_unit_test(test_parse_ten_megabytes),
    };
    return cmocka_run_group_tests_name("terbilang", tests, setup_seed, NULL);
}
