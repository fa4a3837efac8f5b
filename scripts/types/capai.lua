---@meta capai
-- luacheck: ignore
-- Made from the module by `make reference`; changes belong into bindings/lua.

---@alias capai.number capai.decimal|number|string
---What happens to the digits that go: half_up is the norm (ties away from zero), down truncates, up goes away from zero.
---@alias capai.rounding "half_up"|"half_even"|"down"|"up"|"floor"|"ceil"
---How numbers are written: 1.234.567,89 or 1234567.89 (also 1,234,567.89).
---@alias capai.notation "indonesia"|"plain"
---A file of a data set; of a workbook the sheet of that name.
---@alias capai.input "opd"|"indikator"|"anggaran"|"sasaran"|"output"|"skm"|"lke"|"rencana_aksi"|"renstra"|"skm_lapor"|"narasi"|"tabel"|"padanan"

---An exact decimal number of up to 34 digits. It never changes.
---
---`+ - * /` and unary minus give decimals and take what capai.decimal takes; a result that needs more than 34 digits is rounded to 34, a zero divisor raises. `== < <= > >=` compare decimals. tostring gives plain digits (97.78) with the decimals that the number has.
---@class capai.decimal
---@operator add(capai.number): capai.decimal
---@operator sub(capai.number): capai.decimal
---@operator mul(capai.number): capai.decimal
---@operator div(capai.number): capai.decimal
---@operator unm: capai.decimal
local decimal = {}

---Which years a plan has.
---@class capai.progress.cumulative.fields
---@field from integer First year of the plan: from it on, every year must have its realisasi. In that year itself there is nothing before.

---How what lies outside of a range is measured.
---@class capai.progress.range.fields
---@field above function How realisasi above the range is measured against its upper end: capai.progress.positive, negative or inverse.
---@field below function How realisasi below it is measured against its lower end.

---A formula text, or a formula of capai.progress with its parameters.
---@class capai.formula
---@field text string The formula as it is printed.
local formula = {}

---An exact quotient.
---@class capai.ratio
---@field numerator capai.decimal
---@field denominator capai.decimal

---What a formula text may need beside its text.
---@class capai.formula.options
---@field words? table<string, capai.number> Words that stand in target and realisasi instead of numbers, and the numbers they mean: { Ya = 1, Tidak = 0 }. Case does not count.
---@field from? integer First year of the plan, for realisasi_sd_lalu.

---A row of indikator.csv, as a function of `progress` in a pack sees it: `function(i) return capai.ratio(i.realisasi * 100, i.target) end`. Every column of the file is a field; what is empty is nil. So is a cell that cannot be read: where a function looks at one, the row is tidak_dapat_dihitung, whatever it returns.
---@class capai.indikator
---@field realisasi? capai.decimal|string A number where the cell has one, else its text.
---@field target? capai.decimal|string Likewise; of a range its text.
---@field target_bawah? capai.decimal Lower end of a target that is a range.
---@field target_atas? capai.decimal Its upper end.
---@field target_akhir? capai.decimal|string
---@field pembanding? capai.decimal|string
---@field bobot? capai.decimal|string
---@field tahun? capai.decimal
---@field tahun_akhir? capai.decimal
---@field indikator? string
---@field sasaran? string
---@field satuan? string
local indikator = {}

---Bands that turn a capaian into a predikat.
---@class capai.scale
local scale = {}

---What capai.scale takes.
---@class capai.scale.fields
---@field [integer] capai.scale.band The bands, in any order.
---@field gap? "first"|"last"|"lower"|"upper"|"error"|capai.scale.edge Where a value between two bands belongs.
---@field overlap? "first"|"last"|"lower"|"upper"|"error"|capai.scale.edge Where a value that stands in two bands belongs.
---@field above? string The class of a value above all bands, or error.
---@field below? string The class of a value below all bands, or error.
---@field basis? string The regulation, as it is cited.

---One band, each end open, closed or absent.
---@class capai.scale.band
---@field [1] string The name of the class.
---@field ge? capai.number Values of at least this.
---@field gt? capai.number Values above this.
---@field le? capai.number Values of at most this.
---@field lt? capai.number Values below this.
---@field verdict? boolean false: a class that judges nothing ("tidak dapat disimpulkan"). It is shown and counted, but no efisiensi is judged by such a capaian.

---Rounding before a gap or an overlap is decided.
---@class capai.scale.edge
---@field [1] "first"|"last"|"lower"|"upper"|"error"|nil For what rounding does not settle; error when absent.
---@field round? integer First round to so many decimals, half up, and look again.

---Values that lie in no band or in several.
---@class capai.scale.flaw
---@field kind "gap"|"overlap"|"above"|"below"
---@field lower string The class below it.
---@field upper string The class above it.
---@field example capai.decimal A value in it.

---Ordinal grades, best first.
---@class capai.grade
local grade = {}

---What capai.grade takes.
---@class capai.grade.fields
---@field [integer] string The grades, best first.
---@field worse? "error"|"ratio" What a grade below the target is worth: nothing (the default), or the ratio of the ranks.

---How the use of resources is judged.
---@class capai.efficiency
local efficiency = {}

---One word each for above, equal and below.
---@class capai.efficiency.words
---@field greater string The verdict where capaian is above serapan.
---@field equal string Where they are equal.
---@field less string Where it is below.

---What capai.efficiency.saving takes.
---@class capai.efficiency.options
---@field reached_only? boolean Only where capaian is at least 100.

---What capai.efficiency.difference takes.
---@class capai.efficiency.difference
---@field scale capai.scale The classes of capaian - serapan, in points.

---What capai.efficiency.ratio takes.
---@class capai.efficiency.ratio
---@field scale capai.scale The classes of the ratio: 1 is a capaian as large as the serapan.
---@field less_one? boolean The classes are of the ratio less one (TE): 0 in place of 1.

---What capai.efficiency.adjusted takes.
---@class capai.efficiency.adjusted
---@field range? capai.number[] The lowest and the highest percentage, which become the scores 0 and 100; { -20, 20 } when absent.
---@field scale? capai.scale The classes of the score; without it there are no words.

---What capai.efficiency.typed takes.
---@class capai.efficiency.typed
---@field [integer] string The words that there are, best first; none: any word.
---@field range? capai.number[] What a percentage may be without a warning; { -100, 100 } when absent.

---How the answers of respondents make an index.
---@class capai.survey
local survey = {}

---What capai.survey takes.
---@class capai.survey.fields
---@field base? string Id of the pack whose survey this one starts from.
---@field unsur? capai.survey.unsur[] The questions, in their order. Required without a base.
---@field weight? capai.number|"equal" Of every unsur: 1/n as it is printed, such as "0,111"; equal, and absent without a base, is 1/n itself. Not beside weights of single unsur.
---@field answers? integer[] The lowest and the highest answer; { 1, 4 } when absent.
---@field conversion? capai.number From the index to IKM; 25 when absent.
---@field missing? "unsur"|"responden"|"none" What an empty answer does: the respondent is left out of that unsur (the default), or of the survey; or there is no mean. It is reported in any case.
---@field invalid? "unsur"|"responden"|"none" What an answer does that is none of `answers`; the same words.
---@field round? capai.survey.round Decimals and mode.
---@field scale? capai.scale Mutu of IKM, from capai.scale. Required without a base.

