/* For tests of budgets: one OPD with an anggaran.csv. Include it first. */
#ifndef BUDGET_TEST_H
#define BUDGET_TEST_H

#include "data_test.h"

#include "core/budget.h"

#define BUDGET "tabel,kode,jenjang,sasaran,pagu,realisasi\n"

/* Builds the budget of the only OPD out of anggaran.csv; S1 and S2 are its sasaran of 2024. */
static inline struct budget build(struct data *d, const char *opd, const char *anggaran)
{
    struct budget budget;
    data_put(d, "opd.csv", opd);
    data_put(d, "anggaran.csv", anggaran);
    data_put(d, "indikator.csv",
             "tujuan,sasaran,indikator,arah,target,realisasi\n"
             "T,S1,i,positif,100,90\nT,S2,j,positif,100,90\n");
    assert_int_equal(data_load(d, 0), CAPAI_OK);
    assert_int_equal(budget_build(d->dataset, 0, &d->arena, &budget, &d->err), CAPAI_OK);
    return budget;
}

#define OPD "opd,tahun\na,2024\n"
#define OPD_OF(tabel) "opd,tahun,tabel_anggaran\na,2024," tabel "\n"

#endif
