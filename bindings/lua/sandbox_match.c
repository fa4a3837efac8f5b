/* Lua's patterns, matched under the limits of a sandbox.
 *
 * Lua's own matcher can try for hours inside one call, where no hook reaches it. This one takes the
 * same patterns, and every comparison is a step of the account: it ends when the steps do. */
#include "bindings/lua/sandbox.h"

#include <string.h>

enum { CAPTURES = 32, DEPTH = 200, SPEND_EVERY = 1024 };
enum { OPEN = -1, POSITION = -2 }; /* instead of the size of a capture */

struct matcher {
    lua_State *L;
    const char *text, *text_end, *pattern_end;
    long long steps; /* taken, and not yet on the account */
    int depth, captures;
    struct {
        const char *start;
        ptrdiff_t size;
    } capture[CAPTURES];
};

static const char *match(struct matcher *m, const char *s, const char *p);

static void spend(struct matcher *m, ptrdiff_t steps)
{
    m->steps += steps;
    if (m->steps < SPEND_EVERY)
        return;
    sandbox_spend(m->L, m->steps);
    m->steps = 0;
}

/* ---- single characters ---- */

static bool between(unsigned char c, unsigned char from, unsigned char to)
{
    return from <= c && c <= to;
}

/* Classes as in the C locale: letters are those of ASCII. */
static bool in_class(unsigned char c, unsigned char class)
{
    bool upper_class = between(class, 'A', 'Z'), in;
    bool letter = between(c, 'a', 'z') || between(c, 'A', 'Z'), digit = between(c, '0', '9');
    switch (upper_class ? class - 'A' + 'a' : class) {
    case 'a':
        in = letter;
        break;
    case 'c':
        in = c < 32 || c == 127;
        break;
    case 'd':
        in = digit;
        break;
    case 'g':
        in = between(c, 33, 126);
        break;
    case 'l':
        in = between(c, 'a', 'z');
        break;
    case 'p':
        in = between(c, 33, 126) && !letter && !digit;
        break;
    case 's':
        in = c == ' ' || between(c, '\t', '\r');
        break;
    case 'u':
        in = between(c, 'A', 'Z');
        break;
    case 'w':
        in = letter || digit;
        break;
    case 'z':
        in = c == '\0';
        break;
    case 'x':
        in = digit || between(c, 'a', 'f') || between(c, 'A', 'F');
        break;
    default:
        return class == c; /* %% and the like */
    }
    return in != upper_class;
}

/* `p` stands behind "[", `last` at the "]" that closes it. */
static bool in_set(unsigned char c, const char *p, const char *last)
{
    bool found = true;
    if (*p == '^') {
        found = false;
        p++;
    }
    while (p < last) {
        if (*p == '%') {
            if (in_class(c, (unsigned char)p[1]))
                return found;
            p += 2;
        } else if (p + 2 < last && p[1] == '-') {
            if (between(c, (unsigned char)p[0], (unsigned char)p[2]))
                return found;
            p += 3;
        } else if ((unsigned char)*p++ == c) {
            return found;
        }
    }
    return !found;
}

/* Behind the item that begins at `p`: a character, a class or a set. */
static const char *item_end(struct matcher *m, const char *p)
{
    const char *start = p;
    char first = *p++;
    if (first == '%') {
        if (p == m->pattern_end)
            luaL_error(m->L, "malformed pattern (ends with '%%')");
        return p + 1;
    }
    if (first != '[')
        return p;
    p += p < m->pattern_end && *p == '^';
    for (const char *inside = p; p == inside || p >= m->pattern_end || *p != ']';) {
        if (p >= m->pattern_end)
            luaL_error(m->L, "malformed pattern (missing ']')");
        p += *p == '%' ? 2 : 1; /* a "]" that comes first stands for itself */
    }
    spend(m, p - start);
    return p + 1;
}