---One question of a survey.
---@class capai.survey.unsur
---@field [1] string Its column in skm.csv: u1.
---@field [2] string|nil Its name for people.
---@field weight? capai.number Its share of the index; the shares of all unsur are 1 together.

---Decimals and mode, of all quantities of a survey and of single ones.
---@class capai.survey.round
---@field digits? integer Decimals of every quantity, 0 to 12; 2 when absent.
---@field mode? capai.rounding Of every quantity; half_up when absent.
---@field nrr? capai.rules.digits Of the mean of an unsur.
---@field nrr_tertimbang? capai.rules.digits Of the mean times the weight.
---@field rata? capai.rules.digits Of the mean as the report's table prints it once more.
---@field indeks? capai.rules.digits Of the index.
---@field ikm? capai.rules.digits Of the converted index.

---What the size of a sample depends on.
---@class capai.sample
---@field chi_square? capai.number 3,841 when absent: 95 percent.
---@field proportion? capai.number Of the population; 0,5 when absent, which asks for the most.
---@field error? capai.number Margin of error; 0,05 when absent.

---How the answers of a worksheet make a grade.
---@class capai.lke

---What capai.lke takes.
---@class capai.lke.fields
---@field base? string Id of the pack whose LKE this one starts from.
---@field parts? capai.lke.part[] The components, in their order. Required without a base.
---@field answers? table<string, capai.number> What each answer is worth, 0 to `full`. Required without a base.
---@field full? capai.number The answer that earns the whole weight; 100 when absent.
---@field total? capai.number What the weights of the components sum to; 100 when absent.
---@field missing? "none"|"zero" What is not answered leaves no nilai (the default), or counts as 0. It is reported in any case.
---@field round? capai.rules.digits Decimals and mode of every nilai; 2 and half_up when absent.
---@field scale? capai.scale The grades of the sum, from capai.scale, its edges as the form has them (ge or gt). Required without a base.

---A component or sub-component.
---@class capai.lke.part
---@field [1] string Its code in lke.csv: 1.a. Criteria have longer ones: 1.a.1.
---@field [2] string Its name for people.
---@field [integer] capai.lke.part|nil From [3] on: the parts below it; without any it is answered.
---@field weight capai.number What it earns at most; those below a part sum to that of the part.

---How one government measures.
---@class capai.rules
---@field id string
---@field name string
---@field version? string
---@field capai_version? string The oldest Capai that can use the pack.
---@field from integer First year for which it holds.
---@field to integer Last year.
---@field basis string[] Regulations, as the pack cites them.
---@field scale? capai.scale The scale that makes predikat of capaian.
---@field grade? capai.grade The grades that it knows.
---@field lke? capai.lke How the worksheet makes a grade.
---@field survey? capai.survey How answers make an index.
---@field efficiency? capai.efficiency How it judges the use of resources.
---@field triwulan string How quarters combine, where a row does not say it: jumlah.
local rules = {}

---What capai.rules takes.
---@class capai.rules.fields
---@field id string Name of the pack and of its file: a-z, 0-9 and -.
---@field name string Name for people: the government and the kind of report.
---@field version? string Of the script.
---@field capai_version? string The oldest Capai that can use the pack, such as "0.1.0"; an older one refuses it.
---@field valid? capai.rules.valid Years of reports for which the pack holds; all when absent.
---@field basis? string|string[] Regulations, as they are cited. Required without a base.
---@field base? string Id of the pack from which this one derives: it overrides parts of it.
---@field progress? table<string, function|capai.formula> The formula of each arah, by its name: capai.progress.*, capai.formula, or a function of a row (capai.indikator) that returns its capaian. Required without a base.
---@field arah? string The arah of a row that names none; without it such a row is an error.
---@field zero? capai.rules.zero What a division by zero gives.
---@field round? capai.rules.round Decimals and mode. Required without a base.
---@field classify? "rounded"|"exact" Which number is classified and compared: the one that a reader sees (the default), or the exact one.
---@field clamp? capai.clamp|capai.rules.clamps|"none" Cap and floor of the capaian that is shown, and so of all that follows from it; or one for the shown value and one for the classified one.
---@field average? capai.rules.average How values become those of a sasaran, tujuan and OPD.
---@field scale? capai.scale From capai.scale. Required without a base.
---@field grade? capai.grade From capai.grade; without it no grade is known.
---@field efficiency? capai.efficiency From capai.efficiency.*; without it nothing is judged.
---@field lke? capai.lke From capai.lke; without it lke.csv is not evaluated.
---@field survey? capai.survey From capai.survey; without it skm.csv is not evaluated.
---@field budget? capai.rules.budget Serapan where there is no budget.
---@field triwulan? "jumlah"|"terakhir"|"tidak_turun"|"kenaikan" How the quarters of rencana_aksi.csv combine; jumlah when absent. A row may say it itself.
---@field tests? capai.rules.test[] Worked numbers that capai test computes again.

---Years for which a pack holds.
---@class capai.rules.valid
---@field from? integer First year; 1900 when absent.
---@field to? integer Last year; 2199 when absent.

---What a division by zero gives.
---@class capai.rules.zero
---@field both? capai.number|"none"|"error" Target 0 and realisasi 0: a value in percent, none (the default), or an error.
---@field target? capai.number|"none"|"error" Target 0, realisasi not.
---@field realisasi? capai.number|"none"|"error" Realisasi 0, target not, under capai.progress.inverse.

---Decimals and mode, of all quantities and of single ones.
---@class capai.rules.round
---@field digits? integer Decimals of every quantity, 0 to 12; 2 when absent.
---@field mode? capai.rounding Of every quantity; half_up when absent.
---@field capaian? capai.rules.digits Of capaian alone, and of capaian_akhir unless that has its own.
---@field capaian_akhir? capai.rules.digits Of the capaian against the end of the Renstra.
---@field selisih? capai.rules.digits Of the difference to pembanding.
---@field tren? capai.rules.digits Of the difference to the previous year.
---@field tren_persen? capai.rules.digits Of the growth against the previous year.
---@field serapan? capai.rules.digits Of realisasi / pagu.
---@field proporsi? capai.rules.digits Of the share of a budget line.
---@field efisiensi_persen? capai.rules.digits Of the ratio, or the percentage, of capai.efficiency.*.
---@field nilai_efisiensi? capai.rules.digits Of the score of capai.efficiency.adjusted.

---Decimals and mode of one quantity.
---@class capai.rules.digits
---@field digits? integer Decimals, 0 to 12.
---@field mode? capai.rounding

