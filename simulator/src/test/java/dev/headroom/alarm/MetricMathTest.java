package dev.headroom.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An expression that is half understood gives an alarm that nobody declared. */
final class MetricMathTest {

  private static final Map<String, Datapoints> KNOWN =
      Map.of(
          "m1", new Datapoints(300, 0, new double[] {600, Double.NaN, 0}),
          "m2", new Datapoints(300, 0, new double[] {4, 5, 0}));

  @ParameterizedTest
  @CsvSource({
    "m1/300,                    2 NaN 0",
    "m1 / PERIOD(m1),           2 NaN 0",
    "100*m1/m2,                 15000 NaN NaN",
    "100*(m1/PERIOD(m1))/m2,    50 NaN NaN",
    "m2 - 2 * 3 + 1,            -1 0 -5",
    "-(m2),                     -4 -5 0",
    "'FILL(m1, 0) + m2',        604 5 0",
    "'FILL(m1, m2 * 2) / 2.5',  240 4 0",
    "7,                         7 7 7"
  })
  void evaluate_arithmetic_givesAValuePerPeriod(String text, String expected)
      throws NotEvaluatedException {
    double[] values = MetricMath.evaluate(text, KNOWN).values();

    assertThat(values).hasSize(3);
    String[] wanted = expected.split(" ", -1);
    for (int i = 0; i < wanted.length; i++) {
      assertThat(Double.valueOf(values[i] + 0.0)).isEqualTo(Double.valueOf(wanted[i]));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ANOMALY_DETECTION_BAND(m1, 2)",
        "SUM(METRICS())",
        "IF(m1 > 5, 1, 0)",
        "SEARCH('{AWS/DynamoDB,TableName} x', 'Sum', 300)",
        "m3",
        "m1 +",
        "(m1",
        "m1 m2",
        ""
      })
  void evaluate_more_isNotEvaluated(String text) {
    assertThatExceptionOfType(NotEvaluatedException.class)
        .isThrownBy(() -> MetricMath.evaluate(text, KNOWN))
        .withMessage("the expression " + text + " is more than arithmetic");
  }
}
