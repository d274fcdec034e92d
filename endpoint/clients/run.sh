#!/usr/bin/env bash
# Real clients against the endpoint, unmodified: each creates a table of 5 WCU, writes until it is throttled, and
# recovers. Takes about a minute.
#
#   endpoint/clients/run.sh     needs aws (AWS CLI 2), python3 with boto3, and npm
#
#   AWS_CLI, PYTHON   other programs than aws and python3
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
work=$(mktemp -d)
server=
finish() {
  [[ -z $server ]] || { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }
  rm -rf "$work"
}
trap finish EXIT

npm install --silent --no-audit --no-fund --prefix "$work" @aws-sdk/client-dynamodb@3
../../headroom --version >/dev/null
../../headroom serve --port 0 >"$work/server" 2>&1 &
server=$!
for _ in $(seq 100); do
  endpoint=$(sed -n 's/^DynamoDB endpoint *//p' "$work/server")
  [[ -z $endpoint ]] || break
  sleep 0.2
done
[[ -n $endpoint ]] || { cat "$work/server" >&2; exit 1; }

pids=()
"${PYTHON:-python3}" boto3_client.py "$endpoint" & pids+=($!)
./cli_client.sh "$endpoint" & pids+=($!)
NODE_MODULES_FOLDER=$work node client.mjs "$endpoint" & pids+=($!)
for pid in "${pids[@]}"; do
  wait "$pid"
done

echo
echo "Attempts as the endpoint counted them (this AWS CLI sends no header that tells which is a retry):"
curl -sS "$endpoint/metrics" | grep '^headroom_attempts_total' | sed 's/flow="",//; s/source="endpoint",//'
retries() {
  curl -sS "$endpoint/metrics" |
    awk -v table="table=\"$1\"" '/^headroom_attempts_total{attempt="retry".*operation="PutItem"/ && index($0, table) { sum += $2 } END { print sum + 0 }'
}
(($(retries boto3-orders) >= 5)) || { echo "boto3 is expected to retry at least 5 times" >&2; exit 1; }
(($(retries js-orders) == 3)) || { echo "the SDK for JavaScript is expected to retry 3 times" >&2; exit 1; }
