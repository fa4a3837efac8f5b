/* The keys of a rule pack: what capai.rules accepts, and what each means. */
#include "bindings/lua/rules.h"

const struct api_value rules_fields[] = {
    {"id", "string", "Name of the pack and of its file: a-z, 0-9 and -."},
    {"name", "string", "Name for people: the government and the kind of report."},
    {"version", "string?", "Of the script."},
    {"capai_version", "string?",
     "The oldest Capai that can use the pack, such as \"0.1.0\"; an older one refuses it."},
    {"valid", "capai.rules.valid?", "Years of reports for which the pack holds; all when absent."},
    {"basis", "string|string[]?", "Regulations, as they are cited. Required without a base."},
    {"base", "string?", "Id of the pack from which this one derives: it overrides parts of it."},
    {"progress", "table<string, function|capai.formula>?",
     "The formula of each arah, by its name: capai.progress.*, capai.formula, or a function "
     "of a row (capai.indikator) that returns its capaian. Required without a base."},
    {"arah", "string?", "The arah of a row that names none; without it such a row is an error."},
    {"zero", "capai.rules.zero?", "What a division by zero gives."},
    {"round", "capai.rules.round?", "Decimals and mode. Required without a base."},
    {"classify", "\"rounded\"|\"exact\"?",
     "Which number is classified and compared: the one that a reader sees (the default), or the "
     "exact one."},
    {"clamp", "capai.clamp|capai.rules.clamps|\"none\"?",
     "Cap and floor of the capaian that is shown, and so of all that follows from it; or one for "
     "the shown value and one for the classified one."},
    {"average", "capai.rules.average?", "How values become those of a sasaran, tujuan and OPD."},
    {"scale", "capai.scale?", "From capai.scale. Required without a base."},
    {"grade", "capai.grade?", "From capai.grade; without it no grade is known."},
    {"efficiency", "capai.efficiency?", "From capai.efficiency.*; without it nothing is judged."},
    {"lke", "capai.lke?", "From capai.lke; without it lke.csv is not evaluated."},
    {"survey", "capai.survey?", "From capai.survey; without it skm.csv is not evaluated."},
    {"budget", "capai.rules.budget?", "Serapan where there is no budget."},
    {"triwulan", "\"jumlah\"|\"terakhir\"|\"tidak_turun\"|\"kenaikan\"?",
     "How the quarters of rencana_aksi.csv combine; jumlah when absent. A row may say it itself."},
    {"tests", "capai.rules.test[]?", "Worked numbers that capai test computes again."},
    {NULL, NULL, NULL}};

const struct api_value valid_fields[] = {{"from", "integer?", "First year; 1900 when absent."},
                                         {"to", "integer?", "Last year; 2199 when absent."},
                                         {NULL, NULL, NULL}};

#define ZERO "decimal|\"none\"|\"error\"?"
const struct api_value zero_fields[] = {
    {"both", ZERO,
     "Target 0 and realisasi 0: a value in percent, none (the default), or an error."},
    {"target", ZERO, "Target 0, realisasi not."},
    {"realisasi", ZERO, "Realisasi 0, target not, under capai.progress.inverse."},
    {NULL, NULL, NULL}};

#define ROUND "capai.rules.digits?"
const struct api_value round_fields[] = {
    {"digits", "integer?", "Decimals of every quantity, 0 to 12; 2 when absent."},
    {"mode", "rounding?", "Of every quantity; half_up when absent."},
    {"capaian", ROUND, "Of capaian alone, and of capaian_akhir unless that has its own."},
    {"capaian_akhir", ROUND, "Of the capaian against the end of the Renstra."},
    {"selisih", ROUND, "Of the difference to pembanding."},
    {"tren", ROUND, "Of the difference to the previous year."},
    {"tren_persen", ROUND, "Of the growth against the previous year."},
    {"serapan", ROUND, "Of realisasi / pagu."},
    {"proporsi", ROUND, "Of the share of a budget line."},
    {"efisiensi_persen", ROUND, "Of the ratio, or the percentage, of capai.efficiency.*."},
    {"nilai_efisiensi", ROUND, "Of the score of capai.efficiency.adjusted."},
    {NULL, NULL, NULL}};

