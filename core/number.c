#include "core/number.h"

#include <string.h>

enum { RUN_MAX = 128 }; /* digits and signs of one number; more is an error */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void skip(capai_text *text, size_t size)
{
    *text = (capai_text){text->data + size, text->size - size};
}

static void skip_blanks(capai_text *text)
{
    size_t size;
    while ((size = capai_text_blank(*text)) > 0)
        skip(text, size);
}

static bool take(capai_text *text, const char *word)
{
    size_t size = strlen(word);
    if (text->size < size || memcmp(text->data, word, size) != 0)
        return false;
    skip(text, size);
    return true;
}

/* The minus sign in its spellings: hyphen, U+2212, en dash. */
static bool take_minus(capai_text *text)
{
    return take(text, "-") || take(text, "\xE2\x88\x92") || take(text, "\xE2\x80\x93");
}

static void take_currency(capai_text *text)
{
    if (text->size > 1 && capai_text_equal_nocase((capai_text){text->data, 2}, CAPAI_TEXT("rp"))) {
        skip(text, 2);
        take(text, ".");
        skip_blanks(text);
    }
}

/* What stands before the first digit: sign, opening parenthesis, Rp, in any order but each once. */
struct prefix {
    bool negative;
    bool parenthesis;
};

static struct prefix take_prefix(capai_text *text)
{
    struct prefix prefix = {false, false};
    if (text->size && is_digit(*text->data))
        return prefix;
    take_currency(text);
    prefix.parenthesis = take(text, "(");
    skip_blanks(text);
    take_currency(text);
    prefix.negative = take_minus(text);
    if (!prefix.negative)
        take(text, "+");
    skip_blanks(text);
    take_currency(text);
    return prefix;
}

bool number_begins(capai_text text)
{
    take_prefix(&text);
    return text.size && is_digit(*text.data);
}

/* Digits and signs without the blanks that may follow a comma ("110, 93 %") or set off thousands
 * ("1 234 567"). */
struct run {
    char text[RUN_MAX];
    size_t size;
    size_t group; /* digits since the beginning, or the last blank */
    bool blanks;  /* blanks set off thousands */
    bool signs;   /* a point or comma was seen */
};

/* Takes a blank that sets off a group of three digits, in the whole part of a number. */
static bool take_group_blank(capai_text *text, struct run *run)
{
    bool first = run->group >= 1 && run->group <= 3 && run->text[0] != '0';
    size_t size = capai_text_blank(*text), digits = 0;
    if (!size || run->signs || !(run->blanks ? run->group == 3 : first))
        return false;
    capai_text after = {text->data + size, text->size - size};
    while (digits < after.size && is_digit(after.data[digits]))
        digits++;
    if (digits != 3)
        return false;
    *text = after;
    run->blanks = true;
    run->group = 0;
    return true;
}

static bool take_run(capai_text *text, struct run *run)
{
    *run = (struct run){.size = 0};
    while (text->size) {
        char c = *text->data;
        bool sign = c == '.' || c == ',';
        if (take_group_blank(text, run))
            continue;
        if (!is_digit(c) && !sign)
            break;
        /* "1.000,-" and "1.000.-": the sign belongs to the dash */
        if (sign && text->size > 1 && text->data[1] == '-')
            break;
        if (run->size == RUN_MAX)
            return false;
        run->text[run->size++] = c;
        run->signs |= sign;
        run->group++;
        skip(text, 1);
        if (c != ',')
            continue;
        capai_text after = *text;
        skip_blanks(&after);
        if (after.size && is_digit(*after.data))
            *text = after;
    }
    return true;
}

static size_t count(const struct run *run, char sign)
{
    size_t n = 0;
    for (size_t i = 0; i < run->size; i++)
        n += run->text[i] == sign;
    return n;
}

/* True when the first `size` characters are one to three digits, not "0" before a group, and then
 * groups of three behind signs out of `signs`. */
static bool groups_are_right(const struct run *run, size_t size, const char *signs)
{
    size_t digits = 0, groups = 0;
    for (size_t i = 0; i < size; i++) {
        if (is_digit(run->text[i])) {
            digits++;
            continue;
        }
        if (!strchr(signs, run->text[i]) || digits == 0 || digits > 3 || (groups && digits != 3))
            return false;
        groups++;
        digits = 0;
    }
    return groups == 0 || (digits == 3 && run->text[0] != '0');
}

/* Where the decimal sign stands (run->size: nowhere), or a message. */
static enum capai_message find_decimal_sign(const struct run *run, enum capai_notation notation,
                                            enum capai_cell_purpose purpose, size_t *where,
                                            struct number *out)
{
    const bool indonesia = notation == CAPAI_NOTATION_INDONESIA;
    const char group[] = {indonesia ? '.' : ',', '\0'};
    const char decimal = indonesia ? ',' : '.';
    const size_t groups = count(run, *group), decimals = count(run, decimal);
    const char *last = NULL;

