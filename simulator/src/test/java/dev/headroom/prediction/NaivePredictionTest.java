package dev.headroom.prediction;

import static dev.headroom.testing.TableBuilder.table;
import static dev.headroom.testing.TrafficBuilder.flow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome.ResourceTotals;
import dev.headroom.prediction.NaivePrediction.Backoff;
import dev.headroom.prediction.NaivePrediction.Counts;
import dev.headroom.prediction.NaivePrediction.Load;
import dev.headroom.prediction.NaivePrediction.Setting;
import dev.headroom.scenario.Scenario;
import dev.headroom.testing.Gen;
import dev.headroom.testing.ScenarioBuilder;
import dev.headroom.traffic.KeyDistribution;
import dev.headroom.traffic.Operation;
import dev.headroom.traffic.RetryMode;
import dev.headroom.traffic.Sdk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * Holds predictions against an oracle that follows every request by itself. Without it the parts
 * into which fast flows and their retries are put could be refused otherwise than the requests
 * would be.
 *
 * <p>Chance decides on both sides, so means over several seeds are compared, and a difference
 * counts only beyond what their own spread explains. Not held against the oracle are batch requests
 * in groups or beside a flow in parts, for which {@link GroupedBatchesTest} bounds the error, and
 * parts that are retried after fixed delays of about a step.
 */
final class NaivePredictionTest {

  private static final int CASES = 200;
  private static final int SEEDS = 6;

  /**
   * Standard errors that a difference may have. Of the 1,400 means of 200 cases, none should exceed
   * it by chance: it is the quantile of Student's distribution with 10 degrees of freedom at one in
   * a million.
   */
  private static final double ERRORS_OF_A_CASE = 8.8;

  /** The same for the sum over all cases, which is all but normal; one in ten thousand. */
  private static final double ERRORS_OF_THE_SUM = 3.9;

  private static final double TOLERANCE_SHARE = 0.01;
  private static final double TOLERANCE_REQUESTS = 3;

  private static final Map<String, ToDoubleFunction<Counts>> METRICS = metrics();

  /** A metric's mean difference, and the variance of that mean. */
  private record Difference(double mean, double variance) {

    Difference plus(Difference other) {
      return new Difference(mean + other.mean, variance + other.variance);
    }
  }

  @Test
  void predict_requestsFollowedOneByOne_hasNoBias() {
    Map<String, Difference> sums = new LinkedHashMap<>();
    Gen.check(
        CASES,
        gen ->
            differences(setting(gen, 0.5, NaivePrediction.EVEN_PER_SECOND, Backoff.values()), gen)
                .forEach((metric, found) -> sums.merge(metric, found, Difference::plus)));

    assertThat(sums)
        .hasSameSizeAs(METRICS)
        .allSatisfy(
            (metric, sum) ->
                assertThat(sum.mean())
                    .as(metric)
                    .isCloseTo(0, within(ERRORS_OF_THE_SUM * Math.sqrt(sum.variance()))));
  }

  @Test
  void predict_singleRequestsInParts_staysWithinOnePercent() {
    Gen.check(
        CASES,
        gen -> {
          Setting setting = setting(gen, 0, 3_000, Backoff.EQUAL_JITTER);
          double tolerance = Math.max(TOLERANCE_REQUESTS, TOLERANCE_SHARE * setting.requests());
          assertThat(differences(setting, gen))
              .allSatisfy(
                  (metric, found) ->
                      assertThat(found.mean())
                          .as("%s of %s", metric, setting)
                          .isCloseTo(
                              0,
                              within(tolerance + ERRORS_OF_A_CASE * Math.sqrt(found.variance()))));
        });
  }

