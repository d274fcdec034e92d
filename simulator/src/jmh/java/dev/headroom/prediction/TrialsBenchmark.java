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
 * Twenty trials of ten minutes that throttle, on one thread and on two: trials share nothing, so
 * that two threads on two cores should need little more than half the time.
 *
 * <pre>{@code
 * mvn -q -Pbenchmarks -pl simulator -DskipTests test-compile exec:exec -Djmh.args=TrialsBenchmark
 * }</pre>
 */
@SuppressWarnings("NullAway.Init")
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 4)
@Measurement(iterations = 6)
public class TrialsBenchmark {

  @Param({"1", "2"})
  private int threads;

  private Scenario scenario;

  @Setup
  public void read() {
    String text =
        """
        apiVersion: headroom/v1
        name: trials
        table: {name: trials, readCapacityUnits: 1, writeCapacityUnits: 9500}
        state: {partitions: 20, burst: 0}
        duration: 10m
        trials: 20
        traffic:
          - {name: put, operation: PutItem, rate: 10k/s, keys: {zipf: {count: 5M, exponent: 0.8}}}
        """;
    scenario = ScenarioReader.read(Path.of("trials.yaml"), text.getBytes(StandardCharsets.UTF_8));
  }

  @Benchmark
  public int trials() {
    return new Predictor(threads).runTrials(scenario).size();
  }
}
