#!/bin/sh
# job.sh DATADIR OUTDIR: the job that the other tools of the benchmark do, with capai batch, into
# OUTDIR/hasil_indikator.csv and OUTDIR/hasil_opd.csv. CAPAI is the program, JOBS the threads (2),
# RULES a pack beside job.lua that takes its place, OPTIONS what else the program is told.
here=$(cd "$(dirname "$0")" && pwd)
i=indikator
columns=$i.opd,$i.tahun,$i.sasaran,$i.indikator,$i.target:asli,$i.realisasi:asli,$i.capaian,$i.predikat
o=opd
columns=$columns,$o.opd,$o.capaian,$o.pagu,$o.realisasi,$o.serapan,$o.efisiensi=efisien
# shellcheck disable=SC2086 # OPTIONS are words
"${CAPAI:-$here/../../build/capai}" batch "$1/indikator.csv" "$1/anggaran.csv" -o "$2" --quiet \
    --rules-path "$here" --rules "${RULES:-$here/job.lua}" --jobs "${JOBS:-2}" --columns "$columns" $OPTIONS
status=$?
[ $status -le 1 ] || exit $status
mv "$2/indikator.csv" "$2/hasil_indikator.csv" && mv "$2/opd.csv" "$2/hasil_opd.csv"
