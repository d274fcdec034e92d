package dev.headroom.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.endpoint.ApiClient.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * Without it a program could see another DynamoDB behind the endpoint than in front of its store:
 * the same requests go to DynamoDB Local itself and through the endpoint to another one.
 */
final class SameAnswersTest {

  /** Members that differ from run to run. */
  private static final List<String> VOLATILE =
      List.of(
          "CreationDateTime",
          "LastUpdateToPayPerRequestDateTime",
          "LatestStreamLabel",
          "LatestStreamArn",
          "TableId");

  /**
   * What the service tells of transactions, and DynamoDB Local does not. Source: the public
   * conformance suite paritysuite/dynamodb-conformance, issue 69, measured on the service.
   */
  private static final List<String> OF_TRANSACTIONS =
      List.of("ReadCapacityUnits", "WriteCapacityUnits");

  @TestFactory
  List<DynamicTest> answer_whileNothingThrottles_equalsTheStores() throws Exception {
    List<String> requests = requests();
    List<Reply> direct = new ArrayList<>();
    DynamoDBProxyServer store = store();
    try (ApiClient client = new ApiClient(URI.create("http://127.0.0.1:" + port))) {
      for (String request : requests) {
        direct.add(send(client, request));
      }
    } finally {
      store.stop();
    }
    List<DynamicTest> tests = new ArrayList<>();
    try (ThrottlingEndpoint endpoint = ThrottlingEndpoint.builder().port(0).start();
        ApiClient client = new ApiClient(endpoint.uri())) {
      for (int i = 0; i < requests.size(); i++) {
        String request = requests.get(i);
        Reply through = send(client, request);
        Reply expected = direct.get(i);
        tests.add(DynamicTest.dynamicTest(request, () -> compare(request, expected, through)));
      }
    }
    assertThat(tests).hasSizeGreaterThan(100);
    return tests;
  }

  private int port;

  private DynamoDBProxyServer store() throws Exception {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    DynamoDBProxyServer server =
        ServerRunner.createServerFromCommandLineArgs(
            new String[] {
              "-inMemory", "-sharedDb", "-disableTelemetry", "-port", Integer.toString(port)
            });
    server.start();
    return server;
  }

  private static List<String> requests() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(SameAnswersTest.class.getResourceAsStream("requests.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    }
  }

  private static Reply send(ApiClient client, String line) throws Exception {
    int blank = line.indexOf(' ');
    return client.sendRaw(line.substring(0, blank), line.substring(blank + 1));
  }

  private static void compare(String request, Reply direct, Reply through) {
    assertThat(through.status()).isEqualTo(direct.status());
    JsonNode expected = stable(direct.body());
    if (!request.contains("ReturnConsumedCapacity")) {
      // DynamoDB Local tells it unasked when it deletes what is not there.
      ((ObjectNode) expected).remove("ConsumedCapacity");
    }
    JsonNode actual = stable(through.body());
    for (JsonNode consumed : actual.path("ConsumedCapacity")) {
      OF_TRANSACTIONS.forEach(
          name -> consumed.findParents(name).forEach(in -> ((ObjectNode) in).remove(name)));
    }
    assertThat(actual).isEqualTo(expected);
    assertThat(through.http().headers().firstValue("content-type"))
        .isEqualTo(direct.http().headers().firstValue("content-type"));
    assertThat(through.http().headers().firstValue("x-amzn-requestid")).isPresent();
    CRC32 crc = new CRC32();
    crc.update(through.http().body());
    assertThat(through.http().headers().firstValue("x-amz-crc32"))
        .contains(Long.toString(crc.getValue()));
    assertThat(through.http().headers().firstValueAsLong("content-length"))
        .hasValue(through.http().body().length);
  }

  private static JsonNode stable(JsonNode body) {
    JsonNode copy = body.deepCopy();
    VOLATILE.forEach(name -> copy.findParents(name).forEach(in -> ((ObjectNode) in).remove(name)));
    return copy;
  }

  @Test
  void streams_passThrough() throws Exception {
    try (ThrottlingEndpoint endpoint = ThrottlingEndpoint.builder().port(0).start();
        ApiClient client = new ApiClient(endpoint.uri())) {
      client.send(
          "CreateTable",
          """
          {'TableName':'streamed','BillingMode':'PAY_PER_REQUEST',
           'AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'}],
           'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],
           'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'NEW_IMAGE'}}""");
      client.send("PutItem", "{'TableName':'streamed','Item':{'pk':{'S':'a'}}}");
      String arn =
          client
              .send("ListStreams", "{}")
              .body()
              .path("Streams")
              .path(0)
              .path("StreamArn")
              .asText();
      String shard =
          client
              .send("DescribeStream", "{'StreamArn':'%s'}".formatted(arn))
              .body()
              .at("/StreamDescription/Shards/0/ShardId")
              .asText();
      String iterator =
          client
              .send(
                  "GetShardIterator",
                  "{'StreamArn':'%s','ShardId':'%s','ShardIteratorType':'TRIM_HORIZON'}"
                      .formatted(arn, shard))
              .body()
              .path("ShardIterator")
              .asText();
      Reply records = client.send("GetRecords", "{'ShardIterator':'%s'}".formatted(iterator));
      assertThat(records.body().at("/Records/0/dynamodb/NewImage/pk/S").asText()).isEqualTo("a");
    }
  }
}
