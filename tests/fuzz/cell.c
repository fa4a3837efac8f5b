/* Cells, in each notation and for each purpose: what is read is one of the kinds and nothing else,
 * does not depend on blanks around it, and a number that is written is read back. */
#include "fuzz.h"

#include "capai/cell.h"
#include "capai/terbilang.h"

/* Bytes of a cell that are looked at; a cell of a workbook has at most 32767 characters. */
enum { LONGEST = 4096 };

static bool is_same(const struct capai_cell *a, const struct capai_cell *b)
{
    return a->kind == b->kind && a->has_number == b->has_number && a->percent == b->percent &&
           a->ambiguous == b->ambiguous && a->foreign == b->foreign &&
           memcmp(&a->number, &b->number, sizeof a->number) == 0 &&
           memcmp(&a->upper, &b->upper, sizeof a->upper) == 0 &&
           capai_text_equal(a->grade, b->grade) && capai_text_equal(a->unit, b->unit) &&
           capai_text_equal(a->note, b->note) && capai_text_equal(a->source, b->source);
}

static void check_kind(const struct capai_cell *cell, capai_text text)
{
    CHECK(capai_text_equal(cell->source, capai_text_trim(text)));
    CHECK(fuzz_within(cell->source, text) && fuzz_within(cell->unit, text));
    CHECK(fuzz_within(cell->grade, text) && fuzz_within(cell->note, text));
    switch (cell->kind) {
    case CAPAI_CELL_NUMBER:
        CHECK(cell->has_number && !cell->grade.size);
        CHECK(capai_cell_is_bare(cell) == (!cell->unit.size && !cell->note.size));
        break;
    case CAPAI_CELL_GRADE:
        CHECK(cell->grade.size >= 1 && cell->grade.size <= 5);
        break;
    case CAPAI_CELL_RANGE:
        CHECK(cell->has_number && capai_decimal_compare(cell->number, cell->upper) <= 0);
        break;
    case CAPAI_CELL_MISSING:
    case CAPAI_CELL_TEXT:
    case CAPAI_CELL_BROKEN:
        CHECK(!cell->has_number && !capai_cell_is_bare(cell));
    }
}

static void check_words(capai_decimal number)
{
    char words[CAPAI_TERBILANG_TEXT];
    size_t size;
    capai_decimal read;
    for (int spelling = CAPAI_MILIAR; spelling <= CAPAI_MILYAR; spelling++)
        if (capai_terbilang_format(number, (enum capai_miliar)spelling, words, &size, NULL) ==
            CAPAI_OK) {
            CHECK(capai_terbilang_parse((capai_text){words, size}, &read, NULL) == CAPAI_OK);
            CHECK(memcmp(&read, &number, sizeof read) == 0);
        }
}

/* A number, written in a notation, is that number to whoever reads it in that notation. */
static void check_written(capai_decimal number)
{
    static const enum capai_cell_purpose purposes[] = {CAPAI_QUANTITY, CAPAI_RUPIAH};
    char text[CAPAI_DECIMAL_TEXT];
    for (int notation = CAPAI_NOTATION_INDONESIA; notation <= CAPAI_NOTATION_PLAIN; notation++) {
        const size_t size = capai_decimal_format(number, (enum capai_notation)notation, text);
        for (int i = 0; i < 2; i++) {
            struct capai_cell cell;
            CHECK(capai_cell_parse((capai_text){text, size}, (enum capai_notation)notation,
                                   purposes[i], &cell, NULL) == CAPAI_OK);
            CHECK(capai_cell_is_bare(&cell) && !cell.percent && !cell.foreign);
            CHECK(memcmp(&cell.number, &number, sizeof number) == 0);
        }
    }
    check_words(number);
}

static void check_cell(capai_text text, enum capai_notation notation,
                       enum capai_cell_purpose purpose, capai_decimal *checked)
{
    struct capai_cell cell, again;
    struct capai_error err = {0};
    const enum capai_status status = capai_cell_parse(text, notation, purpose, &cell, &err);
    CHECK(status == CAPAI_OK || status == CAPAI_ERR_DATA);
    fuzz_check_status(status, &err);
    CHECK((status == CAPAI_OK) == (cell.kind != CAPAI_CELL_BROKEN));
    check_kind(&cell, text);
    CHECK(capai_cell_parse(cell.source, notation, purpose, &again, NULL) == status);
    CHECK(is_same(&cell, &again));
    if (cell.has_number && memcmp(&cell.number, checked, sizeof *checked) != 0)
        check_written(*checked = cell.number);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const capai_text text = {(const char *)data, size};
    capai_decimal checked = capai_decimal_from_int(0); /* mostly the same number each time */
    for (int i = 0; i < 6 && size <= LONGEST; i++)
        check_cell(text, (enum capai_notation)(i % 2), (enum capai_cell_purpose)(i / 2), &checked);
    return 0;
}