---Cap and floor.
---@class capai.clamp
---@field min? capai.number Floor; a pair { 0, 100 } is short for both.
---@field max? capai.number Cap.

---Cap and floor by place.
---@class capai.rules.clamps
---@field capaian? capai.clamp|"none" Of the capaian that is shown.
---@field predikat? capai.clamp|"none" Of the value that is classified.
---@field min? capai.number As in capai.clamp; not beside the keys above.
---@field max? capai.number As in capai.clamp; not beside the keys above.

---How values are averaged.
---@class capai.rules.average
---@field over? "indikator"|"sasaran" An OPD's mean is taken over its indicators (the default) or over its sasaran.
---@field jenis? string|string[] Kinds of rows that enter it; tujuan and sasaran when absent.
---@field of? "exact"|"rounded" Which values enter a mean; exact when absent.
---@field missing? "skip"|"zero"|"none"|table What a row without a value does: it is left out (the default), counts as 0, or leaves no mean; or one word per outcome.
---@field clamp? capai.clamp|"none" Cap and floor of the values that enter a mean.
---@field kind? "mean"|"weighted"|"geometric"|"reached"|"all" The plain mean (the default); weighted by the column bobot; the geometric one; how many indicators reached the threshold, in percent; or 100 where all did, else 0.
---@field threshold? capai.number Of reached and all, in percent; 100 when absent.
---@field predikat? "capaian"|"modal" The class of a sasaran, tujuan or OPD: that of its capaian (the default), or the most frequent of its members', of several the lowest.

---What a row without a value does to a mean, by outcome.
---@class capai.rules.missing
---@field belum_diisi? "skip"|"zero"|"none"
---@field tidak_dapat_dihitung? "skip"|"zero"|"none"
---@field tidak_berlaku? "skip"|"zero"|"none"

---Serapan where there is no budget.
---@class capai.rules.budget
---@field unlinked? "none"|"opd" Serapan of a sasaran without budget lines: none (the default), or that of the OPD.
---@field zero? capai.number|"none" Serapan where pagu is 0.

---One worked example: what is given, and what must come out.
---@class capai.rules.test
---@field [1] string|nil A name for the test.
---@field arah? string Given, with target and realisasi: as in indikator.csv.
---@field target? capai.number|string Given, as it would stand in the cell: 70, "68,45", "BB (74)", "NA".
---@field realisasi? capai.number|string Given, likewise.
---@field target_akhir? capai.number|string Given, likewise; for capaian_akhir.
---@field pembanding? capai.number|string Given, likewise; for selisih.
---@field tahun? integer Given: the report year; one for which the pack holds when absent.
---@field tahun_akhir? capai.number|string Given, as in the cell.
---@field realisasi_lalu? capai.number|string|table Given: the realisasi of the year before; of several years a list, the last one at the end.
---@field target_lalu? capai.number|string|table Given, likewise.
---@field target_triwulan? table Given: the targets of the quarters, as in rencana_aksi.csv.
---@field realisasi_triwulan? table Given, beside them: "" for a quarter that is not over.
---@field rata? table Given: a list of capaian, each of an indicator and a sasaran of its own; of one sasaran, a list in the list; "NA" for one that is missing. Beside skm or responden: expected.
---@field bobot? table Given, beside rata: the weight of each.
---@field skm? table Given: a list of respondents, each the list of its answers by unsur; "" for none.
---@field jumlah? integer[] Given, beside responden: the sum of answers, by unsur; else expected.
---@field responden? integer Given: how many answered.
---@field lke? table|string Given: answers by kode, { ["1.a"] = "AA" }, or one answer for all parts.
---@field serapan? capai.number|string Given, beside capaian; expected where pagu is given.
---@field pagu? capai.number|string Given, beside capaian and belanja: rupiah.
---@field belanja? capai.number|string Given: the rupiah that were spent.
---@field tertulis? capai.number|string Given: what stands in the column efisiensi of sasaran.csv.
---@field capaian? capai.number|string Expected; given where nothing else is, and beside serapan or pagu.
---@field predikat? string Expected: the class.
---@field status? "nilai"|"belum_diisi"|"tidak_dapat_dihitung"|"tidak_berlaku" Expected: what became of the capaian.
---@field di_batas? "ya"|"tidak" Expected: the class hangs on a rounding or a policy.
---@field capaian_akhir? capai.number|string Expected: capaian against target_akhir.
---@field selisih? capai.number|string Expected: realisasi less pembanding.
---@field capaian_triwulan? table Expected: capaian of each quarter against its own target.
---@field capaian_tahun? table Expected, likewise, against the target of the year.
---@field tren? capai.number|string Expected: realisasi less that of the year before.
---@field tren_persen? capai.number|string Expected: the growth against the year before.
---@field jumlah_indikator? capai.number|string Expected: how many values entered the mean.
---@field rekap? table Expected: how many indicators have each class, { ["Tinggi"] = 2 }.
---@field efisiensi? string Expected: the verdict.
---@field efisiensi_persen? capai.number|string Expected.
---@field efisiensi_rupiah? capai.number|string Expected.
---@field nilai_efisiensi? capai.number|string Expected.
---@field nrr? table Expected, by unsur in their order.
---@field nrr_tertimbang? table Expected, likewise.
---@field peringkat? table Expected, likewise.
---@field indeks? capai.number|string Expected: the sum of NRR times their weights.
---@field ikm? capai.number|string Expected; given where nothing else is, for mutu.
---@field mutu? string Expected: the class of ikm.
---@field nilai? table Expected, by kode of the LKE: { ["1.a"] = 6 }.
---@field nilai_lke? capai.number|string Expected; given where nothing else is, for grade_lke.
---@field grade_lke? string Expected: the class of nilai_lke.

---One or more data sets that were read.
---@class capai.data
---@field tahun integer The report year; of several data sets that of the first.
---@field opd capai.opd[] Its OPDs, by first appearance.
local data = {}

---What capai.load takes.
---@class capai.load.options
---@field tahun? integer The report year; the largest of opd.csv, else of indikator.csv.
---@field notation? capai.notation Of the numbers in the files; indonesia when absent.
---@field versi? "murni"|"perubahan" Which version is evaluated; perubahan, where there is one, when absent.
---@field triwulan? integer Up to which quarter rencana_aksi.csv is known; 4 when absent.
---@field lapor? boolean Also read what a printed report says of itself: skm_lapor, narasi, tabel, padanan.

---What opd.csv says of an OPD in the report year.
---@class capai.opd
---@field opd string The key.
---@field nama? string
---@field kabupaten? string
---@field provinsi? string
---@field aturan? string Id of the rule pack.
---@field tahun integer The report year of its data set.

---A complaint, in parts. The error that misuse raises has the same fields.
---
---tostring gives its place and message, as they are printed.
---@class capai.info
---@field level "note"|"warning"|"error"
---@field code string The name of the message, the same in every language: COLUMN_MISSING.
---@field message string In the language of the user.
---@field hint string What was expected, and what happens next; may be empty.
---@field file? string
---@field sheet? string Of a workbook.
---@field line? integer Of a sheet: the row.
---@field column? integer In characters; of a sheet: the column.

