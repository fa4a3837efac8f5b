#include "capai/cell.h"

#include <string.h>

#include "core/number.h"
#include "core/quick_number.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static void skip(capai_text *text, size_t size)
{
    *text = (capai_text){text->data + size, text->size - size};
}

static bool is_missing(capai_text text)
{
    static const capai_text words[] = {
        {"-", 1}, {"\xE2\x80\x93", 3}, {"\xE2\x80\x94", 3}, {"NA", 2}, {"N/A", 3},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (capai_text_equal_nocase(text, words[i]))
            return true;
    return text.size == 0;
}

/* Values that spreadsheets show where a formula failed. */
static bool is_spreadsheet_error(capai_text text)
{
    static const capai_text words[] = {
        {"#DIV/0!", 7}, {"#N/A", 4},    {"#NAME?", 6},  {"#NULL!", 6}, {"#NUM!", 5},
        {"#REF!", 5},   {"#VALUE!", 7}, {"#SPILL!", 7}, {"#CALC!", 6}, {"Err:", 4},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text.size >= words[i].size &&
            capai_text_equal((capai_text){text.data, words[i].size}, words[i]))
            return true;
    return false;
}

/* "(…)" at the end of *text: the remark without its parentheses, taken off; else missing. */
static capai_text take_note(capai_text *text)
{
    size_t depth = 0;
    if (!text->size || text->data[text->size - 1] != ')')
        return CAPAI_NO_TEXT;
    for (size_t i = text->size; i-- > 0;) {
        depth += text->data[i] == ')';
        depth -= text->data[i] == '(';
        if (depth == 0) {
            capai_text note = {text->data + i + 1, text->size - i - 2};
            *text = capai_text_trim((capai_text){text->data, i});
            return capai_text_trim(note);
        }
    }
    return CAPAI_NO_TEXT;
}

/* A grade: one to four capitals, perhaps + or -; then nothing, or something in parentheses. */
static bool parse_grade(capai_text text, enum capai_notation notation, struct capai_cell *cell)
{
    size_t n = 0;
    while (n < text.size && n < 5 && is_capital(text.data[n]))
        n++;
    if (n == 0 || n > 4)
        return false;
    if (n < text.size && (text.data[n] == '+' || text.data[n] == '-'))
        n++;
    capai_text rest = capai_text_trim((capai_text){text.data + n, text.size - n});
    capai_text note = take_note(&rest);
    if (rest.size)
        return false;

    cell->kind = CAPAI_CELL_GRADE;
    cell->grade = (capai_text){text.data, n};
    struct number number;
    capai_text inner = note;
    if (number_begins(note) &&
        number_scan(&inner, text, notation, CAPAI_QUANTITY, &number, NULL) == CAPAI_OK &&
        inner.size == 0) {
        cell->has_number = true;
        cell->number = number.value;
        cell->percent = number.percent;
        cell->ambiguous = number.ambiguous;
        cell->foreign = number.foreign;
    } else {
        cell->note = note;
    }
    return true;
}

/* Takes what stands between the ends of a range, if a number follows it. */
static bool take_dash(capai_text *text)
{
    static const capai_text dashes[] = {
        {"-", 1},
        {"\xE2\x80\x93", 3}, /* en dash, em dash, minus sign */
        {"\xE2\x80\x94", 3},
        {"\xE2\x88\x92", 3},
        {"s/d", 3},
        {"s.d.", 4},
        {"s.d", 3},
        {"sd", 2},
        {"sampai dengan", 13},
        {"sampai", 6},
        {"hingga", 6},
    };
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        size_t size = dashes[i].size;
        if (text->size <= size ||
            !capai_text_equal_nocase((capai_text){text->data, size}, dashes[i]))
            continue;
        capai_text rest = capai_text_trim((capai_text){text->data + size, text->size - size});
        if (number_begins(rest)) {
            *text = rest;
            return true;
        }
    }
    return false;
}

/* True for "Dok - 8 Dok": a range whose first end has a unit. What it means can be guessed, so it
 * is not read as the first end alone. */