const struct api_value digits_fields[] = {
    {"digits", "integer?", "Decimals, 0 to 12."}, {"mode", "rounding?", ""}, {NULL, NULL, NULL}};

const struct api_value clamp_fields[] = {
    {"min", "decimal?", "Floor; a pair { 0, 100 } is short for both."},
    {"max", "decimal?", "Cap."},
    {NULL, NULL, NULL}};

const struct api_value clamps_fields[] = {
    {"capaian", "capai.clamp|\"none\"?", "Of the capaian that is shown."},
    {"predikat", "capai.clamp|\"none\"?", "Of the value that is classified."},
    {"min", "decimal?", "As in capai.clamp; not beside the keys above."},
    {"max", "decimal?", "As in capai.clamp; not beside the keys above."},
    {NULL, NULL, NULL}};

const struct api_value average_fields[] = {
    {"over", "\"indikator\"|\"sasaran\"?",
     "An OPD's mean is taken over its indicators (the default) or over its sasaran."},
    {"jenis", "string|string[]?", "Kinds of rows that enter it; tujuan and sasaran when absent."},
    {"of", "\"exact\"|\"rounded\"?", "Which values enter a mean; exact when absent."},
    {"missing", "\"skip\"|\"zero\"|\"none\"|table?",
     "What a row without a value does: it is left out (the default), counts as 0, or leaves no "
     "mean; or one word per outcome."},
    {"clamp", "capai.clamp|\"none\"?", "Cap and floor of the values that enter a mean."},
    {"kind", "\"mean\"|\"weighted\"|\"geometric\"|\"reached\"|\"all\"?",
     "The plain mean (the default); weighted by the column bobot; the geometric one; how many "
     "indicators reached the threshold, in percent; or 100 where all did, else 0."},
    {"threshold", "decimal?", "Of reached and all, in percent; 100 when absent."},
    {"predikat", "\"capaian\"|\"modal\"?",
     "The class of a sasaran, tujuan or OPD: that of its capaian (the default), or the most "
     "frequent of its members', of several the lowest."},
    {NULL, NULL, NULL}};

#define MISSING "\"skip\"|\"zero\"|\"none\"?"
const struct api_value missing_fields[] = {{"belum_diisi", MISSING, ""},
                                           {"tidak_dapat_dihitung", MISSING, ""},
                                           {"tidak_berlaku", MISSING, ""},
                                           {NULL, NULL, NULL}};

const struct api_value budget_fields[] = {
    {"unlinked", "\"none\"|\"opd\"?",
     "Serapan of a sasaran without budget lines: none (the default), or that of the OPD."},
    {"zero", "decimal|\"none\"?", "Serapan where pagu is 0."},
    {NULL, NULL, NULL}};