static bool item_matches(struct matcher *m, const char *s, const char *p, const char *end)
{
    spend(m, end - p);
    if (s >= m->text_end)
        return false;
    unsigned char c = (unsigned char)*s;
    switch (*p) {
    case '.':
        return true;
    case '%':
        return in_class(c, (unsigned char)p[1]);
    case '[':
        return in_set(c, p + 1, end - 1);
    default:
        return (unsigned char)*p == c;
    }
}

/* ---- repetition ---- */

static const char *match_longest(struct matcher *m, const char *s, const char *p, const char *end)
{
    ptrdiff_t n = 0;
    while (item_matches(m, s + n, p, end))
        n++;
    for (; n >= 0; n--) {
        const char *found = match(m, s + n, end + 1);
        if (found)
            return found;
    }
    return NULL;
}

static const char *match_shortest(struct matcher *m, const char *s, const char *p, const char *end)
{
    for (;; s++) {
        const char *found = match(m, s, end + 1);
        if (found || !item_matches(m, s, p, end))
            return found;
    }
}

/* ---- captures and what else begins with a sign ---- */

static const char *open_capture(struct matcher *m, const char *s, const char *p)
{
    bool position = p < m->pattern_end && *p == ')';
    if (m->captures == CAPTURES)
        luaL_error(m->L, "too many captures");
    m->capture[m->captures].start = s;
    m->capture[m->captures++].size = position ? POSITION : OPEN;
    const char *found = match(m, s, p + position);
    if (!found)
        m->captures--;
    return found;
}

static const char *close_capture(struct matcher *m, const char *s, const char *p)
{
    int i = m->captures - 1;
    while (i >= 0 && m->capture[i].size != OPEN)
        i--;
    if (i < 0)
        luaL_error(m->L, "invalid pattern capture");
    m->capture[i].size = s - m->capture[i].start;
    const char *found = match(m, s, p);
    if (!found)
        m->capture[i].size = OPEN;
    return found;
}

/* %1: what a capture holds, once more; NULL when it does not stand here. */
static const char *match_capture(struct matcher *m, const char *s, char digit)
{
    int i = digit - '1';
    if (i < 0 || i >= m->captures || m->capture[i].size == OPEN)
        luaL_error(m->L, "invalid capture index %%%d", i + 1);
    ptrdiff_t size = m->capture[i].size == POSITION ? 0 : m->capture[i].size;
    spend(m, size);
    bool equal = m->text_end - s >= size && memcmp(m->capture[i].start, s, (size_t)size) == 0;
    return equal ? s + size : NULL;
}

/* %bxy: from x to the y that balances it; `p` stands at x. */
static const char *match_balance(struct matcher *m, const char *s, const char *p)
{
    size_t open = 1;
    if (m->pattern_end - p < 2)
        luaL_error(m->L, "malformed pattern (missing arguments to '%%b')");
    if (s == m->text_end || *s != p[0])
        return NULL;
    while (++s < m->text_end) {
        spend(m, 1);
        if (*s == p[1]) { /* asked first: x and y may be the same */
            if (--open == 0)
                return s + 1;
        } else if (*s == p[0]) {
            open++;
        }
    }
    return NULL;
}

/* %f[set]: between a character outside the set and one inside it; both ends count as NUL. */
static bool at_frontier(struct matcher *m, const char *s, const char *set, const char *end)
{
    unsigned char before = s == m->text ? '\0' : (unsigned char)s[-1];
    unsigned char here = s == m->text_end ? '\0' : (unsigned char)*s;
    return !in_set(before, set + 1, end - 1) && in_set(here, set + 1, end - 1);
}

/* ---- patterns ---- */

/* A step of the pattern that is more than an item: true, with *s and *p behind it, or *s NULL where
 * it fails. False where `p` is at an item. */
