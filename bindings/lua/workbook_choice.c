/* What cells may say that somebody is to fill: words to choose from, or whole numbers. */
#include "bindings/lua/workbook.h"

#include <stdlib.h>
#include <string.h>

enum { TITLE = 32, MESSAGE = 255, WORDS = 127 };

const struct api_value workbook_choice_fields[] = {
    {"row", "integer", "From 1."},
    {"column", "integer", "From 1."},
    {"rows", "integer?", "That it is about; 1 when absent."},
    {"columns", "integer?", "1 when absent."},
    {"words", "string[]?", "That a list offers; with commas between at most 255 characters."},
    {"from", "string?", "In place of words: the cells that hold them, as a formula without =."},
    {"least", "integer?", "In place of words: the least whole number."},
    {"most", "integer?", "Then: the greatest."},
    {"strict", "boolean?", "Anything else is refused; else it is taken without a word."},
    {"title", "string?", "Of the refusal; at most 32 characters."},
    {"message", "string?", "The refusal; at most 255."},
    {NULL, NULL, NULL}};

static _Noreturn void raise_forms(const struct reader *r)
{
    reader_error(r, NULL, CAPAI_MSG_RULES_VALUE,
                 CAPAI_WORDS(CAPAI_TEXT("choice"), CAPAI_TEXT("..."),
                             CAPAI_TEXT("words | from | least, most")));
}

/* Pushes the words as the library takes them, a list ended by NULL; NULL where there are none. */
static char **push_words(const struct reader *r)
{
    struct reader list;
    if (!reader_table(r, "words", "words", &list))
        return NULL;
    size_t count = reader_count(&list), units = 0;
    if (!count || count > WORDS)
        raise_forms(r);
    char **words = lua_newuserdatauv(r->L, (count + 1) * sizeof *words, 0);
    for (size_t i = 0; i < count; i++) {
        if (lua_rawgeti(r->L, list.table, (lua_Integer)i + 1) != LUA_TSTRING)
            reader_type_error(&list, "words", "string");
        words[i] = (char *)(uintptr_t)lua_tostring(r->L, -1); /* the list holds it */
        units += strlen(words[i]) + 1;
        if (!*words[i] || strchr(words[i], ',') || units > WORKBOOK_CHOICES)
            raise_forms(r);
        lua_pop(r->L, 1);
    }
    words[count] = NULL;
    return words;
}

/* A text of the description as the library takes it, which copies it. */
static char *text_of(const struct reader *r, const char *key, size_t most)
{
    return (char *)(uintptr_t)workbook_text(r, key, most, false);
}

/* Sets what is offered; returns the formula of the cells that hold it, or NULL. */
static const char *set_kind(const struct reader *r, lxw_data_validation *v)
{
    static char one[] = "1", *some[] = {one, NULL};
    int least = 0, most = 0;
    char **words = push_words(r);
    const char *from = text_of(r, "from", WORKBOOK_CHOICES - 1);
    bool number = reader_integer(r, "least", -999999, 999999, &least);
    bool limit = reader_integer(r, "most", least, 999999, &most);
    if ((words != NULL) + (from != NULL) + number != 1 || number != limit)
        raise_forms(r);
    if (words || from) {
        v->validate = LXW_VALIDATION_TYPE_LIST;
        v->value_list = words ? words : some;
    } else {
        v->validate = LXW_VALIDATION_TYPE_INTEGER;
        v->criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
        v->minimum_number = least;
        v->maximum_number = most;
    }
    return from;
}

/* Puts the formula of a list into the validation that was added last. The library takes formulas,
 * too, but copies them twice (1.1.4) and loses the first copy. */
static void set_formula(struct workbook_sheet *s, const char *from)
{
    lxw_data_val_obj *v = STAILQ_FIRST(s->sheet->data_validations);
    while (STAILQ_NEXT(v, list_pointers))
        v = STAILQ_NEXT(v, list_pointers);
    size_t size = strlen(from) + 1;
    char *copy = workbook_made(s->w, malloc(size)); /* which it frees */
    memcpy(copy, from, size);
    free(v->value_formula);
    v->value_formula = copy;
}

void workbook_add_choice(const struct reader *r, size_t index, void *sheet)
{
    struct workbook_sheet *s = sheet;
    lxw_data_validation v = {.ignore_blank = LXW_VALIDATION_ON};
    int rows = 1, columns = 1;
    (void)index;
    reader_check_keys(r, workbook_choice_fields, 0);
    int row = workbook_need(r, "row", 1, WORKBOOK_ROWS);
    int column = workbook_need(r, "column", 1, WORKBOOK_COLUMNS);
    reader_integer(r, "rows", 1, WORKBOOK_ROWS - row + 1, &rows);
    reader_integer(r, "columns", 1, WORKBOOK_COLUMNS - column + 1, &columns);
    const char *from = set_kind(r, &v);
    v.show_error = workbook_true(r, "strict") ? LXW_VALIDATION_ON : LXW_VALIDATION_OFF;
    v.error_title = text_of(r, "title", TITLE);
    v.error_message = text_of(r, "message", MESSAGE);
    workbook_expect(s->w, s->w->x.worksheet_data_validation_range(
                              s->sheet, (lxw_row_t)(row - 1), (lxw_col_t)(column - 1),
                              (lxw_row_t)(row + rows - 2), (lxw_col_t)(column + columns - 2), &v));
    if (from)
        set_formula(s, from);
}
