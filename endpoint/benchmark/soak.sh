#!/usr/bin/env bash
# Minutes of load on the endpoint, most of which is throttled: heap and threads must stay flat.
#
#   endpoint/benchmark/soak.sh [MINUTES]     needs wrk (a Debian package), curl and a JDK on the PATH
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
minutes=${1:-10}
port=8316
../../headroom --version >/dev/null
../../headroom serve --port $port --upstream none >/dev/null &
server=$!
trap 'kill $server 2>/dev/null || true; wait $server 2>/dev/null || true' EXIT

call() {
  curl -sS -o /dev/null --fail -X POST "http://127.0.0.1:$port/" -H "X-Amz-Target: DynamoDB_20120810.$1" \
    -H 'Content-Type: application/x-amz-json-1.0' -d "$2"
}
for _ in $(seq 100); do
  call ListTables '{}' 2>/dev/null && break
  sleep 0.2
done
call CreateTable '{"TableName":"bench","AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
  "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],"ProvisionedThroughput":{"ReadCapacityUnits":500,"WriteCapacityUnits":500}}'

# Kilobytes that are live after a collection.
live_kb() {
  jcmd $server GC.run >/dev/null
  jcmd $server GC.heap_info | sed -n 's/.*used \([0-9]*\)K.*/\1/p' | awk '{ sum += $1 } END { print sum }'
}
threads() {
  sed -n 's/^Threads:[^0-9]*//p' /proc/$server/status
}

first_kb= first_threads=
for minute in $(seq "$minutes"); do
  wrk -t 1 -c 64 -d 58s -s requests.lua "http://127.0.0.1:$port/" -- PutItem >/tmp/headroom-soak.$$ || true
  rate=$(tail -n 1 /tmp/headroom-soak.$$)
  kb=$(live_kb)
  count=$(threads)
  printf 'minute %2d  live heap %6d KB  threads %3d  %s\n' "$minute" "$kb" "$count" "$rate"
  # The first minute warms up.
  if ((minute == 2)); then
    first_kb=$kb
    first_threads=$count
  fi
done
rm -f /tmp/headroom-soak.$$
((kb < first_kb + first_kb / 5 && count < first_threads + 8)) || { echo "not flat" >&2; exit 1; }
echo flat