static bool match_sign(struct matcher *m, const char **s, const char **p)
{
    const char *at = *p, *end;
    char sign = *at == '%' && at + 1 < m->pattern_end ? at[1] : '\0';
    if (sign == 'b') {
        *s = match_balance(m, *s, at + 2);
        *p = at + 4;
    } else if (sign == 'f') {
        if (at + 2 >= m->pattern_end || at[2] != '[')
            luaL_error(m->L, "missing '[' after '%%f' in pattern");
        end = item_end(m, at + 2);
        spend(m, end - at);
        *s = at_frontier(m, *s, at + 2, end) ? *s : NULL;
        *p = end;
    } else if (between((unsigned char)sign, '0', '9')) {
        *s = match_capture(m, *s, sign);
        *p = at + 2;
    } else {
        return false;
    }
    return true;
}

/* An item with what follows it: the end of a whole match, or NULL with *s behind the item where the
 * rest is still to be matched (*p behind it, too), or with *s NULL where it fails. */
static const char *match_item(struct matcher *m, const char **s, const char **p)
{
    const char *item = *p, *end = item_end(m, item), *found;
    char repeat = end < m->pattern_end ? *end : '\0';
    const char *here = *s;
    *s = NULL;
    switch (repeat) {
    case '*':
        return match_longest(m, here, item, end);
    case '+':
        return item_matches(m, here, item, end) ? match_longest(m, here + 1, item, end) : NULL;
    case '-':
        return match_shortest(m, here, item, end);
    case '?':
        if (item_matches(m, here, item, end) && (found = match(m, here + 1, end + 1)) != NULL)
            return found;
        *s = here;
        *p = end + 1;
        return NULL;
    default:
        *s = item_matches(m, here, item, end) ? here + 1 : NULL;
        *p = end;
        return NULL;
    }
}

/* Where a match of the pattern from `p` on ends that begins at `s`; NULL when there is none. */
static const char *match(struct matcher *m, const char *s, const char *p)
{
    const char *found = NULL;
    if (++m->depth > DEPTH)
        luaL_error(m->L, "pattern too complex");
    while (s && !found) {
        spend(m, 1);
        if (p == m->pattern_end) {
            found = s;
        } else if (*p == '(') {
            found = open_capture(m, s, p + 1);
            s = NULL;
        } else if (*p == ')') {
            found = close_capture(m, s, p + 1);
            s = NULL;
        } else if (*p == '$' && p + 1 == m->pattern_end) {
            found = s == m->text_end ? s : NULL;
            s = NULL;
        } else if (!match_sign(m, &s, &p)) {
            found = match_item(m, &s, &p);
        }
    }
    m->depth--;
    return found;
}

/* ---- searching ---- */

/* A search through a text: where it goes on, and what it found. */
struct search {
    struct matcher m;
    const char *pattern;
    bool anchored;
    const char *next;     /* where to look next; NULL: nowhere */
    const char *last_end; /* of the match before: an empty one there would be the same once more */
    const char *start, *end;
};

static void search_begin(struct search *search, lua_State *L, size_t from, bool may_anchor)
{
    size_t text_size, pattern_size;
    const char *text = luaL_checklstring(L, 1, &text_size);
    const char *pattern = luaL_checklstring(L, 2, &pattern_size);
    memset(search, 0, sizeof *search);
    search->anchored = may_anchor && pattern_size && *pattern == '^';
    search->pattern = pattern + search->anchored;
    search->m.L = L;
    search->m.text = text;
    search->m.text_end = text + text_size;
    search->m.pattern_end = pattern + pattern_size;
    search->next = from <= text_size ? text + from : NULL;
}

/* Finds the next match; false when there is none. */
static bool search_on(struct search *search)
{
    const char *s = search->next;
    bool found = false;
    for (; s && !found; s = s < search->m.text_end && !search->anchored ? s + 1 : NULL) {
        search->m.captures = search->m.depth = 0;
        search->start = s;
        search->end = match(&search->m, s, search->pattern);
        found = search->end && search->end != search->last_end;
    }
    if (found)
        search->last_end = search->end;
    search->next = found && !search->anchored ? search->end : NULL;
    sandbox_spend(search->m.L, search->m.steps);
    search->m.steps = 0;
    return found;
}

