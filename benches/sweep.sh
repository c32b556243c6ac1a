#!/usr/bin/env bash
# What a sweep costs beside its runs: memory, bookkeeping, threads, the first row, a merge. One figure a line, with its target.
#   cargo build --release --locked && benches/sweep.sh          some minutes; `benches/sweep.sh quick` with a tenth of the runs
# Instructions (`perf`) or user time are compared, which a busy machine changes little. What is measured by the clock says so and
# is worth something on a quiet machine alone.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$PWD/target/release/folkmoot
tenth=1
[ "${1:-}" != quick ] || tenth=10
bare=$(cargo bench --locked --bench bare --no-run 2>&1 | sed -n 's/.*Executable.*(\(.*\)).*/\1/p')
[ -x "$bare" ] || { echo 'benches/bare.rs could not be built'; exit 1; }
bare=$PWD/$bare
root=$PWD
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

figure() { printf '%-44s %-34s %s\n' "$1" "$2" "${3:+target: $3}"; }
per_cent() { awk -v new="$1" -v old="$2" 'BEGIN { printf "%+.1f %%", 100 * (new / old - 1) }'; }

# timed FORMAT COMMAND...: what /usr/bin/time says of a command: %M kilobytes, %U user seconds, %e seconds by the clock.
timed() {
  local format=$1
  shift
  if [ -x /usr/bin/time ]; then
    /usr/bin/time -o time -f "$format" "$@" >/dev/null 2>&1
    tail -n 1 time
  else
    local TIMEFORMAT=${format//%e/%R}
    TIMEFORMAT=${TIMEFORMAT//%M/0}
    { time "$@" >/dev/null 2>&1; } 2>&1
  fi
}
# work COMMAND...: instructions in user mode if they can be counted, else microseconds of user time, the least of three tries.
work() {
  if perf stat -x, -e instructions:u true 2>&1 | grep -q '^[0-9]'; then
    perf stat -x, -o perf -e instructions:u "$@" >/dev/null 2>&1
    awk -F, '/instructions/ { print $1 }' perf
  else
    for _ in 1 2 3; do timed %U "$@"; done | sort -g | awk 'NR == 1 { print 1e6 * $1 }'
  fi
}
sweep() { rm -rf out; "$program" sweep "$@" --out out; }
merge() { rm -rf out; "$program" merge parts --out out; }
export -f sweep merge
export program

# input NAME HORIZON: the shipped partnership that long, and an experiment of sixteen points with it.
input() {
  sed -e "s/\"2 years\"/\"$2\"/" -e 's/^report_every.*/report_every = "1 day"/' "$root/scenarios/partnership.toml" >"$1.toml"
  cat >"$1_sweep.toml" <<TOML
schema = 1
question = "What does a sweep cost?"
scenario = "$1.toml"
[levers]
"decisions.operational.route.review.optimistic.window" = ["24 hours", "72 hours", "7 days", "14 days"]
"decisions.operational.route.review.optimistic.objections.seats" = [1, 2, 3, 4]
TOML
}
input week '7 days'
input years '15 years'
input day '1 day'
echo "load $(cut -d' ' -f1 /proc/loadavg 2>/dev/null || echo '?'); figures by the clock want it near 0"

few=$(timed %M bash -c 'sweep week_sweep.toml --replicates 63')
many=$(timed %M bash -c "sweep week_sweep.toml --replicates $((6250 / tenth))")
figure 'memory of 1 008 runs' "$((few / 1024)) MB"
figure "memory of $((100000 / tenth)) runs" "$((many / 1024)) MB, $(per_cent "$many" "$few")" 'under 200 MB, at most +10 %'

# Both without what beginning and end cost: the picture does not grow with the runs.
with=$(($(work bash -c 'sweep years_sweep.toml --threads 1 --replicates 32') - $(work bash -c 'sweep years_sweep.toml --threads 1 --replicates 2')))
without=$(($(work "$bare" years_sweep.toml 32) - $(work "$bare" years_sweep.toml 2)))
each=$(timed %U "$bare" years_sweep.toml 32 | awk '{ printf "%.1f", 1000 * $1 / (16 * 32) }')
figure "bookkeeping and output, runs of $each ms" "$(per_cent "$with" "$without")" 'at most +5 % from 5 ms on'

one=$(timed %e bash -c 'sweep years_sweep.toml --threads 1 --replicates 8')
two=$(timed %e bash -c 'sweep years_sweep.toml --threads 2 --replicates 8')
figure 'two threads, by the clock' "$(awk -v a="$one" -v b="$two" 'BEGIN { printf "%.2f times as fast", a / b }')" 'at least 1.9'
one=$(work bash -c 'sweep years_sweep.toml --threads 1 --replicates 8')
two=$(work bash -c 'sweep years_sweep.toml --threads 2 --replicates 8')
figure 'two threads, work' "$(per_cent "$two" "$one")"

rm -rf out
"$program" sweep years_sweep.toml --replicates 2 --out out >/dev/null 2>&1 &
start=$(date +%s%N)
until [ "$(wc -l 2>/dev/null <out/runs.csv || echo 0)" -gt 1 ]; do sleep 0.01; done
figure 'first row on disk, by the clock' "$((($(date +%s%N) - start) / 1000000)) ms" 'under 1 s'
wait

rows=$((1000000 / tenth))
for part in 0 1; do "$program" sweep day_sweep.toml --replicates $((rows / 16)) --shard $part/2 --out parts >/dev/null 2>&1; done
figure "merge of $rows rows" "$(timed '%e s by the clock, %U s user' bash -c merge)" 'under 5 s'
figure 'its memory' "$(($(timed %M bash -c merge) / 1024)) MB"
