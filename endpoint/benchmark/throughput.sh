#!/usr/bin/env bash
# How many requests per second the endpoint serves, beside what bounds it: its own server with an empty handler, and
# DynamoDB Local's own HTTP server. Load generator and servers share the machine, so only ratios tell anything.
#
#   endpoint/benchmark/throughput.sh [SECONDS]     needs wrk (a Debian package) and curl
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
seconds=${1:-10}
warm_up_seconds=$((3 * seconds))
# A server needs long until its code is compiled.
server_warm_up_seconds=60
rounds=5
home=$(cd ../.. && pwd)
"$home/headroom" --version >/dev/null
app=$(dirname "$({ ls -t "$home"/cli/target/{,unchecked/}headroom/stamp 2>/dev/null || true; } | head -n 1)")
classes="$app/lib/*:$app/store/*"
java=java
for jdk in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
  "$java" --version 2>/dev/null | grep -qE '^[a-z]+ (2[1-9]|[3-9][0-9])' || java=$jdk/bin/java
done
servers=()

stop() {
  for server in "${servers[@]}"; do
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  done
  servers=()
}
trap stop EXIT

call() {
  curl -sS -o /dev/null --fail -X POST "http://127.0.0.1:$port/" -H "X-Amz-Target: DynamoDB_20120810.$1" \
    -H 'Content-Type: application/x-amz-json-1.0' \
    -H 'Authorization: AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none' \
    -d "$2"
}

# start NAME PORT COMMAND…
start() {
  port=$2
  "${@:3}" >/dev/null 2>&1 &
  servers+=($!)
  for _ in $(seq 100); do
    call ListTables '{}' 2>/dev/null && break
    sleep 0.2
  done
  [[ -z $1 ]] || echo "$1"
}

create() {
  call CreateTable '{"TableName":"bench","AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
    "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],
    "ProvisionedThroughput":{"ReadCapacityUnits":40000,"WriteCapacityUnits":40000}}'
}

# load CONNECTIONS SECONDS OPERATION
load() {
  wrk -t 1 -c "$1" -d "$2s" -s requests.lua "http://127.0.0.1:$port/" -- "$3" | tail -n 1
}

# As much as 64 connections get, and how long one that is alone waits.
measure() {
  load 64 "$warm_up_seconds" "$1" >/dev/null
  printf '  %-8s 64 connections: %s\n' "$1" "$(load 64 "$seconds" "$1")"
  printf '  %-8s one connection: %s\n' "$1" "$(load 1 "$seconds" "$1")"
}

# The middle one of numbers, a line each.
middle() {
  sort -n | sed -n "$(((rounds + 1) / 2))p"
}

# in_turn OPERATION PORT PORT: how the second server compares with the first, measured by turns.
in_turn() {
  for port in "$2" "$3"; do load 64 "$server_warm_up_seconds" "$1" >/dev/null; done
  for connections in 64 1; do
    pairs=
    for _ in $(seq "$rounds"); do
      pairs+="$(port=$2 && load "$connections" "$seconds" "$1") $(port=$3 && load "$connections" "$seconds" "$1")"$'\n'
    done
    awk -v what="$1" -v connections="$connections" \
      'NF { printf "  %-8s %2d connections: %5d and %5d requests/s, median %5.2f and %5.2f ms, errors %d and %d\n",
        what, connections, $1, $8, $4, $11, $7, $14 }' <<<"$pairs"
    printf '  %-8s %2d connections: ratio %s, %s ms more at the median\n' "$1" "$connections" \
      "$(awk 'NF { printf "%.2f\n", $8 / $1 }' <<<"$pairs" | middle)" \
      "$(awk 'NF { printf "%.2f\n", $11 - $4 }' <<<"$pairs" | middle)"
  done
}

# Partitions of any strength, so that the rate is the machine's and not the model's.
options=(-Xmx2g --enable-native-access=ALL-UNNAMED)
endpoint=("$java" "${options[@]}" -cp "$classes" dev.headroom.cli.Headroom serve --scale 1)

start "Empty handler of the endpoint's server, and the endpoint with upstream none, in turn" 8311 \
  "$java" "${options[@]}" -cp "$classes" EmptyServer.java 8311
start '' 8312 "${endpoint[@]}" --port 8312 --upstream none
create
in_turn PutItem 8311 8312
measure GetItem
stop
start 'DynamoDB Local: its own server, and the endpoint with the same embedded, in turn' 8313 \
  "$java" "${options[@]}" -cp "$classes" LocalServer.java 8313
create
start '' 8314 "${endpoint[@]}" --port 8314
create
in_turn PutItem 8313 8314
port=8313
echo 'DynamoDB Local, its own server'
measure GetItem
port=8314
echo 'Endpoint, embedded DynamoDB Local'
measure GetItem
start 'Endpoint, in front of DynamoDB Local' 8315 "${endpoint[@]}" --port 8315 --upstream http://127.0.0.1:8313
measure PutItem
measure GetItem