/* Pushes capture `i`; the whole match where the pattern has none. */
static void push_capture(const struct search *search, int i)
{
    const struct matcher *m = &search->m;
    lua_State *L = m->L;
    if (i == 0 && m->captures == 0)
        lua_pushlstring(L, search->start, (size_t)(search->end - search->start));
    else if (i >= m->captures)
        luaL_error(L, "invalid capture index %%%d", i + 1);
    else if (m->capture[i].size == POSITION)
        lua_pushinteger(L, m->capture[i].start - m->text + 1);
    else if (m->capture[i].size == OPEN)
        luaL_error(L, "unfinished capture");
    else
        lua_pushlstring(L, m->capture[i].start, (size_t)m->capture[i].size);
}

/* Pushes all captures; the whole match where there are none and `whole` asks for it. */
static int push_captures(const struct search *search, bool whole)
{
    int count = search->m.captures ? search->m.captures : whole;
    luaL_checkstack(search->m.L, count, "too many captures");
    for (int i = 0; i < count; i++)
        push_capture(search, i);
    return count;
}

/* ---- what scripts call ---- */

/* The optional place to begin at, counted from 1 or, below 0, from the end; from 0 here. */
static size_t begin_at(lua_State *L, int arg, size_t size)
{
    lua_Integer at = luaL_optinteger(L, arg, 1);
    if (at > 0)
        return (size_t)at - 1;
    if (at == 0 || at < -(lua_Integer)size)
        return 0;
    return size + (size_t)at;
}

/* Searches for the text itself, not for a pattern. */
static bool find_plain(struct search *search)
{
    struct matcher *m = &search->m;
    const char *wanted = lua_tostring(m->L, 2);
    ptrdiff_t size = m->pattern_end - wanted;
    for (const char *s = search->next; s && m->text_end - s >= size; s++) {
        ptrdiff_t same = 0;
        while (same < size && s[same] == wanted[same])
            same++;
        spend(m, same + 1);
        search->start = s;
        search->end = s + size;
        if (same == size)
            return true;
    }
    return false;
}

/* A pattern without a sign that means something; ")" alone does not. */
static bool is_plain(lua_State *L)
{
    size_t size;
    const char *pattern = luaL_checklstring(L, 2, &size);
    for (size_t i = 0; i < size; i++)
        if (pattern[i] && strchr("^$*+?.([%-", pattern[i]))
            return false;
    return true;
}

static int string_find(lua_State *L)
{
    struct search search;
    size_t size;
    luaL_checklstring(L, 1, &size);
    bool plain = is_plain(L) || lua_toboolean(L, 4);
    search_begin(&search, L, begin_at(L, 3, size), !plain);
    if (!(plain ? find_plain(&search) : search_on(&search))) {
        lua_pushnil(L);
        return 1;
    }
    lua_pushinteger(L, search.start - search.m.text + 1);
    lua_pushinteger(L, search.end - search.m.text);
    return 2 + push_captures(&search, false);
}

static int string_match(lua_State *L)
{
    struct search search;
    size_t size;
    luaL_checklstring(L, 1, &size);
    search_begin(&search, L, begin_at(L, 3, size), true);
    if (search_on(&search))
        return push_captures(&search, true);
    lua_pushnil(L);
    return 1;
}

enum { GMATCH_TEXT = 1, GMATCH_PATTERN, GMATCH_NEXT, GMATCH_LAST };