    *where = run->size;
    for (size_t i = 0; i < run->size; i++)
        if (!is_digit(run->text[i]))
            last = &run->text[i];
    if (!last)
        return CAPAI_MSG_NONE;
    size_t at = (size_t)(last - run->text);
    bool three_follow = run->size - at - 1 == 3;

    if (purpose == CAPAI_RUPIAH_MIXED && groups_are_right(run, run->size, ".,"))
        return CAPAI_MSG_NONE;
    if (decimals == 1 && *last == decimal) { /* 1.234,56 */
        if (!groups_are_right(run, at, group))
            return CAPAI_MSG_NUMBER_GROUPS;
        *where = at;
        /* in plain notation too, 1.125 may be meant as one thousand */
        out->ambiguous = !indonesia && purpose == CAPAI_QUANTITY && groups == 0 && three_follow &&
                         at <= 3 && run->text[0] != '0';
        return CAPAI_MSG_NONE;
    }
    if (decimals == 0 && groups_are_right(run, run->size, group)) { /* 1.234.567 */
        out->ambiguous = groups == 1 && purpose == CAPAI_QUANTITY;
        return CAPAI_MSG_NONE;
    }
    if (decimals == 0 && groups == 1 && purpose == CAPAI_QUANTITY) { /* 19.76, 0.820 */
        *where = at;
        out->foreign = true;
        return CAPAI_MSG_NONE;
    }
    /* both signs, the other way round, or one sign many times: the other notation, or nonsense */
    bool other = *last == *group ? groups == 1 : decimals > 1;
    const char other_group[] = {decimal, '\0'};
    if (decimals && other && groups_are_right(run, *last == *group ? at : run->size, other_group))
        return CAPAI_MSG_NUMBER_NOTATION;
    return CAPAI_MSG_NUMBER_GROUPS;
}

static enum capai_status read_run(const struct run *run, capai_text whole,
                                  enum capai_notation notation, enum capai_cell_purpose purpose,
                                  struct number *out, struct capai_error *err)
{
    size_t decimal;
    /* "2.162.907." was cut off in print: what the lost digits were cannot be known */
    if (!run->size || !is_digit(run->text[0]) || !is_digit(run->text[run->size - 1]))
        return capai_fail(err, CAPAI_MSG_NUMBER_GROUPS, CAPAI_WORDS(whole));
    if (run->blanks && count(run, notation == CAPAI_NOTATION_INDONESIA ? '.' : ','))
        return capai_fail(err, CAPAI_MSG_NUMBER_GROUPS, CAPAI_WORDS(whole));
    enum capai_message message = find_decimal_sign(run, notation, purpose, &decimal, out);
    if (message)
        return capai_fail(err, message, CAPAI_WORDS(whole));

    char plain[RUN_MAX];
    size_t size = 0;
    for (size_t i = 0; i < run->size; i++)
        if (is_digit(run->text[i]))
            plain[size++] = run->text[i];
        else if (i == decimal)
            plain[size++] = '.';
    struct capai_error ignored = {0};
    enum capai_status status =
        capai_decimal_parse((capai_text){plain, size}, &out->value, &ignored);
    return status ? capai_fail(err, ignored.message, CAPAI_WORDS(whole)) : CAPAI_OK;
}

enum capai_status number_scan(capai_text *text, capai_text whole, enum capai_notation notation,
                              enum capai_cell_purpose purpose, struct number *out,
                              struct capai_error *err)
{
    capai_text rest = *text;
    struct number number = {.percent = false};
    struct prefix prefix = take_prefix(&rest);
    struct run run;

    if (!take_run(&rest, &run))
        return capai_fail(err, CAPAI_MSG_NUMBER_DIGITS, CAPAI_WORDS(whole));
    enum capai_status status = read_run(&run, whole, notation, purpose, &number, err);
    if (status)
        return status;
    bool dash = take(&rest, ",-") || take(&rest, ".-");
    if (dash)
        while (take(&rest, "-"))
            continue;
    /* "1.000,-" is an amount as Indonesians write it: the point groups */
    number.ambiguous &= !(dash && notation == CAPAI_NOTATION_INDONESIA);
    skip_blanks(&rest);
    number.percent = take(&rest, "%");
    skip_blanks(&rest);
    if (prefix.parenthesis && !take(&rest, ")"))
        return capai_fail(err, CAPAI_MSG_NUMBER_SYNTAX, CAPAI_WORDS(whole));
    skip_blanks(&rest);
    if (prefix.parenthesis && !number.percent) {
        number.percent = take(&rest, "%");
        skip_blanks(&rest);
    }
    if (prefix.negative || prefix.parenthesis)
        number.value = capai_decimal_negate(number.value);
    /* in parentheses a number is negative, as accountants write it, and has no unit: "(1) Dokumen"
     * counts something else */
    if (prefix.parenthesis && (prefix.negative || (rest.size && *rest.data != '(')))
        return capai_fail(err, CAPAI_MSG_NUMBER_SYNTAX, CAPAI_WORDS(whole));
    *out = number;
    *text = rest;
    return CAPAI_OK;
}
