package dev.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.ModelProfile.ReadModel;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.chance.Chance;
import dev.headroom.table.CapacityMode;
import dev.headroom.testing.Gen;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/**
 * Watches what every partition serves, request by request, while partitions are split. Without it a
 * partition could serve more than its limit in some window of time that no other test looks at.
 */
final class PartitionLimitTest {

  private static final double MILLI = 1_000;
  private static final int MOST_PARTITIONS = 64;

  /**
   * In a window that begins right before a request and ends right after another, a partition may
   * serve its limit times the window, what it can save, and one overdraft. It serves no more if
   * what is served less what has arrived never rises by more than the latter two above its lowest
   * value so far.
   */
  private static final class Watch {
    private final double limitPerSecond;
    private final double[] lowest = new double[MOST_PARTITIONS];
    private double highestRise;

    Watch(double limitPerSecond) {
      this.limitPerSecond = limitPerSecond;
    }

    void before(int partition, double served, double seconds) {
      lowest[partition] = Math.min(lowest[partition], served - limitPerSecond * seconds);
    }

    void after(int partition, double served, double seconds) {
      highestRise = Math.max(highestRise, served - limitPerSecond * seconds - lowest[partition]);
    }

    /** A part of a partition that has been split begins with all that it can save. */
    void begin(int partition, double served, double seconds) {
      lowest[partition] = served - limitPerSecond * seconds;
    }
  }

  @Test
  void admit_anyLoadAndSplits_noPartitionServesMoreThanItsLimitInAnyWindow() {
    Gen.check(
        200,
        gen -> {
          ModelProfile profile =
              ModelProfile.observed()
                  .withOverrides(
                      Map.of(
                          "partition.maxRead", String.valueOf(gen.between(10, 300)),
                          "partition.maxWrite", String.valueOf(gen.between(10, 100)),
                          "partition.depthSeconds", gen.pick("0.5", "1", "5"),
                          "partition.readModel", gen.pick("NOMINAL", "REPLICA3"),
                          "partition.readWriteMix", gen.pick("INDEPENDENT", "LINEAR")));
          ResourceState resource =
              new ResourceState(
                  "orders",
                  ResourceKind.TABLE,
                  new CapacityMode.OnDemand(OptionalLong.empty(), OptionalLong.empty()),
                  gen.between(1, 4),
                  0,
                  profile);
          AdmissionControl engine =
              new AdmissionControl(List.of(resource), new Chance(gen.seed()), profile.bucketDebt());
          Dimension dimension = gen.pick(Dimension.READ, Dimension.WRITE);
          boolean eventual = dimension == Dimension.READ && gen.chance(0.5);
          double limit = limit(profile, dimension, eventual);
          Watch watch = new Watch(limit);
          Charges charges = new Charges();
          Admission answer = new Admission(1);
          long largest = 0;
          long nanos = 0;
          for (int i = 0; i < 3_000; i++) {
            nanos += gen.magnitude(1, 40_000_000);
            double seconds = nanos / 1e9;
            if (gen.chance(0.005) && resource.partitionCount() < MOST_PARTITIONS) {
              int lower = gen.between(0, resource.partitionCount() - 1);
              int upper = resource.split(lower, middle(resource, lower), gen.fraction());
              watch.begin(lower, served(resource, lower, dimension), seconds);
              watch.begin(upper, served(resource, upper, dimension), seconds);
            }
            int partition = gen.between(0, resource.partitionCount() - 1);
            long n = gen.magnitude(1, 200);
            long units = n * gen.pick(500, 1_000, 4_000);
            charges.clear(dimension, eventual).add(0, partition, units);
            watch.before(partition, served(resource, partition, dimension), seconds);
            if (gen.chance(0.5)) {
              engine.admit(nanos, charges, n, answer);
              largest = Math.max(largest, Math.ceilDiv(units, n) * replicas(profile, eventual));
            } else {
              engine.admitTogether(nanos, charges, n, answer);
              largest = Math.max(largest, units * replicas(profile, eventual));
            }
            watch.after(partition, served(resource, partition, dimension), seconds);
          }
          assertThat(watch.highestRise)
              .isLessThanOrEqualTo(
                  limit * profile.partitionDepthSeconds() + largest / MILLI + 0.001);
        });
  }

  private static KeyPosition middle(ResourceState resource, int partition) {
    return resource.keyRanges().range(partition).middle();
  }

  private static double served(ResourceState resource, int partition, Dimension dimension) {
    return resource.consumed(partition, dimension) / MILLI;
  }

  private static int replicas(ModelProfile profile, boolean eventual) {
    return eventual && profile.partitionReadModel() == ReadModel.REPLICA3 ? 3 : 1;
  }

  /** Units per second: of each replica, half as many as operations if they are eventual. */
  private static double limit(ModelProfile profile, Dimension dimension, boolean eventual) {
    if (dimension == Dimension.WRITE) {
      return profile.partitionMaxWriteUnitsPerSecond();
    }
    int replicas = replicas(profile, eventual);
    return profile.partitionMaxReadUnitsPerSecond() * (replicas == 1 ? 1 : replicas / 2.0);
  }

  /** One bucket after the other, over one sequence of requests of one size. */
  @Test
  void admit_sameRequestsWithMoreCapacity_neverRefusesMore() {
    Gen.check(
        200,
        gen -> {
          int requests = 2_000;
          long[] nanos = new long[requests];
          for (int i = 1; i < requests; i++) {
            nanos[i] = nanos[i - 1] + gen.magnitude(1, 300_000_000);
          }
          long capacity = gen.magnitude(1, 40);
          long units = gen.pick(500, 1_000, 7_000);
          double fraction = gen.fraction() / 50;
          long[] refused = new long[4];
          for (int more = 0; more < refused.length; more++) {
            refused[more] = refused(nanos, units, capacity, fraction);
            capacity += gen.between(1, 5);
          }
          assertThat(Arrays.stream(refused).boxed().toList())
              .isSortedAccordingTo((a, b) -> Long.compare(b, a));
        });
  }

  private static long refused(long[] nanos, long units, long capacity, double fraction) {
    ModelProfile profile = ModelProfile.observed();
    ResourceState resource =
        new ResourceState(
            "orders",
            ResourceKind.TABLE,
            new CapacityMode.Provisioned(5, capacity),
            1,
            fraction,
            profile);
    AdmissionControl engine =
        new AdmissionControl(List.of(resource), new Chance(1), profile.bucketDebt());
    Charges charges = new Charges();
    Admission answer = new Admission(1);
    long refused = 0;
    for (long at : nanos) {
      engine.admit(at, charges.clear(Dimension.WRITE, false).add(0, 0, units), 1, answer);
      refused += answer.throttled();
    }
    return refused;
  }
}
