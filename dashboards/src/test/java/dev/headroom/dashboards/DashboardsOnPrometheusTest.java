package dev.headroom.dashboards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.dashboards.testing.Dashboard;
import dev.headroom.dashboards.testing.Dashboard.Query;
import dev.headroom.dashboards.testing.Prometheus;
import dev.headroom.dashboards.testing.SmallRun;
import dev.headroom.dashboards.testing.Tool;
import dev.headroom.endpoint.ThrottlingEndpoint;
import dev.headroom.endpoint.upstream.StatelessUpstream;
import dev.headroom.metrics.Meters;
import dev.headroom.metrics.MetricsServer;
import dev.headroom.metrics.OpenMetricsWriter;
import dev.headroom.metrics.PrometheusPage;
import dev.headroom.outcome.Outcome;
import dev.headroom.prediction.Predictor;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Asks what the dashboards ask of a real Prometheus that has scraped a real run of some seconds,
 * and reads the prediction of the same run from another. Without it a panel could be empty, or show
 * the prediction apart from the run, with every file in order.
 */
final class DashboardsOnPrometheusTest {

  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");

  /** What a user might have chosen; the longest names first. */
  private static final List<Map.Entry<String, String>> VARIABLES =
      List.of(
          Map.entry("$__range", "20s"),
          Map.entry("$window", "10s"),
          Map.entry("source=\"$source\"", "source=\"observed\""),
          Map.entry("$source", ".*"),
          Map.entry("$real", "observed"),
          Map.entry("$table", "orders"),
          Map.entry("$index", ".*"),
          Map.entry("$flow", ".*"));

  private static final String[] ORIGINS = {
    "simulated prediction", "simulated load", "observed load", "endpoint endpoint"
  };

  @TempDir private static Path folder;
  private static Outcome prediction;
  private static Instant start;
  private static Instant end;
  private static Prometheus predictions;
  private static Prometheus prometheus;

  @BeforeAll
  static void runAndScrape() throws Exception {
    Tool.require("prometheus");
    prediction = new Predictor(1).predict(SmallRun.SCENARIO);
    PrometheusPage page = new PrometheusPage();
    try (ThrottlingEndpoint endpoint =
            ThrottlingEndpoint.builder()
                .port(0)
                .upstream(new StatelessUpstream(1_000))
                .scenario(SmallRun.SCENARIO)
                .start();
        MetricsServer metrics = MetricsServer.start(page, "127.0.0.1", 0);
        SmallRun run =
            new SmallRun(
                endpoint.uri(),
                new Meters(page.registry(), Meters.Source.OBSERVED),
                new Meters(page.registry(), Meters.Source.SIMULATED))) {
      start = Instant.now();
      predictions = servePrediction();
      prometheus =
          Prometheus.start(
              configuration(endpoint.uri().getAuthority(), metrics.uri().getAuthority()),
              folder.resolve("data"));
      run.run();
      end = Instant.now();
    }
  }

  @AfterAll
  static void stop() {
    for (Prometheus each : new Prometheus[] {prometheus, predictions}) {
      if (each != null) {
        each.close();
      }
    }
  }

  /** The prediction of the run, as if it began when the run does. */
  private static Prometheus servePrediction() throws Exception {
    Path file = folder.resolve("prediction.om");
    try (Writer writer = Files.newBufferedWriter(file, UTF_8)) {
      OpenMetricsWriter.write(prediction, start, writer);
    }
    Tool.Result made =
        Tool.run(
            folder,
            "promtool",
            "tsdb",
            "create-blocks-from",
            "openmetrics",
            file.toString(),
            "predictions");
    assertThat(made.exitCode()).as(made.output()).isZero();
    return Prometheus.start(
        Path.of("prometheus", "predictions.yml").toAbsolutePath(), folder.resolve("predictions"));
  }

  /** The configuration as it is shipped, but for addresses and haste. */
  private static Path configuration(String endpoint, String load) throws IOException {
    String text = Files.readString(Path.of("prometheus", "prometheus.yml"), UTF_8);
    for (Map.Entry<String, String> change :
        Map.of(
                "endpoint:8000",
                endpoint,
                "host.docker.internal:9464",
                load,
                "predictions:9090",
                predictions.address(),
                "scrape_interval: 5s",
                "scrape_interval: 1s",
                "evaluation_interval: 15s",
                "evaluation_interval: 1s")
            .entrySet()) {
      assertThat(text).contains(change.getKey());
      text = text.replace(change.getKey(), change.getValue());
    }
    Files.copy(Path.of("prometheus", "alerts.yml"), folder.resolve("alerts.yml"));
    return Files.writeString(folder.resolve("prometheus.yml"), text, UTF_8);
  }