---The result tables of one or more data sets, with the rows of all years.
---@class capai.evaluation
---@field tahun integer The report year.
---@field indikator capai.table Every indicator of every year, with capaian and predikat.
---@field sasaran capai.table Capaian, serapan and efisiensi of each sasaran.
---@field tujuan capai.table The same of each tujuan.
---@field anggaran capai.table The budget lines of every printed table; evaluation:budget gives those that count.
---@field opd capai.table Each OPD and year, with rank.
---@field rekap capai.table How many indicators have each predikat.
---@field output capai.table Outputs of sub kegiatan.
---@field skm capai.table The unsur of the survey of each year: sums, NRR, ranks.
---@field lke capai.table The parts of the LKE of each year, with their values.
---@field triwulan capai.table The quarters of rencana_aksi.csv.
---@field renstra capai.table The years of the lines of renstra.csv.
---@field kabupaten capai.table The OPDs of each kabupaten and year together.
local evaluation = {}

---What differs under two sets of rules.
---@class capai.comparison
---@field perbandingan capai.table Each indikator, sasaran, tujuan and OPD under both, with what differs and why.
---@field gerak capai.table How many rows move up and down, by kabupaten and kind of row.
---@field perpindahan capai.table How many go from which predikat to which.
---@field sebab capai.table How many differences each part of the rules makes.
---@field jumlah_opd integer OPDs that were compared.
---@field berubah integer Rows of perbandingan in which anything differs.
local comparison = {}

---Rows of a table, in an order. It never changes: where, sort and so on give new ones.
---
---`#t` is the number of rows; `for i, row in ipairs(t)` goes through them.
---@class capai.table
---@field name string Which table it is: indikator.
---@field [integer] capai.row Its rows, from 1; nil beyond the last.
local table = {}

---One row. `for name, value in pairs(row)` goes through its columns in their order.
---@class capai.row
---@field [string] string|integer|capai.decimal|nil The entry of a column: an integer for years, counts and ranks, a decimal for other numbers, a string for the rest; nil where it is missing or could not be read. No such column is an error.
local row = {}

---An input cell, taken apart.
---@class capai.cell
---@field kind "missing"|"number"|"grade"|"range"|"text"|"broken"
---@field number? capai.decimal Of a grade the number beside it; a range has none.
---@field lower? capai.decimal The lower end of a range.
---@field upper? capai.decimal The upper end of a range.
---@field percent boolean A percent sign followed the number.
---@field unit? string 4 Dok: Dok.
---@field grade? string BB (74): BB.
---@field note? string 87,33 (IKM Kab. Jember): IKM Kab. Jember.
---@field source? string The whole cell.

---Where something stands in a file.
---@class capai.place
---@field file string
---@field sheet? string Of a workbook.
---@field line integer Of a sheet: the row.
---@field column? integer In characters; of a sheet: the column. nil for a whole row.

---A workbook.
---@class capai.workbook
---@field properties? capai.workbook.properties What a system shows of the file.
---@field formats? capai.workbook.format[] That cells name by their place.
---@field sheets capai.workbook.sheet[] At least one.

---What a system shows of the file.
---@class capai.workbook.properties
---@field title? string
---@field subject? string
---@field author? string
---@field company? string
---@field comments? string
---@field year? integer 1980 to 2100: the first day of it is the date of the workbook; 1980 when absent.

---How a cell looks.
---@class capai.workbook.format
---@field font? string Of the letters; Calibri when absent.
---@field size? string In points: "8.5".
---@field color? string Of the letters: "1A1F26".
---@field fill? string Behind them.
---@field bold? boolean
---@field italic? boolean
---@field underline? boolean
---@field number? string How numbers are shown: "#,##0.00".
---@field align? "left"|"center"|"right"
---@field valign? "top"|"center"|"bottom"
---@field wrap? boolean Long texts take several lines.
---@field indent? integer Steps, 0 to 15.
---@field border? boolean A thin line around the cell.
---@field border_color? string
---@field top? "thin"|"medium" Another line above.
---@field bottom? "thin"|"medium" Another line below.
---@field rule_color? string Of top and bottom.

---A sheet.
---@class capai.workbook.sheet
---@field name string Unique, at most 31 characters, none of [ ] : * ? / \.
---@field columns? capai.workbook.column[] From the first column on.
---@field rows? capai.workbook.row[] Those that are not as all others.
---@field cells? capai.workbook.cell[] In any order; no place twice.
---@field choices? capai.workbook.choice[] What cells may say that are yet to be filled.
---@field charts? capai.workbook.chart[]
---@field frozen? capai.workbook.range The first cell that scrolls.
---@field filter? capai.workbook.range Header and rows that a reader can filter.
---@field gridlines? boolean Shown on the screen.
---@field print? capai.workbook.print On A4.

---A column.
---@class capai.workbook.column
---@field width integer In pixels, of which there are 96 to the inch.
---@field format? integer One of formats, of all cells that have none.

---A row.
---@class capai.workbook.row
---@field row integer From 1.
---@field height? integer In pixels; as its texts need it when absent.
---@field level? integer In the outline, 0 to 7.

---A cell, or several that are merged.
---@class capai.workbook.cell
---@field row integer From 1.
---@field column integer From 1.
---@field rows? integer That it covers; 1 when absent.
---@field columns? integer That it covers; 1 when absent.
---@field text? string Its text, which is never a formula; it may hold line ends.
---@field number? string Its number, in plain notation, of at most 15 significant digits; of a formula the result.
---@field formula? string Without =, in the notation of files: SUM(A1:A3).
---@field format? integer One of formats.
---@field comment? string A note on the cell.
---@field link? string Of a text: the sheet that a click leads to.

---Cells that lie together.
---@class capai.workbook.range
---@field row integer The first row, from 1.
---@field column integer The first column, from 1.
---@field rows? integer How many; 1 when absent.
---@field columns? integer How many; 1 when absent.

---What cells of a sheet may say.
---@class capai.workbook.choice
---@field row integer From 1.
---@field column integer From 1.
---@field rows? integer That it is about; 1 when absent.
---@field columns? integer 1 when absent.
---@field words? string[] That a list offers; with commas between at most 255 characters.
---@field from? string In place of words: the cells that hold them, as a formula without =.
---@field least? integer In place of words: the least whole number.
---@field most? integer Then: the greatest.
---@field strict? boolean Anything else is refused; else it is taken without a word.
---@field title? string Of the refusal; at most 32 characters.
---@field message? string The refusal; at most 255.