#define CELL "decimal|string?"
#define CELL_LIST "decimal|string|table?"
const struct api_value test_fields[] = {
    {"[1]", "string?", "A name for the test."},
    {"arah", "string?", "Given, with target and realisasi: as in indikator.csv."},
    {"target", CELL, "Given, as it would stand in the cell: 70, \"68,45\", \"BB (74)\", \"NA\"."},
    {"realisasi", CELL, "Given, likewise."},
    {"target_akhir", CELL, "Given, likewise; for capaian_akhir."},
    {"pembanding", CELL, "Given, likewise; for selisih."},
    {"tahun", "integer?", "Given: the report year; one for which the pack holds when absent."},
    {"tahun_akhir", CELL, "Given, as in the cell."},
    {"realisasi_lalu", CELL_LIST,
     "Given: the realisasi of the year before; of several years a list, the last one at the end."},
    {"target_lalu", CELL_LIST, "Given, likewise."},
    {"target_triwulan", "table?", "Given: the targets of the quarters, as in rencana_aksi.csv."},
    {"realisasi_triwulan", "table?", "Given, beside them: \"\" for a quarter that is not over."},
    {"rata", "table?",
     "Given: a list of capaian, each of an indicator and a sasaran of its own; of one sasaran, a "
     "list in the list; \"NA\" for one that is missing. Beside skm or responden: expected."},
    {"bobot", "table?", "Given, beside rata: the weight of each."},
    {"skm", "table?",
     "Given: a list of respondents, each the list of its answers by unsur; \"\" for none."},
    {"jumlah", "integer[]?",
     "Given, beside responden: the sum of answers, by unsur; else expected."},
    {"responden", "integer?", "Given: how many answered."},
    {"lke", "table|string?",
     "Given: answers by kode, { [\"1.a\"] = \"AA\" }, or one answer for all parts."},
    {"serapan", CELL, "Given, beside capaian; expected where pagu is given."},
    {"pagu", CELL, "Given, beside capaian and belanja: rupiah."},
    {"belanja", CELL, "Given: the rupiah that were spent."},
    {"tertulis", CELL, "Given: what stands in the column efisiensi of sasaran.csv."},
    {"capaian", CELL, "Expected; given where nothing else is, and beside serapan or pagu."},
    {"predikat", "string?", "Expected: the class."},
    {"status", "\"nilai\"|\"belum_diisi\"|\"tidak_dapat_dihitung\"|\"tidak_berlaku\"?",
     "Expected: what became of the capaian."},
    {"di_batas", "\"ya\"|\"tidak\"?", "Expected: the class hangs on a rounding or a policy."},
    {"capaian_akhir", CELL, "Expected: capaian against target_akhir."},
    {"selisih", CELL, "Expected: realisasi less pembanding."},
    {"capaian_triwulan", "table?", "Expected: capaian of each quarter against its own target."},
    {"capaian_tahun", "table?", "Expected, likewise, against the target of the year."},
    {"tren", CELL, "Expected: realisasi less that of the year before."},
    {"tren_persen", CELL, "Expected: the growth against the year before."},
    {"jumlah_indikator", CELL, "Expected: how many values entered the mean."},
    {"rekap", "table?", "Expected: how many indicators have each class, { [\"Tinggi\"] = 2 }."},
    {"efisiensi", "string?", "Expected: the verdict."},
    {"efisiensi_persen", CELL, "Expected."},
    {"efisiensi_rupiah", CELL, "Expected."},
    {"nilai_efisiensi", CELL, "Expected."},
    {"nrr", "table?", "Expected, by unsur in their order."},
    {"nrr_tertimbang", "table?", "Expected, likewise."},
    {"peringkat", "table?", "Expected, likewise."},
    {"indeks", CELL, "Expected: the sum of NRR times their weights."},
    {"ikm", CELL, "Expected; given where nothing else is, for mutu."},
    {"mutu", "string?", "Expected: the class of ikm."},
    {"nilai", "table?", "Expected, by kode of the LKE: { [\"1.a\"] = 6 }."},
    {"nilai_lke", CELL, "Expected; given where nothing else is, for grade_lke."},
    {"grade_lke", "string?", "Expected: the class of nilai_lke."},
    {NULL, NULL, NULL}};

const struct api_class rules_classes[] = {
    {"capai.rules.fields", "What capai.rules takes.", rules_fields, NULL},
    {"capai.rules.valid", "Years for which a pack holds.", valid_fields, NULL},
    {"capai.rules.zero", "What a division by zero gives.", zero_fields, NULL},
    {"capai.rules.round", "Decimals and mode, of all quantities and of single ones.", round_fields,
     NULL},
    {"capai.rules.digits", "Decimals and mode of one quantity.", digits_fields, NULL},
    {"capai.clamp", "Cap and floor.", clamp_fields, NULL},
    {"capai.rules.clamps", "Cap and floor by place.", clamps_fields, NULL},
    {"capai.rules.average", "How values are averaged.", average_fields, NULL},
    {"capai.rules.missing", "What a row without a value does to a mean, by outcome.",
     missing_fields, NULL},
    {"capai.rules.budget", "Serapan where there is no budget.", budget_fields, NULL},
    {"capai.rules.test", "One worked example: what is given, and what must come out.", test_fields,
     NULL},
    {NULL, NULL, NULL, NULL}};