static bool hides_range(capai_text unit)
{
    while (unit.size) {
        bool blank = false;
        for (size_t size; (size = capai_text_blank(unit)) > 0; blank = true)
            skip(&unit, size); /* a run of blanks is one place, however long */
        capai_text rest = unit;
        if (blank && take_dash(&rest))
            return true;
        if (unit.size)
            skip(&unit, 1);
    }
    return false;
}

/* Words that make another number of the one before them: "2 miliar" is not 2. */
static bool is_number_word(capai_text unit)
{
    static const capai_text words[] = {
        {"rb", 2},     {"ribu", 4},    {"jt", 2},      {"juta", 4},        {"miliar", 6},
        {"milyar", 6}, {"triliun", 7}, {"trilyun", 7}, {"\xE2\x80\xB0", 3} /* per mille */};
    size_t end = 0, digits = 0;
    while (end < unit.size && unit.data[end] != ' ')
        end++;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (capai_text_equal_nocase((capai_text){unit.data, end}, words[i]))
            return true;
    /* 1,23E+09, as spreadsheets show what does not fit into a column */
    if (end > 1 && (*unit.data == 'E' || *unit.data == 'e')) {
        size_t i = unit.data[1] == '+' || unit.data[1] == '-' ? 2 : 1;
        while (i + digits < end && is_digit(unit.data[i + digits]))
            digits++;
        return digits && i + digits == end;
    }
    return false;
}

/* True for "dari 4", "S,57" and "x8": a number of its own behind the first. */
static bool hides_number(capai_text unit)
{
    bool times = unit.size > 1 && (unit.data[0] == 'x' || unit.data[0] == 'X');
    if (times && is_digit(unit.data[1]))
        return true;
    for (size_t i = 0; i < unit.size; i++) {
        size_t gap = capai_text_blank((capai_text){unit.data + i, unit.size - i});
        gap = gap ? gap : unit.data[i] == ',';
        if (gap && i + gap < unit.size && is_digit(unit.data[i + gap]))
            return true;
    }
    return false;
}

/* Size of a letter at the front of a text, 0 for none; *like_digit is set to false by one that no
 * scanner takes for a digit. Greek and Cyrillic ones look like Latin ones. */
static size_t letter_size(capai_text text, bool *like_digit)
{
    unsigned char c = text.size ? (unsigned char)*text.data : 0;
    bool small = c >= 'a' && c <= 'z';
    if (c < 0x80 && (small || is_capital((char)c)))
        *like_digit &= strchr("OQDIlSZBGo", c) != NULL;
    else if (c >= 0x80)
        *like_digit &= c >= 0xCD && c <= 0xD3;
    return c >= 0x80 ? capai_text_character(text) : small || is_capital((char)c);
}

/* A unit that stands directly behind a digit: "3Kali", "5m2", "20Orang/bulan", but no digits that
 * were misread, "8S,57", "9B%", "1OO". It is one word, not all of letters that look like digits,
 * with no more behind it than an exponent and what can follow a word. */
static bool is_attached_unit(capai_text text)
{
    bool like_digits = true;
    for (size_t size; (size = letter_size(text, &like_digits)) > 0;)
        skip(&text, size);
    if (text.size && (*text.data == '2' || *text.data == '3'))
        skip(&text, 1);
    bool ends = !text.size || capai_text_blank(text) || *text.data == '/' || *text.data == '-' ||
                (*text.data == '.' && (text.size == 1 || !is_digit(text.data[1])));
    return ends && !like_digits;
}

/* A unit begins with a letter, or with "/" and a letter ("/bulan", but not "/2023"). */
static bool is_unit(capai_text text)
{
    size_t first = text.size > 1 && text.data[0] == '/';
    unsigned char c = (unsigned char)text.data[first];
    bool letter = is_capital((char)c) || (c >= 'a' && c <= 'z') || c >= 0x80;
    return letter && !hides_range(text) && !hides_number(text);
}