---How a sheet is printed.
---@class capai.workbook.print
---@field landscape? boolean
---@field fit? boolean As wide as the page, as many pages as it takes.
---@field center? boolean In the middle between left and right.
---@field area? capai.workbook.range What is printed.
---@field repeated? capai.workbook.range Rows that are printed on every page.
---@field header? string In the notation of files: &L left, &C centre, &R right, &P the page.
---@field footer? string
---@field left? string Margins in inches: "0.7"; as Excel has them when absent.
---@field right? string
---@field top? string
---@field bottom? string

---A chart over cells of its sheet.
---@class capai.workbook.chart
---@field type "bar"|"column"|"line" Bars that lie, bars that stand, lines.
---@field at capai.workbook.range The cell of its corner.
---@field width integer In pixels.
---@field height integer In pixels.
---@field alt? string What it shows, in words.
---@field font? string
---@field size? string Of the letters, in points.
---@field color? string Of the letters.
---@field series capai.workbook.series[] At most 16.
---@field categories? capai.workbook.axis
---@field values? capai.workbook.axis
---@field legend? "none"|"top"|"bottom" none when absent.
---@field gap? integer Between bars, in percent of their width, 0 to 500.
---@field overlap? integer Of bars, -100 to 100 percent.
---@field joined? string Colour of a line from the lowest to the highest value.

---What a chart shows in one colour.
---@class capai.workbook.series
---@field name string
---@field categories capai.workbook.range What the values are of.
---@field values capai.workbook.range
---@field fill? string Colour of bars, or of markers; none when absent.
---@field line? string Colour of the line, or of the edge; none when absent.
---@field line_width? string In points; 1 when absent.
---@field dashed? boolean
---@field points? string[] Colours of single bars.
---@field marker? "none"|"circle"|"square"|"diamond" On a line; none when absent.
---@field marker_line? string Colour of its edge; none when absent.
---@field marker_size? integer 2 to 72; 7 when absent.
---@field labels? string How the values beside the points are shown; no values when absent.
---@field label_place? "end"|"inside"|"above"|"below"|"left"|"right" Where they stand.
---@field label_bold? boolean
---@field hidden? boolean Not in the legend.

---An axis of a chart.
---@class capai.workbook.axis
---@field min? string Where it begins.
---@field max? string Where it ends.
---@field number? string How its numbers are shown.
---@field grid? string Colour of lines across the chart; none when absent.
---@field line? string Colour of the axis; none when absent.
---@field reverse? boolean From the other end.
---@field place? "low"|"high" Of its texts: at one edge or the other, wherever it crosses.

---@class capai
---@field version string The version of the program.
local capai = {}
capai.format = {}
capai.progress = {}
capai.efficiency = {}
capai.aggregate = {}

---An exact number.
---
---A Lua number is the decimal that its shortest form shows (76.61), with at most 15 digits; a text is read in Indonesian notation ("1.234,50") or plainly ("1234.5").
---@param x capai.number
---@return capai.decimal x
function capai.decimal(x) end

---A number with exactly so many decimals.
---@param x capai.number
---@param digits integer Decimals, 0 to 12.
---@param mode? capai.rounding half_up when absent.
---@return capai.decimal x
function capai.round(x, digits, mode) end

---True for 0, however many decimals it has.
---@return boolean zero
function decimal:is_zero() end

---True when both are equal as numbers.
---
---Lua itself calls a decimal and a Lua number unequal: write x:eq(5) and not x == 5.
---@param y capai.number
---@return boolean equal
function decimal:eq(y) end

---A number in Indonesian form: 1.234.567,89.
---@param x capai.number
---@param digits? integer Decimals; those that x has when absent.
---@param mode? capai.rounding How the others go; half_up when absent.
---@return string text
function capai.format.number(x, digits, mode) end

---An amount of rupiah: Rp3.129.257.771,00.
---@param x capai.number
---@param digits? integer Decimals; those that x has when absent.
---@param mode? capai.rounding How the others go; half_up when absent.
---@return string text
function capai.format.rupiah(x, digits, mode) end

---A percentage: 97,78%.
---@param x capai.number
---@param digits? integer Decimals; those that x has when absent.
---@param mode? capai.rounding How the others go; half_up when absent.
---@return string text
function capai.format.percent(x, digits, mode) end

---A day in Indonesian: 31 Desember 2024.
---@param date string As year-month-day: 2024-12-31.
---@return string? text nil where there is no such day.
---@return string? message Then: what is wrong.
---@return capai.info? info Then: the same in parts.
function capai.format.date(date) end

---A number in Indonesian words. Decimals are said digit by digit.
---@param x capai.number
---@param spelling? "miliar"|"milyar" Of 1.000.000.000; miliar when absent.
---@return string? words nil for 10^34 and more.
---@return string? message Then: what is wrong.
---@return capai.info? info Then: the same in parts.
function capai.terbilang(x, spelling) end

---The number that words say, as documents write them: capitals do not count, "rupiah" may follow.
---@param words string
---@return capai.decimal? x nil where they make no number.
---@return string? message Then: the first word that is wrong.
---@return capai.info? info Then: the same in parts; column is where that word begins.
function capai.parse_terbilang(words) end

---More is better: realisasi / target * 100.
---
---To call by hand, and the value that a pack names in `progress`.
---@param realisasi capai.number The measured value.
---@param target capai.number The promised one.
---@return capai.decimal? capaian In percent, with 34 digits; nil where a zero divides.
---@return string? outcome tidak_dapat_dihitung, where there is no value.
function capai.progress.positive(realisasi, target) end

---Less is better: (target - (realisasi - target)) / target * 100.
---@param realisasi capai.number The measured value.
---@param target capai.number The promised one.
---@return capai.decimal? capaian In percent, with 34 digits; nil where a zero divides.
---@return string? outcome tidak_dapat_dihitung, where there is no value.
function capai.progress.negative(realisasi, target) end

---Less is better, another rule: target / realisasi * 100.
---@param realisasi capai.number The measured value.
---@param target capai.number The promised one.
---@return capai.decimal? capaian In percent, with 34 digits; nil where a zero divides.
---@return string? outcome tidak_dapat_dihitung, where there is no value.
function capai.progress.inverse(realisasi, target) end

---Less is better, within a tolerance: 100 where realisasi is at most target, beyond it 100 - (realisasi - target) / target * 100, and never below 0.
---@param realisasi capai.number The measured value.
---@param target capai.number The promised one.
---@return capai.decimal? capaian In percent, with 34 digits; nil where a zero divides.
---@return string? outcome tidak_dapat_dihitung, where there is no value.
function capai.progress.tolerance(realisasi, target) end

---As near to target as can be: 100 - abs((realisasi - target) / target) * 100.
---@param realisasi capai.number The measured value.
---@param target capai.number The promised one.
---@return capai.decimal? capaian In percent, with 34 digits; nil where a zero divides.
---@return string? outcome tidak_dapat_dihitung, where there is no value.
function capai.progress.stabilize(realisasi, target) end

---Words with an order, such as audit opinions: each has a score, and those of realisasi and target divide.
---@param words table<string, capai.number> The score of each word; case does not count.
---@return capai.formula formula
function capai.progress.ordinal(words) end

