# mawk -f peer.awk OUT=DIR indikator.csv anggaran.csv: the job of job.sh in awk, with its binary
# floating point. No cell may hold a line break.

# The cells of a line into cell[], as they are written there; returns how many.
function split_line(line,    part, parts, i, n, text) {
    parts = split(line, part, ",")
    for (i = 1; i <= parts; i++) {
        text = part[i]
        while (gsub(/"/, "\"", text) % 2 && i < parts) # the comma stands inside quotes
            text = text "," part[++i]
        cell[++n] = text
    }
    return n
}

# 1.234,5 or "1.234,5" as a number.
function number(text) {
    gsub(/[".]/, "", text)
    sub(/,/, ".", text)
    return text + 0
}

# To two decimals, ties away from zero.
function percent(part, whole,    hundredths) {
    hundredths = int(part / whole * 10000 + 0.5)
    return hundredths < 0 ? 0 : hundredths / 100
}

function class(capaian) {
    if (capaian >= 90) return "sangat tinggi"
    if (capaian >= 75) return "tinggi"
    if (capaian >= 65) return "sedang"
    return capaian >= 50 ? "rendah" : "sangat rendah"
}

FNR == 1 {
    budget = files++
    if (!budget) {
        indicators = OUT "/hasil_indikator.csv"
        opds = OUT "/hasil_opd.csv"
        print "opd,tahun,sasaran,indikator,target,realisasi,capaian,predikat" > indicators
        print "opd,capaian,pagu,realisasi,serapan,efisien" > opds
    }
    next
}

budget {
    split_line($0)
    pagu[cell[1]] += number(cell[6])
    spent[cell[1]] += number(cell[7])
    next
}

{
    split_line($0)
    target = number(cell[7])
    actual = number(cell[8])
    capaian = percent(cell[6] == "negatif" ? 2 * target - actual : actual, target)
    if (capaian > 100) capaian = 100
    printf "%s,%s,%s,%s,%s,%s,%.2f,%s\n", cell[1], cell[2], cell[3], cell[4], cell[7], cell[8], \
        capaian, class(capaian) > indicators
    if (!(cell[1] in count)) order[++kinds] = cell[1]
    sum[cell[1]] += capaian
    count[cell[1]]++
}

END {
    for (i = 1; i <= kinds; i++) {
        opd = order[i]
        mean = percent(sum[opd], count[opd] * 100)
        serapan = percent(spent[opd], pagu[opd])
        printf "%s,%.2f,%.2f,%.2f,%.2f,%s\n", opd, mean, pagu[opd], spent[opd], serapan, \
            (mean > serapan ? "ya" : "tidak") > opds
    }
}
