package dev.headroom.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.endpoint.ApiClient.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Without it a client could be throttled too much, too little, or in words that it does not know.
 */
final class ThrottlingTest {

  private static final long SECOND = 1_000_000_000L;

  private static final String CREATE =
      """
      {'TableName':'orders',
       'AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'}%s],
       'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],
       %s}""";

  private static final String FIVE_UNITS =
      "'ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':5}";

  private final AtomicLong clock = new AtomicLong(7 * SECOND);
  private final List<AutoCloseable> open = new ArrayList<>();

  private ApiClient start(ThrottlingEndpoint.Builder builder) throws Exception {
    ThrottlingEndpoint endpoint = builder.port(0).clock(clock::get).start();
    open.add(endpoint);
    ApiClient client = new ApiClient(endpoint.uri());
    open.add(client);
    return client;
  }

  private ApiClient startWith(ModelProfile profile, String attributes, String capacity)
      throws Exception {
    ApiClient client = start(ThrottlingEndpoint.builder().profile(profile));
    assertThat(client.send("CreateTable", CREATE.formatted(attributes, capacity)).status())
        .isEqualTo(200);
    return client;
  }

  private ApiClient startWith(String capacity) throws Exception {
    return startWith(ModelProfile.observed(), "", capacity);
  }

  @AfterEach
  void close() throws Exception {
    Collections.reverse(open);
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private static String put(String key, int bytes) {
    int payload = bytes - "pk".length() - key.length() - "v".length();
    return "{'TableName':'orders','Item':{'pk':{'S':'%s'},'v':{'S':'%s'}}}"
        .formatted(key, "x".repeat(payload));
  }

  /** Sends until something is refused, and tells how many were not. */
  private static int untilThrottled(ApiClient client, String operation, String body)
      throws Exception {
    for (int sent = 0; sent < 10_000; sent++) {
      if (client.send(operation, body).status() != 200) {
        return sent;
      }
    }
    return Integer.MAX_VALUE;
  }

  @Test
  void putItem_newTable_passesAtItsRateWithTheRightRefusal() throws Exception {
    ApiClient client = startWith(FIVE_UNITS);
    assertThat(untilThrottled(client, "PutItem", put("a", 500))).isEqualTo(5);
    clock.addAndGet(2 * SECOND);
    assertThat(untilThrottled(client, "PutItem", put("b", 500))).isEqualTo(10);

    Reply refused = client.send("PutItem", put("c", 500));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("__type").asText())
        .isEqualTo("com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException");
    assertThat(refused.body().path("message").asText()).contains("provisioned throughput");
    assertThat(refused.body().path("ThrottlingReasons").toString())
        .isEqualTo(
            """
            [{"reason":"TableWriteProvisionedThroughputExceeded",\
            "resource":"arn:aws:dynamodb:ddblocal:000000000000:table/orders"}]""");
    assertThat(refused.http().headers().firstValue("content-type"))
        .contains("application/x-amz-json-1.0");
    assertThat(refused.http().headers().firstValue("retry-after")).isEmpty();
    // What was refused has not been stored.
    clock.addAndGet(SECOND);
    Reply read = client.send("GetItem", "{'TableName':'orders','Key':{'pk':{'S':'c'}}}");
    assertThat(read.body().has("Item")).isFalse();
  }

  @Test
  void putItem_overALargerItem_paysForTheLarger() throws Exception {
    ApiClient client = startWith(FIVE_UNITS);
    clock.addAndGet(100 * SECOND);
    client.send("PutItem", put("a", 100 * 1024));
    clock.addAndGet(200 * SECOND);
    Reply small =
        client.send(
            "PutItem",
            put("a", 100).replace("{'TableName'", "{'ReturnConsumedCapacity':'TOTAL','TableName'"));
    assertThat(small.body().at("/ConsumedCapacity/CapacityUnits").asDouble()).isEqualTo(100);
  }

  @Test
  void getItem_largeItem_isOwed() throws Exception {
    ApiClient client = startWith(FIVE_UNITS);
    clock.addAndGet(300 * SECOND);
    client.send("PutItem", put("a", 200 * 1024));
    String get = "{'TableName':'orders','Key':{'pk':{'S':'a'}},'ConsistentRead':true}";
    // 1,505 units are saved, and every read takes 50: the last may overdraw.
    assertThat(untilThrottled(client, "GetItem", get)).isEqualTo(31);
    clock.addAndGet(8 * SECOND);
    assertThat(client.send("GetItem", get).status()).isEqualTo(400);
    clock.addAndGet(2 * SECOND);
    assertThat(client.send("GetItem", get).status()).isEqualTo(200);
  }

