#!/usr/bin/env bash
# The tests on days to come: `make test-dates`, or `scripts/test_dates.sh DATE...` for some of the dates.
#
# Each date comes with each locale, and each zone once, five minutes after midnight there: in half of the runs it is
# another day in UTC. A line a run; the whole of what pytest said is kept in .cache/test-dates.
set -euo pipefail
cd "$(dirname "$0")/.."
BIN=${BIN:-.venv/bin}
LOGS=.cache/test-dates
RUNS='
2027-01-01 UTC                 zh_CN.UTF-8
2028-02-29 Europe/London       C.UTF-8
2028-12-31 Australia/Lord_Howe zh_CN.UTF-8
2027-01-01 America/New_York    C.UTF-8
2028-02-29 Asia/Shanghai       zh_CN.UTF-8
2028-12-31 Asia/Kathmandu      C.UTF-8
'

command -v faketime > /dev/null || { echo 'make test-dates needs faketime (Debian: apt-get install faketime)'; exit 1; }
mkdir -p "$LOGS"
if ! locale -a | grep -qix 'zh_CN\.utf-\?8'; then
  export LOCPATH=$PWD/.cache/locale
  mkdir -p "$LOCPATH"
  [ -e "$LOCPATH/zh_CN.UTF-8" ] || localedef -i zh_CN -f UTF-8 "$LOCPATH/zh_CN.UTF-8" ||
    { echo 'make test-dates needs the locale zh_CN.UTF-8, or what makes it (Debian: apt-get install locales)'; exit 1; }
fi

failed=0
while read -r day zone locale; do
  [ -n "$day" ] || continue
  [ $# -eq 0 ] || [[ " $* " == *" $day "* ]] || continue
  log=$LOGS/$day-${zone//\//-}.log
  TZ=$zone TEST_TZ=$zone TEST_LOCALE=$locale faketime -f "@$day 00:05:00" "$BIN/pytest" -q > "$log" 2>&1 || failed=1
  printf '%s %-20s %-12s %s\n' "$day" "$zone" "$locale" "$(tail -n 1 "$log")"
done <<< "$RUNS"
[ "$failed" -eq 0 ] || { echo "what failed: $LOGS"; exit 1; }