---Reached or not: 100 where realisasi says the same as target, else 0.
---
---Ya, Tercapai, Ada and Sudah are one; Tidak, Tidak tercapai, Belum tercapai, Tidak ada, Belum ada and Belum the other. For other words there is capai.formula.
---@param realisasi string What was found.
---@param target string What was promised.
---@return capai.decimal? capaian In percent, with 34 digits; nil where a zero divides.
---@return string? outcome tidak_dapat_dihitung, where there is no value.
function capai.progress.binary(realisasi, target) end

---Growth against the year before: (realisasi - realisasi_lalu) / realisasi_lalu * 100.
---@param realisasi capai.number The measured value.
---@param realisasi_lalu capai.number That of the year before.
---@return capai.decimal? capaian In percent, with 34 digits; nil where a zero divides.
---@return string? outcome tidak_dapat_dihitung, where there is no value.
function capai.progress.growth(realisasi, realisasi_lalu) end

---The difference to the year before, in points: realisasi - realisasi_lalu.
---@param realisasi capai.number The measured value.
---@param realisasi_lalu capai.number That of the year before.
---@return capai.decimal? capaian In percent, with 34 digits; nil where a zero divides.
---@return string? outcome tidak_dapat_dihitung, where there is no value.
function capai.progress.change(realisasi, realisasi_lalu) end

---Against the end of the Renstra: realisasi / target_akhir * 100.
---@param realisasi capai.number The measured value.
---@param target_akhir capai.number What the plan promises at its end.
---@return capai.decimal? capaian In percent, with 34 digits; nil where a zero divides.
---@return string? outcome tidak_dapat_dihitung, where there is no value.
function capai.progress.final(realisasi, target_akhir) end

---All that was reached since the plan began, against its end: (realisasi_sd_lalu + realisasi) / target_akhir * 100.
---
---Without `from`, the earlier rows with the same tahun_akhir count; where there are none, or one is missing on the way, it is belum_diisi.
---@param realisasi_sd_lalu capai.number|capai.progress.cumulative.fields Sum of realisasi over the earlier years of the plan; or what makes a formula for a pack.
---@param realisasi? capai.number That of this year.
---@param target_akhir? capai.number What the plan promises at its end.
---@return capai.decimal|capai.formula|nil capaian In percent; or the formula.
---@return string? outcome tidak_dapat_dihitung, where there is no value.
function capai.progress.cumulative(realisasi_sd_lalu, realisasi, target_akhir) end

---A target that is a range, such as 7 - 8 bulan: inside it 100; above it realisasi against the upper end, below it against the lower.
---@param sides capai.progress.range.fields
---@return capai.formula formula
function capai.progress.range(sides) end

---An exact quotient, for a function of `progress` to return: nothing is divided before the pack rounds, sums, compares and classifies.
---@param numerator capai.number
---@param denominator capai.number
---@return capai.ratio? ratio nil where the denominator is 0.
---@return string? outcome tidak_dapat_dihitung, where there is no value.
function capai.ratio(numerator, denominator) end

---A formula text, as a regulation prints it, for a pack's `progress`.
---
---Fields of the row, numbers with a decimal point, `+ - * / ( )`, `< <= > >= == ~=`, `and or not`, `min max abs if(condition, a, b)`. It is evaluated exactly. A zero that divides makes it tidak_dapat_dihitung, a field that is missing belum_diisi; of `if`, `and` and `or` only the part that counts is computed. What is wrong in the text is an error that names its column.
---@param text string Such as (2*target - realisasi) / target * 100.
---@param options? capai.formula.options
---@return capai.formula formula
function capai.formula(text, options) end

---Tries a formula by hand.
---@param fields table<string, capai.number> The fields that the formula names; of one that has words, words too.
---@return capai.decimal? capaian With 34 digits; nil where there is none.
---@return string? outcome belum_diisi or tidak_dapat_dihitung, where there is no value.
function formula:value(fields) end

---The same indicator in another year; nil where the data have none.
---@param tahun integer The year, such as 2023.
---@return capai.indikator? indikator
function indikator:year(tahun) end

---A scale: bands as the regulation prints them.
---
---A gap or an overlap for which nothing is declared is an error that names a value in it. A text takes the scale of the pack of that id.
---@param bands string|capai.scale.fields Id of a pack, or the bands and what happens between them.
---@return capai.scale scale
function capai.scale(bands) end

---The class of a value.
---@param x capai.number In percent, as it is to be classified.
---@return string? name Of the class; nil where the scale says error: then a message and its capai.info follow.
---@return integer|string index Its place in the scale, from 1.
---@return "band"|"gap"|"overlap"|"above"|"below"|capai.info match How it was found.
function scale:classify(x) end

---The gaps and overlaps of the printed scale, in rising order, each with a value in it.
---@return capai.scale.flaw[] flaws
function scale:check() end

---Its bands, as the script lists them.
---@return table[] bands Each with name and its bounds ge, gt, le, lt, as decimals.
---@return string basis The regulation, as it is cited; may be empty.
function scale:bands() end

---Grades: the ordinal values that stand where numbers are expected, such as AA to D.
---
---A text takes the grades of the pack of that id.
---@param grades string|capai.grade.fields Id of a pack, or the grades, best first.
---@return capai.grade grade
function capai.grade(grades) end

---The rank of a grade: the last one has 1.
---@param name string
---@return integer? rank nil for a grade that is none of these.
function grade:rank(name) end

---Efisiensi as a verdict: capaian against serapan.
---@param words capai.efficiency.words
---@return capai.efficiency efficiency
function capai.efficiency.compare(words) end

---Efisiensi as what of the pagu was not spent: 100 - serapan, and the rupiah.
---@param options? capai.efficiency.options
---@return capai.efficiency efficiency
function capai.efficiency.saving(options) end

---Efisiensi as capaian - serapan on a scale of points.
---@param options capai.efficiency.difference
---@return capai.efficiency efficiency
function capai.efficiency.difference(options) end

---Efisiensi as capaian / serapan, or that less one (TE), on a scale.
---@param options capai.efficiency.ratio
---@return capai.efficiency efficiency
function capai.efficiency.ratio(options) end

---Efisiensi as what of pagu times capaian was not spent, in percent of it, and a score of that.
---
---As PMK 22/PMK.02/2021 has it: (sum(pagu * capaian) - realisasi) / sum(pagu * capaian) * 100, not beyond -20 and 20, with the score 50 + that / 20 * 50.
---@param options? capai.efficiency.adjusted
---@return capai.efficiency efficiency
function capai.efficiency.adjusted(options) end

---Efisiensi as it stands in the column efisiensi of sasaran.csv, checked for what it can be.
---
---A word that is none of the list is an error; the first word where capaian is below serapan, the last where it is above, and a percentage beyond the range are warnings.
---@param options? capai.efficiency.typed
---@return capai.efficiency efficiency
function capai.efficiency.typed(options) end

