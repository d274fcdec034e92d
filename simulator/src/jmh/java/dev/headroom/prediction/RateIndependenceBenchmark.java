package dev.headroom.prediction;

import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.ScenarioReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One simulated hour at two rates, with the same number of partitions and capacity in proportion:
 * the time must not depend on the rate. {@code load} says how much of the capacity is asked for;
 * above 1 requests are throttled and retried.
 *
 * <pre>{@code
 * mvn -q -Pbenchmarks -pl simulator -DskipTests test-compile exec:exec \
 *     -Djmh.args=RateIndependenceBenchmark
 * }</pre>
 */
@SuppressWarnings("NullAway.Init")
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
public class RateIndependenceBenchmark {

  private static final int PARTITIONS = 100;

  @Param({"10000", "1000000"})
  private long requestsPerSecond;

  @Param({"0.8", "1.2"})
  private double load;

  private Scenario scenario;

  @Setup
  public void read() {
    long capacity = (long) (requestsPerSecond / load);
    String text =
        """
        apiVersion: headroom/v1
        name: rate
        table: {name: rate, billingMode: PROVISIONED, readCapacityUnits: 1, writeCapacityUnits: %d}
        state: {partitions: %d, burst: 0}
        duration: 1h
        trials: 1
        model: {quota.table: 10000000, partition.maxWrite: %d}
        traffic:
          - {name: put, operation: PutItem, rate: %d/s, itemSize: 500B, keys: {uniform: {count: 1000M}}}
        """
            .formatted(capacity, PARTITIONS, 4 * requestsPerSecond / PARTITIONS, requestsPerSecond);
    scenario = ScenarioReader.read(Path.of("rate.yaml"), text.getBytes(StandardCharsets.UTF_8));
  }

  @Benchmark
  public long hour() {
    return new Predictor(1).runTrials(scenario).getFirst().flows().getFirst().throttledRequests();
  }
}
