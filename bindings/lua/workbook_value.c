/* Values of a workbook's description, checked. */
#include "bindings/lua/workbook.h"

#include <errno.h>
#include <string.h>

#include "bindings/lua/table.h"

void workbook_heed(struct workbook *w)
{
    w->starved |= errno == ENOMEM;
}

void workbook_expect(struct workbook *w, lxw_error error)
{
    struct capai_error complaint = {0};
    if (!error)
        return;
    if (error == LXW_ERROR_MEMORY_MALLOC_FAILED || errno == ENOMEM)
        table_no_memory(w->L); /* whatever the library takes it for */
    capai_fail(&complaint, CAPAI_MSG_WORKBOOK_WRITE,
               CAPAI_WORDS(capai_text_of(w->x.lxw_strerror(error))));
    binding_raise(w->L, &complaint);
}

void *workbook_made(struct workbook *w, void *made)
{
    if (!made)
        workbook_expect(w, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return made;
}

/* ---- texts ---- */

bool workbook_is_barred(capai_text character, bool lines)
{
    const unsigned char *c = (const unsigned char *)character.data;
    size_t size = character.size;
    if (size == 1)
        return (c[0] < 0x20 && !(lines && c[0] == '\n')) || c[0] == 0x7F;
    if (size == 2)
        return c[0] == 0xC2 && c[1] < 0xA0;
    return size == 3 && c[0] == 0xEF && c[1] == 0xBF && c[2] >= 0xBE; /* U+FFFE, U+FFFF */
}

/* UTF-16 units of a text; more than `most` as well for a text that cannot be written at all. */
static size_t units_of(capai_text text, size_t most, bool lines)
{
    size_t units = 0;
    while (text.size && units <= most) {
        size_t size = capai_text_character(text);
        if (!size || workbook_is_barred((capai_text){text.data, size}, lines))
            return most + 1;
        units += size == 4 ? 2 : 1;
        text = (capai_text){text.data + size, text.size - size};
    }
    return units;
}

const char *workbook_text(const struct reader *r, const char *key, size_t most, bool lines)
{
    capai_text text;
    if (!reader_text(r, key, &text))
        return NULL;
    if (units_of(text, most, lines) > most) {
        const char *expected =
            lua_pushfstring(r->L, "UTF-8, 0 .. %d, no control characters", (int)most);
        reader_error(
            r, key, CAPAI_MSG_RULES_VALUE,
            CAPAI_WORDS(capai_text_of(key), CAPAI_TEXT("\"...\""), capai_text_of(expected)));
    }
    return text.data;
}

_Noreturn void workbook_missing(const struct reader *r, const char *key)
{
    reader_error(r, NULL, CAPAI_MSG_RULES_KEY_MISSING,
                 CAPAI_WORDS(capai_text_of(key), capai_text_of(r->what)));
}

const char *workbook_need_text(const struct reader *r, const char *key, size_t most, bool lines)
{
    const char *text = workbook_text(r, key, most, lines);
    if (!text)
        workbook_missing(r, key);
    return text;
}

/* ---- other values ---- */

int workbook_need(const struct reader *r, const char *key, int min, int max)
{
    int value;
    if (!reader_integer(r, key, min, max, &value))
        workbook_missing(r, key);
    return value;
}

bool workbook_true(const struct reader *r, const char *key)
{
    bool value = false;
    reader_boolean(r, key, &value);
    return value;
}

static int hex_digit(char c)
{
    const char *digits = "0123456789ABCDEF", *found = c ? strchr(digits, c) : NULL;
    return found ? (int)(found - digits) : -1;
}

lxw_color_t workbook_color(const struct reader *r, const char *key, lxw_color_t otherwise)
{
    capai_text text;
    lxw_color_t color = 0;
    if (!reader_text(r, key, &text))
        return otherwise;
    bool right = text.size == 6;
    for (size_t i = 0; right && i < text.size; i++) {
        int digit = hex_digit(text.data[i]);
        right = digit >= 0;
        color = color * 16 + (lxw_color_t)digit;
    }
    if (!right)
        reader_error(r, key, CAPAI_MSG_RULES_VALUE,
                     CAPAI_WORDS(capai_text_of(key), text, CAPAI_TEXT("RRGGBB")));
    return color ? color : LXW_COLOR_BLACK; /* 0 would mean none */
}

const struct api_value workbook_range_fields[] = {
    {"row", "integer", "The first row, from 1."},
    {"column", "integer", "The first column, from 1."},
    {"rows", "integer?", "How many; 1 when absent."},
    {"columns", "integer?", "How many; 1 when absent."},
    {NULL, NULL, NULL}};

bool workbook_range(const struct reader *r, const char *key, struct workbook_range *out)
{
    struct reader range;
    int rows = 1, columns = 1;
    if (!reader_table(r, key, key, &range))
        return false;
    reader_check_keys(&range, workbook_range_fields, 0);
    int row = workbook_need(&range, "row", 1, WORKBOOK_ROWS);
    int column = workbook_need(&range, "column", 1, WORKBOOK_COLUMNS);
    reader_integer(&range, "rows", 1, WORKBOOK_ROWS - row + 1, &rows);
    reader_integer(&range, "columns", 1, WORKBOOK_COLUMNS - column + 1, &columns);
    *out = (struct workbook_range){(lxw_row_t)(row - 1), (lxw_row_t)(row + rows - 2),
                                   (lxw_col_t)(column - 1), (lxw_col_t)(column + columns - 2)};
    lua_pop(r->L, 1);
    return true;
}

void workbook_each(const struct reader *r, const char *key, const char *what,
                   void (*read)(const struct reader *entry, size_t place, void *user), void *user)
{
    struct reader list;
    if (!reader_table(r, key, key, &list))
        return;
    reader_check_keys(&list, NULL, WORKBOOK_ROWS);
    luaL_checkstack(r->L, 20, NULL);
    for (size_t i = 0; i < reader_count(&list); i++) {
        int top = lua_gettop(r->L);
        if (lua_rawgeti(r->L, list.table, (lua_Integer)i + 1) != LUA_TTABLE)
            reader_type_error(&list, what, "table");
        struct reader entry = {r->L, lua_gettop(r->L), what, 0};
        read(&entry, i, user);
        lua_settop(r->L, top);
    }
    lua_pop(r->L, 1);
}

/* ---- numbers ----
 *
 * The only place where a decimal becomes binary: up to 15 significant digits every one survives the
 * way there and back. */

/* True for "-12.5" of at most 15 digits from the first to the last that is not 0, and few zeros. */
static bool is_exact(capai_text text)
{
    size_t i = text.size && text.data[0] == '-', digits = 0, zeros = 0, points = 0;
    bool digit = false;
    if (text.size > 40)
        return false;
    for (; i < text.size; i++) {
        char c = text.data[i];
        if (c == '.' ? points++ || !digit || i + 1 == text.size : c < '0' || c > '9')
            return false;
        digit = true;
        if (c == '0')
            zeros += digits > 0;
        else if (c != '.') {
            digits += zeros + 1;
            zeros = 0;
        }
    }
    return digit && digits <= 15;
}

bool workbook_read_number(lua_State *L, capai_text text, double *out) /* checksrc: allow double */
{
    if (!is_exact(text) || !lua_stringtonumber(L, text.data))
        return false;
    *out = lua_tonumber(L, -1);
    lua_pop(L, 1);
    return true;
}

bool workbook_number(const struct reader *r, const char *key,
                     double *out) /* checksrc: allow double */
{
    capai_text text;
    if (!reader_text(r, key, &text))
        return false;
    if (!workbook_read_number(r->L, text, out))
        reader_error(r, key, CAPAI_MSG_RULES_VALUE,
                     CAPAI_WORDS(capai_text_of(key), text, CAPAI_TEXT("12, -12.5 (15 digit)")));
    return true;
}
