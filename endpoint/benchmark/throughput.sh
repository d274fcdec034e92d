#!/usr/bin/env bash
# How many requests per second the endpoint serves, beside what bounds it: its own server with an empty handler, and
# DynamoDB Local's own HTTP server. Load generator and servers share the machine, so only ratios tell anything.
#
#   endpoint/benchmark/throughput.sh [SECONDS]     needs wrk (a Debian package) and curl
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
seconds=${1:-10}
# DynamoDB Local needs long until its code is compiled.
warm_up_seconds=$((3 * seconds))
home=$(cd ../.. && pwd)
"$home/headroom" --version >/dev/null
app=$home/cli/target/headroom
[[ -d $app/lib ]] || app=$home/cli/target/unchecked/headroom
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
  echo "$1"
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

# Partitions of any strength, so that the rate is the machine's and not the model's.
options=(-Xmx2g --enable-native-access=ALL-UNNAMED)
endpoint=("$java" "${options[@]}" -cp "$classes" dev.headroom.cli.Headroom serve --scale 1)

start 'Empty handler' 8311 "$java" "${options[@]}" -cp "$classes" EmptyServer.java 8311
measure PutItem
stop
start 'Endpoint, upstream none' 8312 "${endpoint[@]}" --port 8312 --upstream none
create
measure PutItem
measure GetItem
stop
start 'DynamoDB Local, its own server' 8313 "$java" "${options[@]}" -cp "$classes" LocalServer.java 8313
create
measure PutItem
measure GetItem
start 'Endpoint, in front of that server' 8315 "${endpoint[@]}" --port 8315 --upstream http://127.0.0.1:8313
measure PutItem
measure GetItem
stop
start 'Endpoint, embedded DynamoDB Local' 8314 "${endpoint[@]}" --port 8314
create
measure PutItem
measure GetItem
stop