  @Test
  void query_page_settlesWhatItEvaluated() throws Exception {
    ApiClient client = start(ThrottlingEndpoint.builder());
    client.send(
        "CreateTable",
        """
        {'TableName':'orders','AttributeDefinitions':[
          {'AttributeName':'pk','AttributeType':'S'},{'AttributeName':'sk','AttributeType':'N'}],
         'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'},{'AttributeName':'sk','KeyType':'RANGE'}],
         'ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':500}}""");
    for (int i = 0; i < 10; i++) {
      String item = put("a", 8_000).replace("'pk'", "'sk':{'N':'" + i + "'},'pk'");
      assertThat(client.send("PutItem", item).status()).isEqualTo(200);
    }
    String query =
        """
        {'TableName':'orders','KeyConditionExpression':'pk = :p','FilterExpression':'v = :n',
         'ExpressionAttributeValues':{':p':{'S':'a'},':n':{'S':'none'}}}""";
    // Ten units from a bucket that holds five: let in, and owed for a second.
    assertThat(client.send("Query", query).body().path("Count").asInt()).isZero();
    assertThat(client.send("Query", query).error())
        .isEqualTo("ProvisionedThroughputExceededException");
    clock.addAndGet(3 * SECOND / 2);
    assertThat(client.send("Query", query).status()).isEqualTo(200);
  }

  @Test
  void batchWriteItem_partOfIt_comesBackUnprocessed() throws Exception {
    ApiClient client = startWith(FIVE_UNITS);
    List<String> puts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      puts.add("{'PutRequest':{'Item':{'pk':{'S':'k" + i + "'}}}}");
    }
    String batch = "{'RequestItems':{'orders':[" + String.join(",", puts) + "]}}";
    Reply partial = client.send("BatchWriteItem", batch);
    assertThat(partial.status()).isEqualTo(200);
    assertThat(partial.body().at("/UnprocessedItems/orders"))
        .hasSize(3)
        .extracting(write -> write.at("/PutRequest/Item/pk/S").asText())
        .containsExactly("k5", "k6", "k7");

