"""Creates a table of 5 WCU, overdraws it, and writes on as boto3 does by itself."""
import sys
import time

import boto3

table = "boto3-orders"
client = boto3.client("dynamodb", endpoint_url=sys.argv[1], region_name="eu-west-1",
                      aws_access_key_id="none", aws_secret_access_key="none")
client.create_table(
    TableName=table,
    AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
    KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
    ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 5})


def put(kilobytes):
    client.put_item(TableName=table, Item={"pk": {"S": "a"}, "v": {"S": "x" * (1024 * kilobytes - 10)}})


put(60)
began = time.monotonic()
put(1)
print(f"boto3 {boto3.__version__}: written again after {time.monotonic() - began:.1f} s of its own retries")

# Nothing throttles a transaction twice: it fails at once, with a reason for each item.
put(30)
try:
    client.transact_write_items(TransactItems=[{"Put": {"TableName": table, "Item": {"pk": {"S": "b"}}}}])
    sys.exit("the transaction was not throttled")
except client.exceptions.TransactionCanceledException as refused:
    print("boto3: transaction", refused.response["CancellationReasons"][0]["Code"])
