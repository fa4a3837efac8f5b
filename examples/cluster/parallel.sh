#!/bin/sh
# A batch on several machines, by GNU parallel and ssh:
#
#   parallel.sh LOGINS SHARDS RESULTS DATA [OPTION...]
#   parallel.sh ruang-a,ana@ruang-b 8 hasil data/ --rules jember-2024
#
# LOGINS are machines as `parallel --sshlogin` takes them; ":" among them is this one. Each computes
# one shard at a time, on all its processors. All of them must see this folder, DATA and RESULTS
# under the same names. Where they do not, set COPY=1 (without ":"): the data then go to every
# machine once, and the shards come back, by rsync. CAPAI is the program, where it is not in the
# PATH of these machines.
#
# After a failure run it again: it goes on with what there is.
set -eu
here=$PWD
if [ $# -lt 4 ]; then
    sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
logins=$1 shards=$2 results=$3 data=$4
shift 4
parts=$results.parts
mkdir -p "$parts"

# A shard: program, folder, I/N, data and options. batch ends with 1 where cells or OPDs are wrong,
# which merge says again: the shard is complete.
# shellcheck disable=SC2016
shard='capai=$0 part=$1 number=$2; shift 2
said=$("$capai" batch "$@" --shard "$number" --resume --quiet -o "$part" 2>&1) || [ $? = 1 ] ||
    { printf "shard %s: %s\n" "$number" "$said" >&2; exit 3; }'

each() { # each OPTION OF PARALLEL... COMMAND: once for each shard; what fails is tried elsewhere
    seq "$shards" | parallel -q --will-cite --sshlogin "$logins" --jobs 1 --retries 3 \
        "$@" || { echo "$? of $shards shards failed; run it again to go on" >&2; exit 3; }
}

if [ "${COPY:-0}" = 1 ]; then
    folder=$(cd "$(dirname "$data")" && pwd) name=$(basename "$data")
    cd "$parts"
    there=capai-$(pwd | cksum | tr ' ' -) # the same when it is run again
    each --workdir "$there" --basefile "$folder/./$name" --return {} \
        sh -c "$shard" "${CAPAI:-capai}" {} "{}/$shards" "$name" "$@"
    parallel -q --nonall --sshlogin "$logins" rm -r "$there" || : # it says what it could not remove
    cd "$here"
else
    each --workdir "$PWD" sh -c "$shard" "${CAPAI:-capai}" "$parts/{}" "{}/$shards" "$data" "$@"
fi

set --
for number in $(seq "$shards"); do set -- "$@" "$parts/$number"; done
status=0
"${CAPAI:-capai}" merge "$@" -o "$results" || status=$?
[ $status -gt 1 ] || rm -r "$parts"
exit $status
