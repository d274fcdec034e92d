package dev.headroom.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.gate.Gate.Operator;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it a gate could be read as another one than its author meant, and let a change pass. */
final class GateParserTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "throttled_requests == 0 | THROTTLED_REQUESTS | EQUAL | 0",
        "throttled_requests < 0.1% | THROTTLED_REQUESTS | LESS | 0.1",
        "throttled_requests<0.1 % | THROTTLED_REQUESTS | LESS | 0.1",
        "throttle_events <= 12 | THROTTLE_EVENTS | LESS_OR_EQUAL | 12",
        "write_headroom > 15% | WRITE_HEADROOM | GREATER | 15",
        "read_headroom >= -10% | READ_HEADROOM | GREATER_OR_EQUAL | -10",
        "latency_p99 < 25ms | LATENCY_P99 | LESS | 25",
        "latency_p999 < 1.5s | LATENCY_P999 | LESS | 1500",
        "latency_p50 < 0 | LATENCY_P50 | LESS | 0",
        "time_to_first_throttle > 10m | TIME_TO_FIRST_THROTTLE | GREATER | 600",
        "time_to_first_throttle > 2h | TIME_TO_FIRST_THROTTLE | GREATER | 7200",
        "attempts_per_request < 1.05 | ATTEMPTS_PER_REQUEST | LESS | 1.05",
        "cost_per_month < 900 USD | COST_PER_MONTH | LESS | 900",
        "failed_requests != 0 | FAILED_REQUESTS | NOT_EQUAL | 0"
      })
  void gate_inAnySpacing_isRead(
      String text, GateMetric metric, Operator operator, double threshold) {
    Gate gate = GateParser.parse("  " + text + " ");
    assertThat(gate).isEqualTo(new Gate(text, metric, Map.of(), operator, threshold));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "latency_p99{flow: checkout, minute: any} < 25ms",
        "latency_p99 { minute=any ,flow=checkout } < 25ms",
        "latency_p99{flow:\"checkout\",minute:'any'}<25ms"
      })
  void selectors_inAnyNotation_areRead(String text) {
    assertThat(GateParser.parse(text).selectors())
        .isEqualTo(Map.of("flow", "checkout", "minute", "any"));
  }

  @ParameterizedTest
  @EnumSource(GateMetric.class)
  void metric_everyOne_isKnownByItsName(GateMetric metric) {
    assertThat(GateParser.parse(metric.word() + " < 0").metric()).isEqualTo(metric);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "throttled_request < 1% | unknown metric \"throttled_request\"; did you mean \"throttled_requests\"?",
        "speed < 1% | unknown metric \"speed\"; known are throttled_requests, ",
        "throttled_requests | must be a metric, an operator and a value, such as throttled_requests < 0.1%",
        "< 1% | must be a metric, an operator and a value",
        "throttled_requests <> 1% | unknown operator \"<>\"; known are <, <=, ==, !=, >=, >",
        "throttled_requests = 0 | unknown operator \"=\"",
        "throttled_requests < 5 | throttled_requests needs a percentage, such as 0.1%, not \"5\"",
        "throttled_requests < x | not \"x\"",
        "throttled_requests < NaN% | not \"NaN%\"",
        "throttle_events < 1% | throttle_events needs a plain number, such as 1.5, not \"1%\"",
        "latency_p99 < 25 | latency_p99 needs a time in ms, s or m, such as 25ms, not \"25\"",
        "latency_p99 < 25sec | not \"25sec\"",
        "cost_per_month < 900 EUR | cost_per_month needs an amount in USD, such as 900 USD",
        "latency_p99{flw: a} < 1ms | unknown selector \"flw\"; did you mean \"flow\"?",
        "latency_p99{resource: a} < 1ms | latency_p99 cannot be selected by resource; only by flow and minute",
        "throttled_requests{resource: a} == 0 | throttled_requests cannot be selected by resource; throttle_events can",
        "cost_per_month{flow: a} < 1 USD | cost_per_month cannot be selected by flow",
        "latency_p99{minute: 3} < 1ms | the selector minute must be any",
        "latency_p99{flow} < 1ms | selectors must be pairs such as {flow: checkout}, not {flow}",
        "latency_p99{flow: a, flow: b} < 1ms | the selector flow stands twice",
        "time_to_first_throttle{flow: a, resource: b} > 1m | either a flow or a resource",
        "latency_p99 < 1ms, | not \"1ms,\""
      })
  void gate_thatIsWrong_isRefusedWithWhatWouldBeRight(String text, String message) {
    assertThatThrownBy(() -> GateParser.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void gate_thatIsHuge_isRefusedBriefly() {
    assertThatThrownBy(() -> GateParser.parse("x".repeat(1_000_000) + " < 1"))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(String.valueOf(e.getMessage()).length()).isLessThan(300));
  }
}
