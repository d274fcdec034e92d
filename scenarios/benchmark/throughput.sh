#!/usr/bin/env bash
# What the Gatling protocol costs: requests per second of a Gatling run beside those of a plain loop on the same client,
# in turn, 64 in flight. Load generator and server share the machine, so only the ratio tells anything.
#
#   scenarios/benchmark/throughput.sh [SECONDS [ROUNDS]]     needs curl
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
seconds=${1:-8}
rounds=${2:-5}
home=$(cd ../.. && pwd)
"$home/headroom" --version >/dev/null
app=$(dirname "$({ ls -t "$home"/cli/target/{,unchecked/}headroom/stamp 2>/dev/null || true; } | head -n 1)")
java=java
for jdk in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
  "$java" --version 2>/dev/null | grep -qE '^[a-z]+ (2[1-9]|[3-9][0-9])' || java=$jdk/bin/java
done
work=$(mktemp -d)
server=

stop() {
  [[ -z $server ]] || { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }
  server=
}
trap 'stop; rm -rf "$work"' EXIT

classes="$app/lib/*:$app/load/*"
"${java%java}javac" -cp "$classes" -d "$work" Throughput.java

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
  "$java" -Xmx1g --add-opens=java.base/java.lang=ALL-UNNAMED --enable-native-access=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow -Dio.netty.noUnsafe=false \
    -cp "$work:$classes" Throughput "http://127.0.0.1:$port" "$1" "$seconds" "$rounds" 2>&1 >"$work/gatling.log"
}

options=(-Xmx1g --enable-native-access=ALL-UNNAMED -cp "$app/lib/*:$app/store/*")
start 'DynamoDB Local, its own server' 8321 "$java" "${options[@]}" "$home/endpoint/benchmark/LocalServer.java" 8321
measure PutItem
measure GetItem
stop
# Partitions of any strength, so that nothing throttles.
start 'Endpoint, upstream none' 8322 "$java" "${options[@]}" dev.headroom.cli.Headroom serve --scale 1 --port 8322 --upstream none
measure PutItem
measure GetItem
stop
