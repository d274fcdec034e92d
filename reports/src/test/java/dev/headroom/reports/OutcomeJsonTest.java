package dev.headroom.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.reports.testing.Outcomes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract of {@code outcome.json}: other programs and later versions read it. */
final class OutcomeJsonTest {

  private static String text = "";
  private static JsonNode json = new ObjectMapper().nullNode();

  @BeforeAll
  static void write() throws IOException {
    text = new JsonReport().render(Outcomes.failing());
    json = new ObjectMapper().readTree(text);
  }

  @Test
  void outcome_keys_standInTheOrderOfTheContract() {
    assertThat(keys(json))
        .containsExactly(
            "schema",
            "scenario",
            "source",
            "start",
            "seed",
            "trials",
            "profile",
            "modelOverrides",
            "version",
            "durationSeconds",
            "tables",
            "resources",
            "flows",
            "events",
            "hotKeys",
            "cost",
            "gates",
            "alarms",
            "bands",
            "advice",
            "assumptions",
            "notModelled");
    assertThat(json.path("schema").asText()).isEqualTo("headroom/outcome/v1");
    assertThat(json.path("source").asText()).isEqualTo("simulated");
  }

  @Test
  void resource_keys_standInTheOrderOfTheContract() {
    assertThat(keys(json.at("/resources/0")))
        .containsExactly("name", "kind", "series", "totals", "hotPartitions");
    assertThat(keys(json.at("/resources/0/series")))
        .containsExactly(
            "periodSeconds",
            "consumedReadUnits",
            "consumedWriteUnits",
            "provisionedReadUnits",
            "provisionedWriteUnits",
            "admitted",
            "throttleEvents",
            "throttledRequests",
            "burstBalanceRead",
            "burstBalanceWrite",
            "partitions",
            "hottestPartitionUtilization");
    assertThat(keys(json.at("/resources/0/series/admitted")))
        .containsExactly("normal", "burst", "adaptive");
    assertThat(keys(json.at("/resources/1/totals/throttleEvents")))
        .containsExactly(
            "IndexWriteProvisionedThroughputExceeded", "IndexWriteKeyRangeThroughputExceeded");
  }

  @Test
  void cost_keys_standInTheOrderOfTheContract() {
    assertThat(keys(json.path("cost")))
        .containsExactly(
            "region",
            "prices",
            "hoursPerMonth",
            "usdPerRun",
            "usdPerMonth",
            "items",
            "breakEvens",
            "notes");
    assertThat(keys(json.at("/cost/items/0")))
        .containsExactly(
            "resource", "what", "quantity", "unit", "priceUsd", "usdPerRun", "usdPerMonth");
    assertThat(json.at("/cost/items/0/usdPerMonth").decimalValue()).isEqualByComparingTo("356.532");
    assertThat(keys(json.at("/cost/breakEvens/0")))
        .containsExactly("resource", "dimension", "breakEven", "utilization");
  }

  @Test
  void cost_withoutAPrice_isNull() {
    assertThat(json.at("/cost/items/2/priceUsd").isNull()).isTrue();
    assertThat(json.at("/cost/usdPerMonth").isNull()).isTrue();
  }

  @Test
  void flow_keys_standInTheOrderOfTheContract() {
    assertThat(keys(json.at("/flows/0")))
        .containsExactly(
            "name",
            "operation",
            "dimension",
            "origin",
            "offered",
            "attempts",
            "succeeded",
            "failed",
            "throttledAttempts",
            "throttledRequests",
            "latencyMillis",
            "series");
    assertThat(keys(json.at("/flows/0/series/latencyMillis"))).containsExactly("p50", "p99");
  }

  @Test
  void tables_asUsed_haveTheShapeOfTheTablesCommand() {
    assertThat(json.at("/tables/0/name").asText()).isEqualTo("orders");
    assertThat(json.at("/tables/0/writeCapacityUnits").asLong()).isEqualTo(2_000);
  }

  @Test
  void numbers_whole_haveNoDecimals() {
    assertThat(text.substring(text.indexOf("\"resources\"")))
        .doesNotContainPattern("\\d\\.0[,\\s]");
    assertThat(text).contains("\"provisionedReadUnits\": 21600000,");
  }

  @Test
  void numbers_halfAUnit_keepTheirHalf() {
    assertThat(json.at("/resources/0/series/consumedReadUnits/0").asText()).isEqualTo("42000.5");
  }

  @Test
  void numbers_ofAnyKindButPrices_haveSixDecimalsAtMost() {
    assertThat(text.replaceAll("\"priceUsd\": .*", "")).doesNotContainPattern("\\.\\d{7}");
  }

  @Test
  void numbers_thatAreNone_areNull() {
    assertThat(json.at("/flows/0/series/latencyMillis/p50/7").isNull()).isTrue();
    assertThat(json.at("/resources/2/series/provisionedReadUnits").isNull()).isTrue();
    assertThat(json.at("/gates/3/value").isNull()).isTrue();
    assertThat(json.at("/gates/3/passed").isNull()).isTrue();
  }

  private static List<String> keys(JsonNode node) {
    var keys = new ArrayList<String>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }
}