  private static String origin(JsonNode series) {
    JsonNode labels = series.path("metric");
    return labels.path("source").asText() + " " + labels.path("job").asText();
  }

  static List<Query> queries() {
    return Dashboard.all().stream().flatMap(dashboard -> dashboard.queries().stream()).toList();
  }

  private static String chosen(String expression) {
    String text = expression;
    for (Map.Entry<String, String> variable : VARIABLES) {
      text = text.replace(variable.getKey(), variable.getValue());
    }
    assertThat(text).doesNotContain("$");
    return text;
  }

  private static JsonNode ask(Query query) {
    String expression = chosen(query.expression());
    return query.isInstant()
        ? prometheus.query(expression, end)
        : prometheus.queryRange(expression, start, end);
  }

  private static boolean hasNumber(JsonNode result) {
    for (JsonNode series : result) {
      for (JsonNode pair :
          series.has("value") ? List.of(series.path("value")) : series.path("values")) {
        String number = pair.path(1).asText();
        if (!number.equals("NaN") && !number.endsWith("Inf")) {
          return true;
        }
      }
    }
    return false;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queries")
  void query_afterARun_hasData(Query query) {
    JsonNode result = ask(query);
    assertThat(hasNumber(result))
        .as("%s: %s gave %s", query, chosen(query.expression()), result)
        .isTrue();
  }

  @Test
  void metrics_inQueriesAndRules_eachHaveSeries() throws IOException {
    StringBuilder text = new StringBuilder(Files.readString(Path.of("prometheus", "alerts.yml")));
    queries().forEach(query -> text.append(query.expression()));
    Set<String> names = new TreeSet<>();
    Pattern.compile("headroom_[a-z_]+")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .forEach(names::add);
    assertThat(names).hasSizeGreaterThan(10);
    assertThat(names)
        .allSatisfy(name -> assertThat(prometheus.query(name + "[60s]", end)).isNotEmpty());
  }

  @Test
  void variables_afterARun_offerTablesIndexesAndFlows() {
    Set<String> offered = new TreeSet<>();
    for (Dashboard dashboard : Dashboard.all()) {
      for (String query : dashboard.variableQueries()) {
        Matcher parts = LABEL_VALUES.matcher(chosen(query));
        assertThat(parts.matches()).as(query).isTrue();
        JsonNode values = prometheus.labelValues(parts.group(2), parts.group(1));
        assertThat(values).as(query).isNotEmpty();
        values.forEach(value -> offered.add(value.asText()));
      }
    }
    assertThat(offered).contains("orders", "by-status", "checkout", "open-orders");
  }

  @Test
  void consumption_oneQuery_showsPredictionShadowClientAndEndpoint() {
    JsonNode result =
        prometheus.query(
            "sum by (source, job) (rate(headroom_capacity_consumed_total{index=\"by-status\"}[10s]))",
            start.plus(prediction.duration()));
    assertThat(result)
        .extracting(DashboardsOnPrometheusTest::origin)
        .containsExactlyInAnyOrder(ORIGINS);
  }

  @Test
  void throttleEvents_oneQuery_areSeenByPredictionShadowClientAndEndpoint() {
    JsonNode result =
        prometheus.query("sum by (source, job) (headroom_throttle_events_total) > 0", end);
    assertThat(result)
        .extracting(DashboardsOnPrometheusTest::origin)
        .containsExactlyInAnyOrder(ORIGINS);
  }

  @Test
  void prediction_readBack_isTheOutcome() {
    double units = prediction.resources().getFirst().totals().consumedWriteUnits();
    JsonNode consumed =
        prometheus.query(
            "headroom_capacity_consumed_total{job=\"prediction\",table=\"orders\",index=\"\","
                + "dimension=\"write\"}",
            start.plus(prediction.duration()));
    assertThat(consumed).hasSize(1);
    assertThat(consumed.path(0).path("value").path(1).asDouble()).isCloseTo(units, within(1e-6));
    JsonNode throttled =
        prometheus.query(
            "sum(headroom_throttle_events_total{job=\"prediction\"})",
            start.plus(prediction.duration()));
    long events =
        prediction.resources().stream().mapToLong(r -> r.totals().allThrottleEvents()).sum();
    assertThat(events).isPositive();
    assertThat(throttled.path(0).path("value").path(1).asLong()).isEqualTo(events);
  }

  @Test
  void rules_onARealRun_areAllHealthy() {
    int count = 0;
    for (JsonNode group : prometheus.rules()) {
      for (JsonNode rule : group.path("rules")) {
        assertThat(rule.path("health").asText()).as("%s", rule).isEqualTo("ok");
        count++;
      }
    }
    assertThat(count).isGreaterThan(6);
  }
}