/* All that it remembers are plain values, so that it can be put back to where it began. */
static int gmatch_next(lua_State *L)
{
    struct search search;
    lua_settop(L, 0);
    lua_pushvalue(L, lua_upvalueindex(GMATCH_TEXT));
    lua_pushvalue(L, lua_upvalueindex(GMATCH_PATTERN));
    lua_Integer next = lua_tointeger(L, lua_upvalueindex(GMATCH_NEXT));
    lua_Integer last = lua_tointeger(L, lua_upvalueindex(GMATCH_LAST));
    search_begin(&search, L, (size_t)next, false);
    search.last_end = last < 0 ? NULL : search.m.text + last;
    if (!search_on(&search))
        return 0;
    lua_pushinteger(L, search.end - search.m.text);
    lua_copy(L, -1, lua_upvalueindex(GMATCH_NEXT));
    lua_replace(L, lua_upvalueindex(GMATCH_LAST));
    return push_captures(&search, true);
}

static int string_gmatch(lua_State *L)
{
    size_t size;
    luaL_checklstring(L, 1, &size);
    luaL_checkstring(L, 2);
    size_t from = begin_at(L, 3, size);
    lua_settop(L, 2);
    lua_pushinteger(L, (lua_Integer)(from > size ? size + 1 : from));
    lua_pushinteger(L, -1);
    lua_pushcclosure(L, gmatch_next, 4);
    return 1;
}

/* Adds a replacement text, with %0 for the match and %1 to %9 for captures. */
static void add_text(const struct search *search, luaL_Buffer *out)
{
    lua_State *L = search->m.L;
    size_t size;
    const char *text = lua_tolstring(L, 3, &size);
    for (size_t i = 0; i < size; i++) {
        if (text[i] != '%') {
            luaL_addchar(out, text[i]);
        } else if (++i < size && text[i] == '%') {
            luaL_addchar(out, '%');
        } else if (i < size && text[i] == '0') {
            luaL_addlstring(out, search->start, (size_t)(search->end - search->start));
        } else if (i < size && between((unsigned char)text[i], '1', '9')) {
            push_capture(search, text[i] - '1');
            luaL_tolstring(L, -1, NULL); /* a position is a number */
            lua_remove(L, -2);
            luaL_addvalue(out);
        } else {
            luaL_error(L, "invalid use of '%%' in replacement string");
        }
    }
}

/* Adds what stands for the match: a text, or what a table or a function has for it. */
static void add_replacement(const struct search *search, luaL_Buffer *out)
{
    lua_State *L = search->m.L;
    int type = lua_type(L, 3);
    if (type == LUA_TSTRING || type == LUA_TNUMBER) {
        add_text(search, out);
        return;
    }
    if (type == LUA_TTABLE) {
        push_capture(search, 0);
        lua_gettable(L, 3);
    } else {
        lua_pushvalue(L, 3);
        lua_call(L, push_captures(search, true), 1);
    }
    if (!lua_toboolean(L, -1)) {
        lua_pop(L, 1);
        luaL_addlstring(out, search->start, (size_t)(search->end - search->start));
    } else if (!lua_isstring(L, -1)) {
        luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
    } else {
        luaL_addvalue(out);
    }
}

static int string_gsub(lua_State *L)
{
    struct search search;
    luaL_Buffer out;
    search_begin(&search, L, 0, true);
    int type = lua_type(L, 3);
    luaL_argexpected(L,
                     type == LUA_TSTRING || type == LUA_TNUMBER || type == LUA_TTABLE ||
                         type == LUA_TFUNCTION,
                     3, "string/function/table");
    lua_Integer most = luaL_optinteger(L, 4, LUA_MAXINTEGER), count = 0;
    const char *copied = search.m.text;
    luaL_buffinit(L, &out);
    while (count < most && search_on(&search)) {
        luaL_addlstring(&out, copied, (size_t)(search.start - copied));
        add_replacement(&search, &out);
        copied = search.end;
        count++;
    }
    luaL_addlstring(&out, copied, (size_t)(search.m.text_end - copied));
    luaL_pushresult(&out);
    lua_pushinteger(L, count);
    return 2;
}

const luaL_Reg sandbox_match[] = {{"find", string_find},
                                  {"match", string_match},
                                  {"gmatch", string_gmatch},
                                  {"gsub", string_gsub},
                                  {NULL, NULL}};
