#!/usr/bin/env bash
# Creates a table of 5 WCU, overdraws it, is refused after the AWS CLI's own retries, and recovers.
set -euo pipefail
export AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none AWS_DEFAULT_REGION=eu-west-1 AWS_PAGER= AWS_CONFIG_FILE=/dev/null
aws=${AWS_CLI:-aws}

call() {
  "$aws" --endpoint-url "$endpoint" dynamodb "$@" --output json
}

endpoint=$1
call create-table --table-name cli-orders --attribute-definitions AttributeName=pk,AttributeType=S \
  --key-schema AttributeName=pk,KeyType=HASH --provisioned-throughput ReadCapacityUnits=5,WriteCapacityUnits=5 >/dev/null
large=$(printf '{"pk":{"S":"a"},"v":{"S":"%0100000d"}}' 0)
call put-item --table-name cli-orders --item "$large" >/dev/null
code=0
message=$(call put-item --table-name cli-orders --item '{"pk":{"S":"b"}}' 2>&1) || code=$?
[[ $code == 254 && $message == *ProvisionedThroughputExceededException* ]] || {
  echo "expected a throttle and exit code 254, got $code: $message" >&2
  exit 1
}
echo "$("$aws" --version | cut -d' ' -f1): exit code $code, $(grep -o 'reached max retries: [0-9]*' <<<"$message" || true)"
for second in $(seq 40); do
  call put-item --table-name cli-orders --item '{"pk":{"S":"b"}}' >/dev/null 2>&1 && { echo "aws-cli: written again"; exit 0; }
  sleep 1
done
echo "aws-cli: not written again within $second tries" >&2
exit 1
