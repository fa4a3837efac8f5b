#include "capai/rules.h"

capai_text capai_quantity_name(enum capai_quantity quantity)
{
    static const capai_text names[CAPAI_QUANTITY_COUNT] = {
        [CAPAI_Q_CAPAIAN] = {"capaian", 7},
        [CAPAI_Q_CAPAIAN_AKHIR] = {"capaian_akhir", 13},
        [CAPAI_Q_SELISIH] = {"selisih", 7},
        [CAPAI_Q_TREN] = {"tren", 4},
        [CAPAI_Q_TREN_PERSEN] = {"tren_persen", 11},
        [CAPAI_Q_SERAPAN] = {"serapan", 7},
        [CAPAI_Q_PROPORSI] = {"proporsi", 8},
        [CAPAI_Q_EFISIENSI_PERSEN] = {"efisiensi_persen", 16},
        [CAPAI_Q_NILAI_EFISIENSI] = {"nilai_efisiensi", 15},
    };
    return names[quantity];
}

capai_text capai_arah_text(const struct capai_arah *arah)
{
    if (arah->formula == CAPAI_EXPRESSION)
        return arah->expression->text;
    if (arah->formula == CAPAI_FUNCTION)
        return arah->function->text;
    return capai_text_of(capai_formula_text(arah->formula));
}

const char *capai_quarters_name(enum capai_quarters quarters)
{
    static const char *const names[CAPAI_QUARTERS_COUNT] = {"jumlah", "terakhir", "tidak_turun",
                                                            "kenaikan"};
    return names[quarters];
}

const char *capai_average_name(enum capai_average_kind kind)
{
    static const char *const names[CAPAI_AVERAGE_COUNT] = {"mean", "weighted", "geometric",
                                                           "reached", "all"};
    return names[kind];
}

bool capai_rules_valid(const struct capai_rules *rules, int year)
{
    return year >= rules->from && year <= rules->to;
}
