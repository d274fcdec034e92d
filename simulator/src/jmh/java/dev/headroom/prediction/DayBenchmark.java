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
 * The day of {@code examples/scale/day.yaml}, one trial, at several rates and with fewer
 * partitions: an index, auto scaling, retrying clients, and a sale that is throttled. Capacity is
 * in proportion to the rate, and partitions serve more than they do today where the rate needs it.
 * Writes replace items, so that the number of partitions stays.
 *
 * <pre>{@code
 * mvn -q -Pbenchmarks -pl simulator -DskipTests test-compile exec:exec -Djmh.args=DayBenchmark
 * }</pre>
 */
@SuppressWarnings("NullAway.Init")
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx1g")
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class DayBenchmark {

  private static final long PARTITION_READS = 3_000;
  private static final long PARTITION_WRITES = 1_000;

  @Param({"1000", "100000", "1000000", "10000000"})
  private long requestsPerSecond;

  @Param({"250", "1000"})
  private int partitions;

  private Scenario scenario;

  @Setup
  public void read() {
    String text =
        """
        apiVersion: headroom/v1
        name: day
        table:
          name: events
          partitionKey: id
          readCapacityUnits: %1$d
          writeCapacityUnits: %2$d
          globalSecondaryIndexes:
            - {name: by-customer, partitionKey: customer, readCapacityUnits: 1, writeCapacityUnits: %3$d}
          autoScaling:
            read: {min: %1$d, max: %4$d, targetPercent: 70}
            write: {min: %2$d, max: %5$d, targetPercent: 70}
        state: {partitions: %6$d}
        model:
          quota.table: 100000000
          quota.account: 100000000
          partition.maxRead: %7$d
          partition.maxWrite: %8$d
        start: 2026-11-27T00:00:00Z
        duration: 1d
        trials: 1
        traffic:
          - name: read
            operation: GetItem
            rate: {diurnal: {low: %9$d/s, high: %4$d/s, peakAt: "12:00"}}
            keys: {zipf: {count: 500M, exponent: 0.6}}
          - name: write
            operation: PutItem
            rate: {diurnal: {low: %10$d/s, high: %2$d/s, peakAt: "12:00"}}
            itemSize: 1KB
            previousItemSize: 1KB
            keys: {uniform: {count: 500M}}
            indexes: {by-customer: {writes: 1, keys: {uniform: {count: 100M}}}}
          - name: sale
            operation: PutItem
            start: 20h
            rate: {points: [[0s, 0/s], [1m, %11$d/s], [15m, %11$d/s], [16m, 0/s]]}
            itemSize: 1KB
            previousItemSize: 1KB
            keys: {uniform: {count: 500M}}
            indexes: {by-customer: {writes: 1, keys: {uniform: {count: 100M}}}}
        """
            .formatted(
                part(0.4),
                part(0.2),
                part(0.8),
                part(0.8),
                part(0.6),
                partitions,
                Math.max(PARTITION_READS, PARTITION_READS * requestsPerSecond / 1_000 / partitions),
                Math.max(
                    PARTITION_WRITES, PARTITION_WRITES * requestsPerSecond / 1_000 / partitions),
                part(0.45),
                part(0.12),
                part(0.5));
    scenario = ScenarioReader.read(Path.of("day.yaml"), text.getBytes(StandardCharsets.UTF_8));
  }

  private long part(double share) {
    return Math.round(share * requestsPerSecond);
  }

  @Benchmark
  public long day() {
    return new Predictor(1).runTrials(scenario).getFirst().flows().getLast().throttledRequests();
  }
}
