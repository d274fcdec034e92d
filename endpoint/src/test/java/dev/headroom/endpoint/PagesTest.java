package dev.headroom.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Without it what people and Prometheus see could differ from what was decided, or show keys. */
final class PagesTest {

  private static final String SECRET = "customer-4711";

  private final HttpClient http = HttpClient.newHttpClient();
  private ThrottlingEndpoint endpoint;

  @BeforeEach
  void send() throws Exception {
    endpoint = ThrottlingEndpoint.builder().port(0).start();
    try (ApiClient client = new ApiClient(endpoint.uri())) {
      client.send(
          "CreateTable",
          """
          {'TableName':'orders','AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'}],
           'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],
           'ProvisionedThroughput':{'ReadCapacityUnits':7,'WriteCapacityUnits':3}}""");
      int refused = 0;
      while (refused == 0) {
        String put =
            "{'TableName':'orders','Item':{'pk':{'S':'%s'},'v':{'S':'%s'}}}"
                .formatted(SECRET, "x".repeat(3_000));
        refused += client.send("PutItem", put).status() == 400 ? 1 : 0;
      }
      client.send("NoSuchThing" + SECRET, "{}");
    }
  }

  @AfterEach
  void close() {
    http.close();
    endpoint.close();
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = endpoint.uri().resolve(path);
    return http.send(
        HttpRequest.newBuilder(uri).build(),
        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  @Test
  void metrics_tellRequestsThrottlesUnitsAndLevels() throws Exception {
    String page = get("/metrics").body();
    assertThat(page)
        .containsPattern(
            "headroom_requests_total\\{admission=\"\",flow=\"\",index=\"\",operation=\"PutItem\","
                + "outcome=\"throttled\",reason=\"TableWriteProvisionedThroughputExceeded\","
                + "source=\"endpoint\",table=\"orders\"} 1\\.0")
        .containsPattern(
            "headroom_throttle_events_total\\{dimension=\"write\",index=\"\","
                + "reason=\"TableWriteProvisionedThroughputExceeded\",source=\"endpoint\","
                + "table=\"orders\"} 1\\.0")
        .containsPattern(
            "headroom_capacity_consumed_total\\{dimension=\"write\",.*table=\"orders\"} [1-9]")
        .contains(
            "headroom_capacity_provisioned{dimension=\"write\",index=\"\",source=\"endpoint\","
                + "table=\"orders\"} 3.0")
        .contains("headroom_partitions{index=\"\",source=\"endpoint\",table=\"orders\"} 1.0")
        .contains("headroom_burst_balance{dimension=\"read\"")
        .contains("headroom_partition_utilization{")
        .contains("headroom_latency_seconds_bucket{")
        .contains("operation=\"other\"")
        .doesNotContain(SECRET);
  }

  @Test
  void state_tellsBucketsAndHidesKeys() throws Exception {
    HttpResponse<String> response = get("/headroom/state");
    assertThat(response.body()).doesNotContain(SECRET);
    JsonNode state = new ObjectMapper().readTree(response.body());
    assertThat(state.path("profile").asText()).isEqualTo("observed");
    JsonNode table = state.at("/tables/0");
    assertThat(table.path("name").asText()).isEqualTo("orders");
    assertThat(table.at("/resources/0/write/capacityUnits").asInt()).isEqualTo(3);
    assertThat(
            table.at("/resources/0/throttleEvents/TableWriteProvisionedThroughputExceeded").asInt())
        .isEqualTo(1);
    assertThat(table.at("/hotKeys/0/key").asText()).startsWith("#");
    assertThat(table.at("/hotKeys/0/throttled").asInt()).isEqualTo(1);
  }

  @Test
  void events_sendTheStateEverySecond() throws Exception {
    HttpResponse<InputStream> response =
        http.send(
            HttpRequest.newBuilder(endpoint.uri().resolve("/headroom/events")).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).startsWith("data: {").contains("\"orders\"");
      assertThat(lines.readLine()).isEmpty();
      assertThat(lines.readLine()).startsWith("data: {").contains("\"orders\"");
    }
  }

  @Test
  void page_isWhole() throws Exception {
    assertThat(get("/headroom").body()).contains("/headroom/live.js");
    assertThat(get("/headroom/live.js").body()).contains("EventSource");
    assertThat(get("/headroom/echarts.min.js").body()).contains("echarts");
    assertThat(get("/").body()).startsWith("healthy");
    assertThat(get("/nothing").statusCode()).isEqualTo(404);
  }
}