---What the rule says of a capaian and a serapan.
---@param capaian capai.number In percent, as it is shown.
---@param serapan capai.number In percent, as it is shown.
---@return string|capai.decimal? verdict The word of the rule, or, of capai.efficiency.saving, the percentage; nil where the rule judges nothing, and, with a message and its capai.info, where its scale has no class.
---@return capai.decimal? value The points, the ratio or the percentage behind the word, with two decimals.
---@return capai.decimal? score Of capai.efficiency.adjusted, with two decimals.
function efficiency:judge(capaian, serapan) end

---A survey of public satisfaction (SKM): its unsur, their weights, and the classes of IKM.
---
---A text takes the survey of the pack of that id.
---@param survey string|capai.survey.fields Id of a pack, or the parts.
---@return capai.survey survey
function capai.survey(survey) end

---How many respondents a population takes, by Krejcie and Morgan.
---
---X2 N P (1-P) / (d2 (N-1) + X2 P (1-P)), exact, rounded half up to a whole number, as their table is.
---@param population capai.number Whole, at least 1.
---@param options? capai.sample
---@return capai.decimal? size nil where the numbers make no sample.
---@return string? message Then: what is wrong.
---@return capai.info? info Then: the same in parts.
function capai.sample_size(population, options) end

---Its questions, in their order.
---@return table[] unsur Each with column, as in skm.csv, and name, where it has one.
function survey:unsur() end

---The classes of IKM.
---@return capai.scale scale
function survey:scale() end

---A worksheet (LKE): its parts with their weights, what an answer is worth, and the grades of the sum.
---
---A text takes the LKE of the pack of that id.
---@param lke string|capai.lke.fields Id of a pack, or the parts.
---@return capai.lke lke
function capai.lke(lke) end

---The mean of numbers.
---
---The only rounding is the one asked for.
---@param values capai.number[] A list without holes.
---@param digits? integer Decimals, 0 to 12; 2 when absent.
---@param mode? capai.rounding half_up when absent.
---@return capai.decimal? value Rounded once, from the exact value; nil of an empty list.
function capai.aggregate.mean(values, digits, mode) end

---The weighted mean: the sum of value times weight over the sum of the weights.
---@param values capai.number[] A list without holes.
---@param weights capai.number[] As many.
---@param digits? integer Decimals, 0 to 12; 2 when absent.
---@param mode? capai.rounding half_up when absent.
---@return capai.decimal? value nil where the weights sum to 0.
function capai.aggregate.weighted(values, weights, digits, mode) end

---The geometric mean: the root of the product.
---
---Rounded as the true root would be, however many digits that takes. A zero makes it 0; of a value below zero there is none.
---@param values capai.number[] A list without holes.
---@param digits? integer Decimals, 0 to 12; 2 when absent.
---@param mode? capai.rounding half_up when absent.
---@return capai.decimal? value nil, a message and its capai.info where a value is below 0.
---@return string? message
---@return capai.info? info
function capai.aggregate.geometric(values, digits, mode) end

---How many of the numbers are at least the threshold, in percent of all.
---@param values capai.number[] A list without holes.
---@param threshold? capai.number 100 when absent.
---@param digits? integer Decimals, 0 to 12; 2 when absent.
---@param mode? capai.rounding half_up when absent.
---@return capai.decimal? value Rounded once, from the exact value; nil of an empty list.
function capai.aggregate.reached(values, threshold, digits, mode) end

---All or nothing: 100 where every number is at least the threshold, else 0.
---@param values capai.number[] A list without holes.
---@param threshold? capai.number 100 when absent.
---@return capai.decimal? value Rounded once, from the exact value; nil of an empty list.
function capai.aggregate.all(values, threshold) end

---The most frequent class of a scale, of several the lowest; classes without verdict are left out.
---@param values table A list without holes, of numbers, or of names of classes.
---@param scale capai.scale Which has the classes.
---@return string? name Of the class; nil where there is none; where a number has no class, a message and its capai.info follow.
---@return integer|string count How many have it.
---@return capai.info? info
function capai.aggregate.modal(values, scale) end

---The formula of each arah, as it is printed.
---@return table[] formulas Each with arah, text, and is_function, true where a Lua function computes it.
function rules:formulas() end

---How a column of the results is rounded.
---@param column string capaian, serapan, ikm and so on.
---@return integer? digits Decimals; nil for a column that no rule rounds.
---@return string? mode half_up, half_even, down, up, floor or ceil.
function rules:digits(column) end

---Floor and cap of the capaian that enters a mean.
---@return capai.decimal? min What is below counts as this; nil where there is no floor.
---@return capai.decimal? max What is above counts as this; nil where there is no cap.
function rules:clamp() end

---The same rules, but that every quantity keeps 12 decimals, the rest cut off: rounded to fewer, it gives what the exact value would.
---@return capai.rules rules
function rules:unrounded() end

---A rule pack: made from its parts, or found by its id.
---
---An unknown key, a wrong type or a missing part is an error that names the line of the key.
---@param pack string|capai.rules.fields Id of an installed pack, or, outside of packs, the path of a script; or the parts.
---@param tahun? integer Of several versions the one for this year; the newest when absent.
---@return capai.rules rules
function capai.rules(pack, tahun) end

---Reads a data set, or several: folders of CSV files, or workbooks.
---
---What is wrong in a cell does not stop the rest: it is listed by notices, and counts as not computable.
---@param path string|string[] Of a folder or workbook; or of a folder in which there are several, at any depth.
---@param options? capai.load.options
---@return capai.data? data nil where a data set cannot be used at all.
---@return string? message Then: what is wrong, and where.
---@return capai.info? info Then: the same in parts.
function capai.load(path, options) end

---The rows of an input file as they were read: of each data set that has it, in their order.
---@param file input indikator, anggaran and so on.
---@return capai.table[] tables
function data:tables(file) end

---Chooses which version of indicators and budget later evaluations take; evaluations made before keep what they have.
---@param versi? "murni"|"perubahan" perubahan, where there is one, when absent.
function data:versi(versi) end

---Everything that reading complained of, by place.
---@return capai.info[] notices
function data:notices() end

---Puts other figures into rows, to ask what would be: a target, a realisasi, a pagu.
---
---Only what is in memory changes, and evaluations made before keep what they have.
---@param file input indikator, anggaran and so on.
---@param rows table<string, any> Columns of the file with the value that the rows must have.
---@param figures table<string, capai.number|string> The new figures by column; a text is read as the files are.
---@return integer changed The number of rows.
function data:set(file, rows, figures) end

---Evaluates data sets: every number, predikat and rank, in all years, by the rules of the report year.
---@param data capai.data From capai.load.
---@param rules? string|capai.rules Rules for every OPD: the id of a pack, the path of a script, or a value of capai.rules. When absent each OPD has the pack that opd.csv names in aturan.
---@return capai.evaluation? evaluation nil where no OPD could be evaluated.
---@return string? message Then: what is wrong, and where.
---@return capai.info? info Then: the same in parts.
function capai.evaluate(data, rules) end

