/* capai.format and capai.terbilang: numbers for people. */
#include "bindings/lua/api.h"

#include "capai/format.h"
#include "capai/terbilang.h"

typedef size_t (*writer)(capai_decimal, int, enum capai_rounding, char *);

/* Pushes x with the decimals that are asked for, or with those it has. */
static int format(lua_State *L, writer write)
{
    char text[CAPAI_FORMAT_TEXT];
    capai_decimal x = binding_decimal_at(L, 1);
    lua_Integer digits = luaL_optinteger(L, 2, capai_decimal_decimals(x));
    if (digits < 0 || digits > CAPAI_DECIMAL_SCALE)
        api_argument_error(L, 2, "integer 0 .. 100");
    lua_pushlstring(L, text, write(x, (int)digits, binding_rounding_at(L, 3), text));
    return 1;
}

static int format_number(lua_State *L)
{
    return format(L, capai_format_number);
}

static int format_rupiah(lua_State *L)
{
    return format(L, capai_format_rupiah);
}

static int format_percent(lua_State *L)
{
    return format(L, capai_format_percent);
}

static int format_date(lua_State *L)
{
    char text[CAPAI_FORMAT_TEXT];
    struct capai_date date;
    struct capai_error error = {0};
    capai_text iso;
    iso.data = lua_tolstring(L, 1, &iso.size);
    if (capai_date_parse(iso, &date, &error) != CAPAI_OK)
        return binding_data_error(L, &error);
    lua_pushlstring(L, text, capai_format_date(date, text));
    return 1;
}

static int terbilang(lua_State *L)
{
    static const char *const spellings[] = {"miliar", "milyar", NULL};
    char text[CAPAI_TERBILANG_TEXT];
    struct capai_error error = {0};
    size_t size;
    int spelling = luaL_checkoption(L, 2, "miliar", spellings);
    if (capai_terbilang_format(binding_decimal_at(L, 1), (enum capai_miliar)spelling, text, &size,
                               &error) != CAPAI_OK)
        return binding_data_error(L, &error);
    lua_pushlstring(L, text, size);
    return 1;
}

static int parse_terbilang(lua_State *L)
{
    struct capai_error error = {0};
    capai_text words;
    capai_decimal x;
    words.data = lua_tolstring(L, 1, &words.size);
    if (capai_terbilang_parse(words, &x, &error) != CAPAI_OK)
        return binding_data_error(L, &error);
    binding_push_decimal(L, x);
    return 1;
}

#define FORMAT                                                                                     \
    {                                                                                              \
        {"x", "decimal", ""}, {"digits", "integer?", "Decimals; those that x has when absent."},   \
        {                                                                                          \
            "mode", "rounding?", "How the others go; half_up when absent."                         \
        }                                                                                          \
    }
#define TEXT                                                                                       \
    {                                                                                              \
        {                                                                                          \
            "text", "string", ""                                                                   \
        }                                                                                          \
    }

static const struct api_function functions[] = {
    {"format.number", format_number, "A number in Indonesian form: 1.234.567,89.", FORMAT, TEXT,
     "assert(capai.format.number(1234567.891, 2) == \"1.234.567,89\")"},
    {"format.rupiah", format_rupiah, "An amount of rupiah: Rp3.129.257.771,00.", FORMAT, TEXT,
     "assert(capai.format.rupiah(3129257771, 2) == \"Rp3.129.257.771,00\")"},
    {"format.percent", format_percent, "A percentage: 97,78%.", FORMAT, TEXT,
     "assert(capai.format.percent(\"97,78\") == \"97,78%\")"},
    {"format.date",
     format_date,
     "A day in Indonesian: 31 Desember 2024.",
     {{"date", "string", "As year-month-day: 2024-12-31."}},
     {{"text", "string?", "nil where there is no such day."},
      {"message", "string?", "Then: what is wrong."},
      {"info", "capai.info?", "Then: the same in parts."}},
     "assert(capai.format.date \"2024-12-31\" == \"31 Desember 2024\")"},
    {"terbilang",
     terbilang,
     "A number in Indonesian words. Decimals are said digit by digit.",
     {{"x", "decimal", ""},
      {"spelling", "\"miliar\"|\"milyar\"?", "Of 1.000.000.000; miliar when absent."}},
     {{"words", "string?", "nil for 10^34 and more."},
      {"message", "string?", "Then: what is wrong."},
      {"info", "capai.info?", "Then: the same in parts."}},
     "assert(capai.terbilang(1250) == \"seribu dua ratus lima puluh\")"},
    {"parse_terbilang",
     parse_terbilang,
     "The number that words say, as documents write them: capitals do not count, \"rupiah\" may "
     "follow.",
     {{"words", "string", ""}},
     {{"x", "capai.decimal?", "nil where they make no number."},
      {"message", "string?", "Then: the first word that is wrong."},
      {"info", "capai.info?", "Then: the same in parts; column is where that word begins."}},
     "assert(capai.parse_terbilang \"Seribu dua ratus lima puluh rupiah\":eq(1250))"},
    {.name = NULL}};

const struct api_part api_format = {functions, NULL, NULL};
