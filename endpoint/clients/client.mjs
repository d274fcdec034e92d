// Creates a table of 5 WCU, overdraws it, reads why it is refused after the SDK's own retries, and recovers.
import { setTimeout as sleep } from 'node:timers/promises';
import { createRequire } from 'node:module';

const require = createRequire(process.env.NODE_MODULES_FOLDER + '/');
const { DynamoDBClient, CreateTableCommand, PutItemCommand } = require('@aws-sdk/client-dynamodb');
const { version } = require('@aws-sdk/client-dynamodb/package.json');

const client = new DynamoDBClient({ endpoint: process.argv[2], region: 'eu-west-1', credentials: { accessKeyId: 'none', secretAccessKey: 'none' } });
const TableName = 'js-orders';
const put = kilobytes => client.send(new PutItemCommand({ TableName, Item: { pk: { S: 'a' }, v: { S: 'x'.repeat(1024 * kilobytes - 10) } } }));

await client.send(new CreateTableCommand({
  TableName, AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }], KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 }
}));
await put(80);
try {
  await put(1);
  throw new Error('the write was not throttled');
} catch (refused) {
  if (refused.name !== 'ProvisionedThroughputExceededException') throw refused;
  const reason = refused.ThrottlingReasons[0];
  if (reason.reason !== 'TableWriteProvisionedThroughputExceeded' || !reason.resource.endsWith(':table/' + TableName)) throw new Error(JSON.stringify(reason));
  console.log(`AWS SDK for JavaScript ${version}: ${refused.$metadata.attempts} attempts, ${reason.reason}`);
}
await sleep(16_000);
await put(1);
console.log('AWS SDK for JavaScript: written again');