---The rows that a report shows: those of the report year of each data set.
---@param table "indikator"|"sasaran"|"tujuan"|"anggaran"|"opd"|"rekap"|"output"|"skm"|"lke"|"triwulan"|"renstra"|"kabupaten"
---@return capai.table rows
function evaluation:current(table) end

---The budget lines that are evaluated.
---
---A report prints its budget in several tables; of these only one counts, the tabel_anggaran of opd.csv. Lines of jenjang total repeat others.
---@param all? boolean Of all years; of the report year when absent.
---@return capai.table rows Rows of anggaran.
function evaluation:budget(all) end

---The rules by which an OPD was evaluated.
---@param opd? string Its key; the first OPD when absent.
---@return capai.rules? rules nil for an OPD that was not evaluated.
function evaluation:rules(opd) end

---The rows of an input file as they were read: of each data set that has it, in their order.
---@param file input indikator, anggaran and so on.
---@return capai.table[] tables
function evaluation:input(file) end

---Everything that reading and evaluation complained of, by place.
---@return capai.info[] notices
function evaluation:notices() end

---Evaluates data sets by two sets of rules: what changes, and which part of the rules makes it.
---
---The tables are those of capai compare (docs/compare.md).
---@param data capai.data From capai.load.
---@param a? string|capai.rules Rules, as capai.evaluate takes them; when nil, the pack that opd.csv names for each OPD.
---@param b string|capai.rules The rules to hold against them.
---@param all? boolean Of all years; of the report year of each data set when absent.
---@return capai.comparison? comparison nil where no OPD could be compared.
---@return string? message Then: what is wrong, and where.
---@return capai.info? info Then: the same in parts.
function capai.compare(data, a, b, all) end

---Everything that reading and comparing complained of, by place.
---@return capai.info[] notices
function comparison:notices() end

---The names of the columns, in their order.
---@return string[] names
function table:columns() end

---What the office wrote in an input cell, taken apart: "A (80,60)", "7 - 8 bulan".
---@param column string
---@return capai.cell? cell nil for a column that is no input cell.
function row:cell(column) end

---Where an entry of an input file stands.
---@param column? string The row when absent.
---@return capai.place? place nil in a table that was computed.
function row:place(column) end

---An entry as a report prints it: Indonesian numbers, a dash where a number is missing.
---@param column string
---@return string text
function row:text(column) end

---What an office wrote, taken apart: "97,78%", "4 Dok", "BB (74)", "7 - 8 bulan".
---@param text string
---@param notation? capai.notation indonesia when absent.
---@return capai.cell? cell nil where it cannot be read.
---@return string? message Then: what is wrong.
---@return capai.info? info Then: the same in parts.
function capai.cell(text, notation) end

---The rows that are wanted, in their order.
---@param wanted table<string, any>|function Columns with the value that they must have (names of tujuan, sasaran and indikator without regard to capitals, blanks and punctuation), or a function that is given each row and says whether it is wanted.
---@return capai.table rows
function table:where(wanted) end

---The rows in another order. Equal rows keep theirs; missing entries come last.
---@param ... string|function Columns, the weightiest first, with - before one that goes down; or one function that is given two rows and says whether the first stands before the second.
---@return capai.table rows
function table:sort(...) end

---The rows parted by the entries of some columns, by first appearance.
---@param ... string Columns.
---@return capai.table[] groups Never empty: group[1] has the entries that all its rows share.
function table:group(...) end

---The exact sum over the rows.
---
---A row without a value does not enter: a missing value is never zero. Text is an error.
---@param what string|function A column, or a function that is given each row and returns a number, or nil for a row that does not enter.
---@return capai.decimal? sum nil where no row has a value.
---@return integer entered How many rows have one.
function table:sum(what) end

---The mean over the rows that have a value: the exact sum, divided once, to 34 digits.
---@param what string|function A column, or a function that is given each row and returns a number, or nil for a row that does not enter.
---@return capai.decimal? mean nil where no row has a value.
---@return integer entered How many rows have one.
function table:mean(what) end

---A table from rows of a script, to sort, print or save it.
---
---The entries of a column are all text or all numbers; a missing one is nil.
---@param columns string[] Their names, in their order.
---@param rows table[] Tables with these fields, or rows.
---@param name? string table when absent.
---@return capai.table table
function capai.table(columns, rows, name) end

---The same rows with some of the columns.
---@param ... string Columns, in the order that is wanted.
---@return capai.table rows
function table:select(...) end

---The same rows under other headings, for people.
---@param names table<string, string> New names by old ones.
---@return capai.table rows
function table:rename(names) end

---The same rows with one column more.
---@param name string Of the new column.
---@param value function Is given each row and returns a number, a text or nil.
---@return capai.table rows
function table:with(name, value) end

---The same rows with the columns of another table, where a row of that has equal entries in the key columns.
---
---A row without a partner stays, with nothing in the new columns.
---@param other capai.table In which no two rows have equal keys.
---@param on string[] The key columns, which both have.
---@param suffix? string Added to names that both have; _2 when absent.
---@return capai.table? rows nil where two rows of the other table have equal keys.
---@return string? message Then: what is wrong.
---@return capai.info? info Then: the same in parts.
function table:join(other, on, suffix) end

---Prints the table for people: as a grid where it fits, else row by row.
function table:print() end

---The table as text: CSV and JSON for programs, Markdown for people.
---@param format "csv"|"json"|"md"
---@return string text
function table:text(format) end

---Writes the table into a file: all of it, or nothing; never over a file that was read.
---@param path string Ends in .csv, .json or .md.
---@return boolean? saved true; nil where it cannot be written.
---@return string? message Then: what is wrong.
---@return capai.info? info Then: the same in parts.
function table:save(path) end

---The report that a layout makes of an evaluation: a plain table (docs/document.md), for capai.render.
---
---The layout is a script that is not trusted: it runs in the sandbox.
---@param evaluation capai.evaluation Of one OPD.
---@param layout string Id of an installed layout, or the path of a script.
---@return table? document nil where the layout cannot be had or is wrong.
---@return capai.info[]|string message What is worth a warning; without a document what is wrong, and where.
---@return capai.info? info Then: the same in parts.
function capai.document(evaluation, layout) end

---A ZIP archive of some files, as bytes: what documents and workbooks of office suites are.
---
---The same parts give the same bytes on every day; their time is 1 January 1980.
---@param parts table[] Pairs { name, content }, in their order; names differ.
---@return string archive
function capai.zip(parts) end

---An Excel workbook, from a table that says all that is in it.
---
---Text is never taken for a formula. Equal tables give equal bytes.
---@param description capai.workbook
---@return string? bytes What to write into a file; nil where it cannot be made.
---@return string? message Then: what is wrong.
---@return capai.info? info Then: the same in parts.
function capai.workbook(description) end

return capai