    Reply none = client.send("BatchWriteItem", batch);
    assertThat(none.error()).isEqualTo("ProvisionedThroughputExceededException");
    clock.addAndGet(SECOND);
    Reply rest =
        client.send(
            "BatchWriteItem",
            "{'RequestItems':%s}".formatted(partial.body().get("UnprocessedItems")));
    assertThat(rest.body().path("UnprocessedItems")).isEmpty();
  }

  @Test
  void batchWriteItem_oneIsNoItem_takesNothing() throws Exception {
    ApiClient client = startWith(FIVE_UNITS);
    String batch =
        """
        {'RequestItems':{'orders':[{'PutRequest':{'Item':{'pk':{'S':'a'}}}},
                                   {'PutRequest':{'Item':{'pk':{'S':'b'},'v':{'N':'none'}}}}]}}""";
    for (int i = 0; i < 10; i++) {
      assertThat(client.send("BatchWriteItem", batch).error()).isEqualTo("ValidationException");
    }
    assertThat(untilThrottled(client, "PutItem", put("a", 500))).isEqualTo(5);
  }

  @Test
  void batchGetItem_partOfIt_comesBackUnprocessed() throws Exception {
    ApiClient client = startWith(FIVE_UNITS);
    client.send("PutItem", put("k1", 100));
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      keys.add("{'pk':{'S':'k" + i + "'}}");
    }
    String batch =
        "{'RequestItems':{'orders':{'ProjectionExpression':'pk','Keys':[%s]}}}"
            .formatted(String.join(",", keys));
    Reply partial = client.send("BatchGetItem", batch);
    assertThat(partial.body().at("/Responses/orders")).hasSize(1);
    assertThat(partial.body().at("/UnprocessedKeys/orders/Keys")).hasSize(2);
    assertThat(partial.body().at("/UnprocessedKeys/orders/ProjectionExpression").asText())
        .isEqualTo("pk");
    assertThat(client.send("BatchGetItem", batch).error())
        .isEqualTo("ProvisionedThroughputExceededException");
  }

  @Test
  void transactWriteItems_refused_namesEveryItem() throws Exception {
    ApiClient client = startWith(FIVE_UNITS);
    client.send(
        "CreateTable",
        CREATE
            .formatted(
                "", "'ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':50}")
            .replace("'orders'", "'calm'"));
    String transaction =
        """
        {'TransactItems':[{'Put':{'TableName':'calm','Item':{'pk':{'S':'a'}}}},
                          {'Put':{'TableName':'orders','Item':{'pk':{'S':'b'}}}}]}""";
    // Two units for each item: the third transaction overdraws.
    assertThat(untilThrottled(client, "TransactWriteItems", transaction)).isEqualTo(3);
    Reply refused = client.send("TransactWriteItems", transaction);
    assertThat(refused.error()).isEqualTo("TransactionCanceledException");
    assertThat(refused.body().path("CancellationReasons"))
        .extracting(reason -> reason.path("Code").asText())
        .containsExactly("None", "ProvisionedThroughputExceeded");
    assertThat(refused.body().path("message").asText())
        .endsWith("[None, ProvisionedThroughputExceeded]");
  }

  @Test
  void transactWriteItems_repeatedToken_isChargedAsReads() throws Exception {
    ApiClient client = startWith(FIVE_UNITS);
    String transaction =
        """
        {'ClientRequestToken':'t1','ReturnConsumedCapacity':'TOTAL',
         'TransactItems':[{'Put':{'TableName':'orders','Item':{'pk':{'S':'a'}}}}]}""";

    Reply first = client.send("TransactWriteItems", transaction);
    Reply again = client.send("TransactWriteItems", transaction);

    assertThat(first.body().at("/ConsumedCapacity/0/WriteCapacityUnits").asDouble()).isEqualTo(2);
    assertThat(again.body().at("/ConsumedCapacity/0/ReadCapacityUnits").asDouble()).isEqualTo(2);
    String put = "{'TableName':'orders','Item':{'pk':{'S':'b'}}}";
    assertThat(untilThrottled(client, "PutItem", put)).isEqualTo(3);
  }

  @Test
  void putItem_starvedIndex_pushesBack() throws Exception {
    ApiClient client =
        startWith(
            ModelProfile.documented(),
            ",{'AttributeName':'status','AttributeType':'S'}",
            """
            'ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':100},
            'GlobalSecondaryIndexes':[{'IndexName':'by-status',
              'KeySchema':[{'AttributeName':'status','KeyType':'HASH'}],
              'Projection':{'ProjectionType':'KEYS_ONLY'},
              'ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':5}}]""");
    String open = "{'TableName':'orders','Item':{'pk':{'S':'%s'},'status':{'S':'OPEN'}}}";
    for (int i = 0; i < 5; i++) {
      assertThat(client.send("PutItem", open.formatted("k" + i)).status()).isEqualTo(200);
    }
    Reply refused = client.send("PutItem", open.formatted("k9"));
    assertThat(refused.body().at("/ThrottlingReasons/0/reason").asText())
        .isEqualTo("IndexWriteProvisionedThroughputExceeded");
    assertThat(refused.body().at("/ThrottlingReasons/0/resource").asText())
        .endsWith("table/orders/index/by-status");
    assertThat(refused.body().path("message").asText()).contains("global secondary indexes");
    // Writes that do not touch the index still pass.
    assertThat(client.send("PutItem", open.formatted("k1")).status()).isEqualTo(200);
    assertThat(client.send("PutItem", put("other", 100)).status()).isEqualTo(200);
    // An entry that moves takes two units.
    clock.addAndGet(SECOND);
    Reply moved =
        client.send(
            "UpdateItem",
            """
            {'TableName':'orders','Key':{'pk':{'S':'k1'}},'UpdateExpression':'SET #s = :s',
             'ExpressionAttributeNames':{'#s':'status'},'ExpressionAttributeValues':{':s':{'S':'PAID'}},
             'ReturnConsumedCapacity':'INDEXES'}""");
    assertThat(
            moved
                .body()
                .at("/ConsumedCapacity/GlobalSecondaryIndexes/by-status/CapacityUnits")
                .asDouble())
        .isEqualTo(2);
    assertThat(moved.body().has("Attributes")).isFalse();
  }

  @Test
  void putItem_hotKeyOnDemand_isThrottledByItsPartition() throws Exception {
    ApiClient client =
        startWith(
            ModelProfile.observed().withOverrides(Map.of("partition.maxWrite", "10")),
            "",
            "'BillingMode':'PAY_PER_REQUEST'");
    assertThat(untilThrottled(client, "PutItem", put("hot", 100))).isBetween(10, 20);
    Reply refused = client.send("PutItem", put("hot", 100));
    assertThat(refused.body().path("__type").asText())
        .isEqualTo("com.amazon.coral.availability#ThrottlingException");
    assertThat(refused.body().at("/throttlingReasons/0/reason").asText())
        .isEqualTo("TableWriteKeyRangeThroughputExceeded");
  }

  @Test
  void putItem_onDemandMaximum_isThrottledByIt() throws Exception {
    ApiClient client =
        startWith(
            """
            'BillingMode':'PAY_PER_REQUEST',
            'OnDemandThroughput':{'MaxReadRequestUnits':10,'MaxWriteRequestUnits':10}""");
    assertThat(untilThrottled(client, "PutItem", put("a", 100))).isLessThan(100);
    Reply refused = client.send("PutItem", put("a", 100));
    assertThat(refused.error()).isEqualTo("ThrottlingException");
    assertThat(refused.body().at("/throttlingReasons/0/reason").asText())
        .isEqualTo("TableWriteMaxOnDemandThroughputExceeded");
  }

  @Test
  void updateTable_takesItsTime_andOneAtATime() throws Exception {
    ApiClient client = startWith(FIVE_UNITS);
    String update =
        "{'TableName':'orders','ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':50}}";
    Reply begun = client.send("UpdateTable", update);
    assertThat(begun.body().at("/TableDescription/TableStatus").asText()).isEqualTo("UPDATING");
    assertThat(units(begun.body().path("TableDescription"))).isEqualTo(5);
    assertThat(client.send("UpdateTable", update).error()).isEqualTo("ResourceInUseException");

    clock.addAndGet(120 * SECOND);
    JsonNode after = client.send("DescribeTable", "{'TableName':'orders'}").body().path("Table");
    assertThat(after.path("TableStatus").asText()).isEqualTo("ACTIVE");
    assertThat(units(after)).isEqualTo(50);
  }

  private static long units(JsonNode description) {
    return description.at("/ProvisionedThroughput/WriteCapacityUnits").asLong();
  }

  @Test
  void scale_hundredth_throttlesAtAHundredth() throws Exception {
    ApiClient client = start(ThrottlingEndpoint.builder().scale(0.01));
    client.send(
        "CreateTable",
        CREATE.formatted(
            "", "'ProvisionedThroughput':{'ReadCapacityUnits':500,'WriteCapacityUnits':500}"));
    assertThat(untilThrottled(client, "PutItem", put("a", 100))).isEqualTo(5);
  }

  @Test
  void errorProbability_throttlesCalmTables() throws Exception {
    ApiClient client = start(ThrottlingEndpoint.builder().errorProbability(0, 0.5));
    client.send("CreateTable", CREATE.formatted("", "'BillingMode':'PAY_PER_REQUEST'"));
    int refused = 0;
    for (int i = 0; i < 200; i++) {
      refused += client.send("PutItem", put("a", 100)).status() == 200 ? 0 : 1;
      assertThat(client.send("GetItem", "{'TableName':'orders','Key':{'pk':{'S':'a'}}}").status())
          .isEqualTo(200);
    }
    assertThat(refused).isBetween(70, 130);
  }

  @Test
  void conditionFailed_takesWhatAWriteWouldHave() throws Exception {
    ModelProfile widePartitions =
        ModelProfile.observed().withOverrides(Map.of("partition.maxWrite", "40000"));
    ApiClient client = startWith(widePartitions, "", FIVE_UNITS);
    clock.addAndGet(300 * SECOND);
    client.send("PutItem", put("a", 100 * 1024));
    String conditional =
        put("a", 100)
            .replace(
                "{'TableName'", "{'ConditionExpression':'attribute_not_exists(pk)','TableName'");
    // 1,405 units are left, and every failure takes 100.
    int failed = 0;
    Reply reply = client.send("PutItem", conditional);
    while (reply.error().equals("ConditionalCheckFailedException")) {
      assertThat(reply.body().has("Item")).isFalse();
      failed++;
      reply = client.send("PutItem", conditional);
    }
    assertThat(failed).isEqualTo(15);
    assertThat(reply.error()).isEqualTo("ProvisionedThroughputExceededException");
  }

  @Test
  void executeStatement_isThrottledToo() throws Exception {
    ApiClient client = startWith(FIVE_UNITS);
    int passed = 0;
    Reply reply = insert(client, passed);
    while (reply.status() == 200) {
      passed++;
      reply = insert(client, passed);
    }
    assertThat(passed).isEqualTo(5);
    assertThat(reply.error()).isEqualTo("ProvisionedThroughputExceededException");
  }

  private static Reply insert(ApiClient client, int key) throws Exception {
    return client.sendRaw(
        "ExecuteStatement",
        "{\"Statement\":\"INSERT INTO \\\"orders\\\" VALUE {'pk': 'k" + key + "'}\"}");
  }
}
