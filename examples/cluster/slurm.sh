#!/bin/sh
# A batch on a Slurm cluster: a job array of shards, and a job that merges them.
#
#   slurm.sh SHARDS RESULTS DATA [OPTION...]
#   SBATCH_PARTITION=umum slurm.sh 16 hasil data/ --rules jember-2024
#
# All nodes must see this folder, DATA and RESULTS under the same names. CAPAI is the program, where
# it is not in the PATH of the nodes; what else sbatch should know its variables say (SBATCH_...), and
# how many processors a shard gets stands in shard.slurm. Prints the number of the job that merges:
# when that has ended, RESULTS is there, and RESULTS.log holds what was said.
#
# A shard whose node fails is put into the queue again by Slurm, and goes on where it was. After
# another failure submit it again: complete shards are kept.
set -eu
if [ $# -lt 3 ]; then
    sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
shards=$1 results=$2
shift 2
mkdir -p "$results.parts"
folder=$(cd "$(dirname "$0")" && pwd)
array=$(sbatch --parsable --array="1-$shards" --output="$results.parts/%a.log" \
    "$folder/shard.slurm" "$results.parts" "$@")
sbatch --parsable --dependency="afterok:${array%%;*}" --kill-on-invalid-dep=yes \
    --output="$results.log" "$folder/merge.slurm" "$results" "$shards"
