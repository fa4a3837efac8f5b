#!/bin/sh
# peer.sh mawk|sqlite3 DATADIR OUTDIR: the job of job.sh with another tool, into the same files.
here=$(cd "$(dirname "$0")" && pwd)
data=$(cd "$2" && pwd)
mkdir -p "$3" && cd "$3" || exit 1
case $1 in
mawk) LC_ALL=C exec mawk -f "$here/peer.awk" OUT=. "$data/indikator.csv" "$data/anggaran.csv" ;;
sqlite3)
    ln -sfn "$data" data # the shell of SQLite takes names of files only as they are written
    exec sqlite3 :memory: <"$here/peer.sql"
    ;;
*) echo "peer.sh: no tool $1" >&2 && exit 2 ;;
esac
