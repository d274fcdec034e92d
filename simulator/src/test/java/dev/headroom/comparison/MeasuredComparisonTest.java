package dev.headroom.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.capacity.Dimension;
import dev.headroom.measured.MeasuredSeries;
import dev.headroom.measured.Measurements;
import dev.headroom.measured.Metric;
import dev.headroom.measured.Statistic;
import dev.headroom.outcome.GateResult;
import dev.headroom.outcome.GateResult.Verdict;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * CloudWatch's minutes hardly ever begin with a run. Compared without care, a right prediction of a
 * real table would look wrong at both ends.
 */
final class MeasuredComparisonTest {

  private static final Instant MINUTE = Instant.parse("2026-11-27T08:00:00Z");
  private static final int SECONDS_PER_MINUTE = 60;

  private static final String SCENARIO =
      """
      apiVersion: headroom/v1
      name: launch
      table: {name: orders, partitionKey: id, readCapacityUnits: 50, writeCapacityUnits: 100}
      state: {burst: 0}
      duration: 9m
      traffic:
        - name: checkout
          operation: PutItem
          itemSize: 500B
          rate: {steps: [[0s, 80/s], [4m, 150/s], [7m, 50/s]]}
          client: {sdk: none}
      """;

  @TempDir private Path folder;
  private Predictions predictions;
  private Outcome predicted;

  @BeforeEach
  void predict() throws IOException {
    predictions = new Predictions(folder, SCENARIO);
    predicted = predictions.with();
  }

  /** What CloudWatch would show of a run that began some seconds into a minute. */
  private static Measurements measured(Outcome run, int secondsIntoMinute, Metric... left) {
    ResourceOutcome table = run.resources().getFirst();
    List<MeasuredSeries> series = new ArrayList<>();
    series.add(
        series(Metric.CONSUMED_WRITE, table.series().consumedWriteUnits(), secondsIntoMinute));
    for (Metric metric : left) {
      double[] all = new double[table.series().consumedWriteUnits().size()];
      table
          .series()
          .throttleEvents()
          .forEach(
              (reason, events) -> {
                if (reason.dimension() == Dimension.WRITE) {
                  for (int i = 0; i < all.length; i++) {
                    all[i] += events.get(i);
                  }
                }
              });
      series.add(series(metric, Series.of(all), secondsIntoMinute));
    }
    return new Measurements(
        MINUTE, SECONDS_PER_MINUTE, series.getFirst().values().size(), series, List.of());
  }

  private static MeasuredSeries series(Metric metric, Series seconds, int secondsIntoMinute) {
    int minutes = Math.ceilDiv(seconds.size() + secondsIntoMinute, SECONDS_PER_MINUTE);
    List<Double> values = new ArrayList<>(Collections.nCopies(minutes, 0.0));
    for (int i = 0; i < seconds.size(); i++) {
      int minute = (i + secondsIntoMinute) / SECONDS_PER_MINUTE;
      values.set(minute, values.get(minute) + seconds.get(i));
    }
    return new MeasuredSeries("orders", null, metric, Statistic.SUM, values);
  }

  private Comparison compare(Measurements measured, int shiftSeconds) {
    return Comparer.compare(
        predicted, measured, Tolerance.DEFAULT, Duration.ofSeconds(shiftSeconds));
  }

  @Test
  void sameRun_measuredFromWithinAMinute_agreesWhenShifted() {
    Comparison comparison = compare(measured(predicted, 17, Metric.WRITE_PROVISIONED), 17);

    assertThat(comparison.verdict()).as("%s", comparison.checks()).isEqualTo(Verdict.PASSED);
    assertThat(comparison.checks())
        .extracting(GateResult::expression)
        .containsExactly(
            "write units of orders within 5 %",
            "write units of orders in each minute within 5 %",
            "write throttle events of orders within 2 points");
    assertThat(comparison.checks()).allSatisfy(check -> assertThat(check.value()).isZero());
    assertThat(comparison.usages().getFirst().minutes())
        .hasSize(10)
        .filteredOn(UsageComparison.Minute::isWhole)
        .hasSize(8);
  }

  @Test
  void run_withoutShift_beginsWithTheMeasurementsAndSaysSo() {
    Comparison comparison = compare(measured(predicted, 0, Metric.WRITE_THROTTLE_EVENTS), 0);

    assertThat(comparison.verdict()).as("%s", comparison.checks()).isEqualTo(Verdict.PASSED);
    assertThat(comparison.notes().getFirst())
        .startsWith("both are taken to begin together")
        .contains("2026-11-27T08:00:00Z of the observation");
  }

  @Test
  void lessCapacity_isNamedFromMinutesAlone() {
    Outcome real = predictions.with("table.writeCapacityUnits=80");

    Comparison comparison = compare(measured(real, 0, Metric.WRITE_PROVISIONED), 0);

    assertThat(comparison.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(comparison.causes())
        .anySatisfy(cause -> assertThat(cause).contains("20 % less write capacity"));
  }

  @Test
  void measurements_withoutThrottleEvents_areInconclusive() {
    Comparison comparison = compare(measured(predicted, 0), 0);

    assertThat(comparison.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(comparison.checks())
        .filteredOn(check -> check.verdict() == Verdict.INCONCLUSIVE)
        .extracting(GateResult::detail)
        .containsExactly("throttle events were not measured");
  }
}
