package dev.headroom.engine;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.chance.Chance;
import dev.headroom.table.CapacityMode;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One decision on one write, the time passed in: charges filled, then table, partition, index and
 * index partition tested and charged; with partitions known or looked up by hash. Beside it, as a
 * yardstick, one bucket of Bucket4j without synchronization and with a given clock.
 *
 * <pre>{@code
 * mvn -q -Pbenchmarks -pl simulator -DskipTests test-compile exec:exec \
 *     -Djmh.args="AdmissionBenchmark -prof gc"
 * }</pre>
 */
@SuppressWarnings("NullAway.Init")
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AdmissionBenchmark {

  private static final long UNIT = ResourceState.MILLI;
  private static final long STEP_NANOS = 120_000;
  private static final int PARTITIONS = 16;
  private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

  private AdmissionControl control;
  private ResourceState table;
  private ResourceState index;
  private final Charges charges = new Charges();
  private final Admission result = new Admission(2);
  private Bucket bucket4j;
  private long nowNanos;
  private long hash;

  @Setup
  public void create() {
    ModelProfile profile = ModelProfile.documented();
    CapacityMode mode = new CapacityMode.Provisioned(10_000, 10_000);
    table = new ResourceState("orders", ResourceKind.TABLE, mode, PARTITIONS, 1, profile);
    index = new ResourceState("by-status", ResourceKind.INDEX, mode, PARTITIONS, 1, profile);
    control = new AdmissionControl(List.of(table, index), new Chance(1), profile.bucketDebt());
    bucket4j =
        Bucket.builder()
            .addLimit(
                Bandwidth.builder()
                    .capacity(3_010_000)
                    .refillGreedy(10_000, Duration.ofSeconds(1))
                    .build())
            .withCustomTimePrecision(
                new TimeMeter() {
                  @Override
                  public long currentTimeNanos() {
                    return nowNanos;
                  }

                  @Override
                  public boolean isWallClockBased() {
                    return false;
                  }
                })
            .withSynchronizationStrategy(SynchronizationStrategy.NONE)
            .build();
  }

  /** Table, partition, index and index partition, the partitions known. */
  @Benchmark
  public long admitWrite() {
    hash += GOLDEN_RATIO;
    return admitWrite((int) (hash >>> 60), (int) (hash >>> 56) % PARTITIONS);
  }

  /** The same, the partitions looked up by the hashes of their keys. */
  @Benchmark
  public long admitWriteByHash() {
    hash += GOLDEN_RATIO;
    return admitWrite(
        table.keyRanges().partitionOf(hash), index.keyRanges().partitionOf(Long.reverse(hash)));
  }

  private long admitWrite(int tablePartition, int indexPartition) {
    nowNanos += STEP_NANOS;
    charges.clear(Dimension.WRITE, false).add(0, tablePartition, UNIT).add(1, indexPartition, UNIT);
    control.admit(nowNanos, charges, 1, result);
    return result.admitted();
  }

  /** The yardstick: one bucket. */
  @Benchmark
  public boolean bucket4jOneBucket() {
    nowNanos += STEP_NANOS;
    return bucket4j.tryConsume(1);
  }
}
