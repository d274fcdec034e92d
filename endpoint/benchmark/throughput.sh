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
server=

stop() {
  [[ -z $server ]] || { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }
  server=
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
  server=$!
  for _ in $(seq 100); do
    call ListTables '{}' 2>/dev/null && break
    sleep 0.2
  done
  call CreateTable '{"TableName":"bench","AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
    "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],
    "ProvisionedThroughput":{"ReadCapacityUnits":40000,"WriteCapacityUnits":40000}}'
  echo "$1"
}

measure() {
  wrk -t 1 -c 64 -d "${warm_up_seconds}s" -s requests.lua "http://127.0.0.1:$port/" -- "$1" >/dev/null
  printf '  %-8s ' "$1"
  wrk -t 1 -c 64 -d "${seconds}s" -s requests.lua "http://127.0.0.1:$port/" -- "$1" | tail -n 1
}

# Partitions of any strength, so that the rate is the machine's and not the model's.
options=(-Xmx2g --enable-native-access=ALL-UNNAMED)
endpoint=("$java" "${options[@]}" -cp "$classes" dev.headroom.cli.Headroom serve --scale 1)

start 'Empty handler' 8311 "$java" "${options[@]}" -cp "$classes" EmptyServer.java 8311
measure PutItem
stop
start 'Endpoint, upstream none' 8312 "${endpoint[@]}" --port 8312 --upstream none
measure PutItem
measure GetItem
stop
start 'DynamoDB Local, its own server' 8313 "$java" "${options[@]}" -cp "$classes" LocalServer.java 8313
measure PutItem
measure GetItem
stop
start 'Endpoint, embedded DynamoDB Local' 8314 "${endpoint[@]}" --port 8314
measure PutItem
measure GetItem
stop
