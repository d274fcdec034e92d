package dev.headroom.cli.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.headroom.document.InvalidInputException;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.ScenarioReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without it a load test could be let loose on production, or on a table of somebody else. */
final class AwsTargetTest {

  private static final Map<String, String> CREDENTIALS =
      Map.of("aws.accessKeyId", "AKIAIOSFODNN7EXAMPLE", "aws.secretAccessKey", "secret");

  @TempDir private Path folder;

  private final List<String> asked = new ArrayList<>();
  private final HttpServer server = start();
  private String caller = "arn:aws:sts::111122223333:assumed-role/developer/me";
  private String tables = "\"customers-dev\"";
  private String key = "id";

  @BeforeEach
  void giveCredentials() {
    CREDENTIALS.forEach(System::setProperty);
  }

  @AfterEach
  void stop() {
    CREDENTIALS.keySet().forEach(System::clearProperty);
    server.stop(0);
  }

  @Test
  void of_ordinaryAccount_makesATableOfItsOwnName() throws IOException {
    try (AwsTarget target = target(null)) {
      assertThat(target.tableName(scenario())).isEqualTo("headroom-orders");
      assertThat(target.isTableKept()).isFalse();
      assertThat(target.isFree()).isFalse();
    }
    assertThat(asked).containsExactly("GetCallerIdentity", "ListTables");
  }

  @Test
  void of_existingTable_isKept() throws IOException {
    try (AwsTarget target = target("customers-dev")) {
      assertThat(target.tableName(scenario())).isEqualTo("customers-dev");
      assertThat(target.isTableKept()).isTrue();
    }
    assertThat(asked).contains("DescribeTable");
  }

  @Test
  void of_existingTableWithAnotherKey_isRefused() {
    key = "customer";

    assertRefused("customers-dev", "has the key [customer], and the scenario's table has [id]");
  }

  @Test
  void of_callerOfProduction_isRefused() {
    caller = "arn:aws:sts::111122223333:assumed-role/prod-admin/me";

    assertRefused(null, "the caller looks like production");
  }

  @Test
  void of_accountWithATableOfProduction_isRefused() {
    tables = "\"a\", \"orders-prod\"";

    assertRefused(null, "the account looks like production: it has a table orders-prod");
  }

  @Test
  void of_existingTableOfProduction_isRefused() {
    assertRefused("orders-live", "the table looks like production: orders-live");
  }

  @Test
  void begin_scaledTable_isScaledUntilTheEnd() throws IOException {
    try (AwsTarget target = target(null)) {
      target.begin(scenario());
      target.end();
    }

    assertThat(asked)
        .containsSubsequence(
            "RegisterScalableTarget", "PutScalingPolicy", "DeregisterScalableTarget");
  }

  private void assertRefused(@Nullable String existing, String why) {
    assertThatThrownBy(() -> target(existing))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(why);
    assertThat(asked).doesNotContain("CreateTable", "DeleteTable", "PutItem");
  }

  private AwsTarget target(@Nullable String existing) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return AwsTarget.of(scenario(), "headroom-", existing, "eu-west-1", uri);
  }

  private Scenario scenario() throws IOException {
    Path file = folder.resolve("scenario.yaml");
    Files.writeString(
        file,
        """
        table:
          name: orders
          partitionKey: id
          readCapacityUnits: 5
          writeCapacityUnits: 20
          autoScaling:
            write: {min: 20, max: 200, targetPercent: 70}
        duration: 1m
        traffic: [{operation: PutItem, rate: 1/s}]
        """);
    return ScenarioReader.read(file);
  }

  private HttpServer start() {
    try {
      HttpServer stub =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      stub.createContext("/", this::answer);
      stub.start();
      return stub;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String operation =
        target == null ? "GetCallerIdentity" : target.substring(target.indexOf('.') + 1);
    asked.add(operation);
    String body =
        switch (operation) {
          case "GetCallerIdentity" ->
              """
              <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                <GetCallerIdentityResult><Arn>%s</Arn></GetCallerIdentityResult>
              </GetCallerIdentityResponse>
              """
                  .formatted(caller);
          case "ListTables" -> "{\"TableNames\": [%s]}".formatted(tables);
          case "DescribeTable" ->
              """
              {"Table": {"TableName": "customers-dev", "TableStatus": "ACTIVE",
                "KeySchema": [{"AttributeName": "%s", "KeyType": "HASH"}]}}
              """
                  .formatted(key);
          default -> "{}";
        };
    byte[] bytes = body.getBytes(UTF_8);
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