/* What follows the number: unit and remark, in either order. False when it cannot be that. */
static bool parse_tail(capai_text rest, struct capai_cell *cell)
{
    /* the number is before it: there is a byte to look at */
    const char *behind = rest.data;
    bool attached = is_digit(behind[-1]) && rest.size && *behind != '/';
    rest = capai_text_trim(rest);
    /* the full stop of a sentence, after a percent sign or a blank only: "96,12 %." */
    if (rest.size && rest.data[0] == '.' && (rest.size == 1 || rest.data[1] == ' '))
        skip(&rest, 1);
    rest = capai_text_trim(rest);
    cell->note = take_note(&rest);
    if (!cell->note.data && rest.size && rest.data[0] == '(') { /* 3 (tiga) Dok */
        capai_text note = rest;
        while (note.size && note.data[note.size - 1] != ')')
            note.size--;
        capai_text after = {rest.data + note.size, rest.size - note.size};
        cell->note = take_note(&note);
        if (note.size)
            return false;
        rest = capai_text_trim(after);
    }
    cell->unit = rest;
    attached &= rest.data == behind;
    return !rest.size || (is_unit(rest) && (!attached || is_attached_unit(rest)));
}

static enum capai_status parse_number(capai_text text, enum capai_notation notation,
                                      enum capai_cell_purpose purpose, struct capai_cell *cell,
                                      struct capai_error *err)
{
    capai_text rest = text;
    struct number low, high;
    enum capai_status status = number_scan(&rest, text, notation, purpose, &low, err);
    if (status)
        return status;

    cell->kind = CAPAI_CELL_NUMBER;
    cell->has_number = true;
    cell->number = low.value;
    cell->percent = low.percent;
    cell->ambiguous = low.ambiguous;
    cell->foreign = low.foreign;
    if (!rest.size)
        return CAPAI_OK;
    if (take_dash(&rest)) {
        status = number_scan(&rest, text, notation, purpose, &high, err);
        if (status)
            return status;
        if (capai_decimal_compare(low.value, high.value) > 0)
            return capai_fail(err, CAPAI_MSG_RANGE_REVERSED, CAPAI_WORDS(text));
        cell->kind = CAPAI_CELL_RANGE;
        cell->upper = high.value;
        cell->percent |= high.percent;
        cell->ambiguous |= high.ambiguous;
        cell->foreign |= high.foreign;
    }
    bool has_tail = parse_tail(rest, cell);
    if (is_number_word(cell->unit))
        return capai_fail(err, CAPAI_MSG_NUMBER_WORD, CAPAI_WORDS(text));
    if (!has_tail)
        return capai_fail(err, CAPAI_MSG_NUMBER_SYNTAX, CAPAI_WORDS(text));
    return CAPAI_OK;
}

enum capai_status capai_cell_parse(capai_text text, enum capai_notation notation,
                                   enum capai_cell_purpose purpose, struct capai_cell *cell,
                                   struct capai_error *err)
{
    struct quick_number number;
    text = capai_text_trim(text);
    *cell = (struct capai_cell){.kind = CAPAI_CELL_MISSING, .source = text};
    if (quick_number_read(text, notation, purpose, &number)) { /* most cells are no more */
        cell->kind = CAPAI_CELL_NUMBER;
        cell->has_number = true;
        cell->number = quick_decimal(number.digits, number.scale);
        cell->ambiguous = number.ambiguous;
        cell->foreign = number.foreign;
        return CAPAI_OK;
    }
    if (is_missing(text))
        return CAPAI_OK;

    enum capai_status status = CAPAI_OK;
    if (is_spreadsheet_error(text))
        status = capai_fail(err, CAPAI_MSG_SPREADSHEET_ERROR, CAPAI_WORDS(text));
    else if (number_begins(text))
        status = parse_number(text, notation, purpose, cell, err);
    else if (!parse_grade(text, notation, cell))
        cell->kind = CAPAI_CELL_TEXT;
    if (status)
        *cell = (struct capai_cell){.kind = CAPAI_CELL_BROKEN, .source = text};
    return status;
}

bool capai_cell_is_bare(const struct capai_cell *cell)
{
    return cell->kind == CAPAI_CELL_NUMBER && !cell->unit.size && !cell->note.size;
}