  private static Map<String, Difference> differences(Setting setting, Gen gen) {
    List<Counts> expected = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      expected.add(NaivePrediction.run(setting, gen.between(0L, Long.MAX_VALUE - 1)));
    }
    List<Counts> found =
        new Predictor(1)
            .runTrials(scenario(setting, gen.seed())).stream()
                .map(NaivePredictionTest::counts)
                .toList();
    Map<String, Difference> differences = new LinkedHashMap<>();
    METRICS.forEach(
        (name, metric) -> {
          double[] ours = found.stream().mapToDouble(metric).toArray();
          double[] theirs = expected.stream().mapToDouble(metric).toArray();
          differences.put(
              name,
              new Difference(
                  mean(ours) - mean(theirs), (variance(ours) + variance(theirs)) / SEEDS));
        });
    return differences;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return squares / (values.length - 1);
  }

  /** From a third of the demand refused to a little room, by the table or by a hot partition. */
  private static Setting setting(
      Gen gen, double batches, int mostSingleRequestsPerSecond, Backoff... backoffs) {
    double[] weights = new double[gen.between(1, 4)];
    Arrays.setAll(weights, p -> gen.between(1, 5));
    double total = Arrays.stream(weights).sum();
    double[] shares = Arrays.stream(weights).map(weight -> weight / total).toArray();
    List<Load> loads = new ArrayList<>();
    double demand = 0;
    for (int flows = gen.between(1, 2); flows > 0; flows--) {
      boolean isBatch = gen.chance(batches);
      Load load =
          new Load(
              (int)
                  gen.magnitude(
                      20,
                      isBatch ? NaivePrediction.BATCHES_PER_SECOND : mostSingleRequestsPerSecond),
              isBatch,
              isBatch ? gen.between(2, 10) : 1,
              gen.between(1, 4),
              gen.pick(1, 3, 9),
              gen.pick(backoffs));
      loads.add(load);
      demand += (double) load.perSecond() * load.items() * load.units();
    }
    double hottest = Arrays.stream(shares).max().orElseThrow();
    double room = 0.65 + 0.45 * gen.fraction();
    boolean isPartitionTight = gen.chance(0.3);
    return new Setting(
        gen.between(4, 7),
        (int) Math.ceil(demand * (isPartitionTight ? 1.5 : room)),
        (int) Math.ceil(demand * (isPartitionTight ? hottest * room : 2)),
        Arrays.stream(shares).boxed().toList(),
        loads);
  }

  private static Scenario scenario(Setting setting, long seed) {
    ScenarioBuilder builder =
        ScenarioBuilder.scenario()
            .table(table().provisioned(1, setting.tableUnits()))
            .lasting(Duration.ofSeconds(setting.seconds()))
            .partitions(setting.shares().size())
            .override("partition.maxWrite", Integer.toString(setting.partitionUnits()))
            .seed(seed)
            .trials(SEEDS);
    List<Double> shares = setting.shares();
    for (int f = 0; f < setting.loads().size(); f++) {
      Load load = setting.loads().get(f);
      builder.flow(
          flow("flow-" + f, load.isBatch() ? Operation.BATCH_WRITE_ITEM : Operation.PUT_ITEM)
              .rate(load.perSecond())
              .items(load.items())
              .size(1_000L * load.units())
              .keys(new KeyDistribution.Partitions(shares))
              .retries(sdk(load), RetryMode.LEGACY, load.attempts()));
    }
    return builder.build();
  }

  private static Sdk sdk(Load load) {
    if (load.attempts() == 1) {
      return Sdk.NONE;
    }
    return switch (load.backoff()) {
      case EQUAL_JITTER -> Sdk.JAVA_V2;
      case NO_JITTER -> Sdk.BOTO3;
    };
  }

  private static Counts counts(Outcome outcome) {
    Counts counts = new Counts();
    for (FlowOutcome flow : outcome.flows()) {
      counts.attempts += flow.attempts();
      counts.succeeded += flow.succeeded();
      counts.failed += flow.failed();
      counts.throttledAttempts += flow.throttledAttempts();
      counts.throttledRequests += flow.throttledRequests();
    }
    ResourceTotals totals = outcome.resources().getFirst().totals();
    counts.throttleEvents = totals.allThrottleEvents();
    counts.consumedUnits = totals.consumedWriteUnits();
    return counts;
  }

  private static Map<String, ToDoubleFunction<Counts>> metrics() {
    Map<String, ToDoubleFunction<Counts>> metrics = new LinkedHashMap<>();
    metrics.put("attempts", counts -> counts.attempts);
    metrics.put("succeeded", counts -> counts.succeeded);
    metrics.put("failed", counts -> counts.failed);
    metrics.put("throttled attempts", counts -> counts.throttledAttempts);
    metrics.put("throttled requests", counts -> counts.throttledRequests);
    metrics.put("throttle events", counts -> counts.throttleEvents);
    metrics.put("consumed units", counts -> counts.consumedUnits);
    return metrics;
  }
}
