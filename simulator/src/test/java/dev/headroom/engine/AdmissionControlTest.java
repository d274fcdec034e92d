package dev.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.ModelProfile.Debt;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.capacity.ThrottlingReason.Limit;
import dev.headroom.chance.Chance;
import dev.headroom.table.CapacityMode;
import dev.headroom.testing.Gen;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it a request could pass a limit, or be refused under the wrong name. */
final class AdmissionControlTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long UNIT = 1_000;
  private static final int TABLE = 0;
  private static final int INDEX = 1;

  private static final ModelProfile COUPLED =
      ModelProfile.documented().withOverrides(Map.of("gsi.mode", "COUPLED"));

  private final Charges charges = new Charges();
  private final Admission answer = new Admission(4);

  private static AdmissionControl control(ResourceState... resources) {
    return new AdmissionControl(List.of(resources), new Chance(1), Debt.DEBT);
  }

  private static ResourceState table(CapacityMode mode, int partitions, ModelProfile profile) {
    return new ResourceState("orders", ResourceKind.TABLE, mode, partitions, 0, profile);
  }

  private static ResourceState index(String name, CapacityMode mode, ModelProfile profile) {
    return new ResourceState(name, ResourceKind.INDEX, mode, 1, 0, profile);
  }

  private static CapacityMode provisioned(long reads, long writes) {
    return new CapacityMode.Provisioned(reads, writes);
  }

  private static CapacityMode onDemand() {
    return new CapacityMode.OnDemand(OptionalLong.empty(), OptionalLong.empty());
  }

  private Charges write(int... resources) {
    charges.clear(Dimension.WRITE, false);
    for (int resource : resources) {
      charges.add(resource, 0, UNIT);
    }
    return charges;
  }

  static Stream<Arguments> admit_limitMet_namesItsReason() {
    List<Arguments> cases = new ArrayList<>();
    for (ThrottlingReason reason : ThrottlingReason.values()) {
      cases.add(arguments(reason));
    }
    return cases.stream();
  }

  /** All sixteen reasons of the Developer Guide can be met, each by its own limit. */
  @ParameterizedTest
  @MethodSource
  void admit_limitMet_namesItsReason(ThrottlingReason reason) {
    boolean keyRange = reason.limit() == Limit.KEY_RANGE_THROUGHPUT;
    ModelProfile profile =
        COUPLED.withOverrides(
            Map.of(
                "quota.table", "20",
                "partition.maxRead", keyRange ? "7" : "3000",
                "partition.maxWrite", keyRange ? "7" : "1000"));
    CapacityMode mode =
        switch (reason.limit()) {
          case PROVISIONED_THROUGHPUT, KEY_RANGE_THROUGHPUT -> provisioned(10, 10);
          case MAX_ON_DEMAND_THROUGHPUT ->
              new CapacityMode.OnDemand(OptionalLong.of(10), OptionalLong.of(10));
          case ACCOUNT_LIMIT -> onDemand();
        };
    boolean onTable = reason.resourceKind() == ResourceKind.TABLE;
    AdmissionControl control =
        control(
            table(onTable ? mode : provisioned(1_000, 1_000), 1, onTable ? profile : COUPLED),
            index("by-customer", onTable ? provisioned(1_000, 1_000) : mode, profile));
    charges.clear(reason.dimension(), false).add(onTable ? TABLE : INDEX, 0, UNIT);
    control.admit(0, charges, 1, answer);
    assertThat(answer.admitted()).isEqualTo(1);
    charges.clear(reason.dimension(), false).add(onTable ? TABLE : INDEX, 0, 100 * UNIT);
    control.admit(0, charges, 100, answer);

    assertThat(answer.reason()).isEqualTo(reason);
    assertThat(answer.reasonResource()).isEqualTo(onTable ? TABLE : INDEX);
    assertThat(answer.reasonPartition()).isEqualTo(keyRange ? 0 : Admission.NO_PARTITION);
    assertThat(control.resources().get(onTable ? TABLE : INDEX).throttleEvents(reason))
        .isEqualTo(answer.throttled())
        .isEqualTo(
            switch (reason.limit()) {
              case PROVISIONED_THROUGHPUT, MAX_ON_DEMAND_THROUGHPUT -> 91;
              case ACCOUNT_LIMIT -> 81;
              case KEY_RANGE_THROUGHPUT -> 94;
            });
  }

  @Test
  void admit_severalLimitsMet_namesTableBeforePartitionBeforeIndex() {
    ModelProfile profile = COUPLED.withOverrides(Map.of("partition.maxWrite", "10"));
    ResourceState table = table(provisioned(5, 10), 1, profile);
    ResourceState starved = index("starved", provisioned(5, 10), profile);
    AdmissionControl control = control(table, starved);
    control.admit(0, write(TABLE, INDEX), 1, answer);
    charges.clear(Dimension.WRITE, false).add(TABLE, 0, 9 * UNIT).add(INDEX, 0, 9 * UNIT);
    control.admit(0, charges, 1, answer);
    assertThat(answer.admitted()).isEqualTo(1);

    control.admit(0, write(INDEX, TABLE), 1, answer);
    assertThat(answer.reason())
        .isEqualTo(ThrottlingReason.TABLE_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED);
    assertThat(answer.throttled(TABLE)).isEqualTo(1);
    assertThat(answer.throttled(INDEX)).isEqualTo(1);
    // One event per resource, for the first limit met there.
    assertThat(table.partitionThrottleEvents(0)).isZero();
    assertThat(starved.throttleEvents(ThrottlingReason.INDEX_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED))
        .isEqualTo(1);
  }

  @Test
  void admit_refused_takesNothingAnywhere() {
    ResourceState table = table(provisioned(5, 50), 1, COUPLED);
    ResourceState starved = index("starved", provisioned(5, 1), COUPLED);
    AdmissionControl control = control(table, starved);
    control.admit(0, write(INDEX), 1, answer);
    for (int i = 0; i < 100; i++) {
      control.admit(0, write(TABLE, INDEX), 1, answer);
      assertThat(answer.throttled()).isEqualTo(1);
    }
    assertThat(table.available(Dimension.WRITE, false)).isEqualTo(50 * UNIT);
    assertThat(table.partition(0).writes.tokens()).isEqualTo(1_000 * UNIT);
    assertThat(table.consumed(0, Dimension.WRITE)).isZero();
  }

  @Test
  void admit_secondPartitionOfATransaction_refusesItWhole() {
    ModelProfile profile = COUPLED.withOverrides(Map.of("partition.maxWrite", "10"));
    ResourceState table = table(provisioned(5, 500), 2, profile);
    AdmissionControl control = control(table);
    control.admit(0, charges.clear(Dimension.WRITE, false).add(TABLE, 1, 10 * UNIT), 1, answer);
    charges.clear(Dimension.WRITE, false).add(TABLE, 0, 2 * UNIT).add(TABLE, 1, 2 * UNIT);
    control.admit(0, charges, 1, answer);
    assertThat(answer.reasonPartition()).isEqualTo(1);
    assertThat(table.consumed(0, Dimension.WRITE)).isZero();
  }

  @Test
  void admit_eventualRead_countsAsAnOperationOfOneReplica() {
    ResourceState table = table(provisioned(40_000, 5), 1, ModelProfile.observed());
    AdmissionControl control = control(table);
    charges.clear(Dimension.READ, true).add(TABLE, 0, 100_000 * UNIT / 2);
    control.admit(0, charges, 100_000, answer);
    // Three replicas of 3,000 operations each.
    assertThat(answer.admitted()).isEqualTo(9_000);
    charges.clear(Dimension.READ, false).add(TABLE, 0, UNIT);
    control.admit(0, charges, 1, answer);
    assertThat(answer.reason())
        .isEqualTo(ThrottlingReason.TABLE_READ_KEY_RANGE_THROUGHPUT_EXCEEDED);
  }

  @Test
  void admit_strongReads_useTheLeaderOnly() {
    ResourceState table = table(provisioned(40_000, 5), 1, ModelProfile.observed());
    charges.clear(Dimension.READ, false).add(TABLE, 0, 10_000 * UNIT);
    control(table).admit(0, charges, 10_000, answer);
    assertThat(answer.admitted()).isEqualTo(3_000);
  }

  @Test
  void settle_moreThanExpected_isOwed() {
    ResourceState table = table(provisioned(10, 5), 1, COUPLED);
    AdmissionControl control = control(table);
    Charges page = new Charges().clear(Dimension.READ, false).add(TABLE, 0, 25 * UNIT);
    charges.clear(Dimension.READ, false).add(TABLE, 0, UNIT);
    control.admit(0, charges, 1, answer);
    control.settle(0, charges, page, answer.replica());

    assertThat(table.available(Dimension.READ, false)).isEqualTo(-15 * UNIT);
    assertThat(table.partition(0).readsByReplica[0].tokens()).isEqualTo(2_975 * UNIT);
    assertThat(table.consumed(Dimension.READ)).isEqualTo(25 * UNIT);
    assertThat(table.consumed(0, Dimension.READ)).isEqualTo(25 * UNIT);
    control.admit(SECOND, charges, 1, answer);
    assertThat(answer.throttled()).isEqualTo(1);
    control.admit(2 * SECOND, charges, 1, answer);
    assertThat(answer.admitted()).isEqualTo(1);
  }

  @Test
  void settle_requestThatNeverWas_givesEverythingBackEverywhere() {
    ResourceState table = table(provisioned(9_000, 50), 3, ModelProfile.observed());
    ResourceState index = index("by-customer", provisioned(5, 50), COUPLED);
    ResourceState queue = index("by-status", provisioned(5, 1), ModelProfile.observed());
    AdmissionControl control = control(table, index, queue);
    Charges nothing = new Charges();
    for (int i = 0; i < 100; i++) {
      control.admit(0, write(TABLE, INDEX, 2), 1, answer);
      control.settle(0, charges, nothing.clear(Dimension.WRITE, false), answer.replica());
      charges.clear(Dimension.READ, true).add(TABLE, 2, UNIT / 2);
      control.admit(0, charges, 1, answer);
      control.settle(0, charges, nothing.clear(Dimension.READ, true), answer.replica());
      assertThat(answer.admitted()).isEqualTo(1);
    }

    assertThat(table.available(Dimension.WRITE, false)).isEqualTo(50 * UNIT);
    assertThat(table.available(Dimension.READ, true)).isEqualTo(9_000 * UNIT);
    assertThat(table.partition(2).readsByReplica)
        .allSatisfy(replica -> assertThat(replica.tokens()).isEqualTo(3_000 * UNIT));
    assertThat(index.available(Dimension.WRITE, false)).isEqualTo(50 * UNIT);
    assertThat(index.consumed(Dimension.WRITE)).isZero();
    // What the queue has let through on the way is made up for by the next updates.
    long served = queue.consumed(Dimension.WRITE);
    control.admit(0, charges.clear(Dimension.WRITE, false).add(2, 0, served), 1, answer);
    assertThat(queue.consumed(Dimension.WRITE)).isEqualTo(served);
    assertThat(queue.backlog()).isZero();
  }

  @Test
  void admit_earlierInstant_countsAsTheLatest() {
    ResourceState table = table(provisioned(5, 10), 1, COUPLED);
    AdmissionControl control = control(table);
    control.admit(
        10 * SECOND, charges.clear(Dimension.WRITE, false).add(TABLE, 0, 110 * UNIT), 1, answer);
    control.admit(5 * SECOND, write(TABLE), 1, answer);
    assertThat(answer.admitted()).isZero();
    control.admit(10 * SECOND + SECOND / 10, write(TABLE), 1, answer);
    assertThat(answer.admitted()).isEqualTo(1);
  }

  @Test
  void admit_strict_neverOverdraws() {
    ResourceState table = table(provisioned(5, 10), 1, COUPLED);
    AdmissionControl strict = new AdmissionControl(List.of(table), new Chance(1), Debt.STRICT);
    charges.clear(Dimension.WRITE, false).add(TABLE, 0, 11 * UNIT);
    strict.admit(0, charges, 1, answer);
    assertThat(answer.reason())
        .isEqualTo(ThrottlingReason.TABLE_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED);
    charges.clear(Dimension.WRITE, false).add(TABLE, 0, 12 * UNIT);
    strict.admit(0, charges, 4, answer);
    assertThat(answer.admitted()).isEqualTo(3);
    assertThat(table.available(Dimension.WRITE, false)).isEqualTo(UNIT);
  }

  @Test
  void admit_labels_tellRateBurstAndAdaptive() {
    ResourceState table =
        new ResourceState("orders", ResourceKind.TABLE, provisioned(5, 100), 2, 1, COUPLED);
    AdmissionControl control = control(table);
    charges.clear(Dimension.WRITE, false).add(TABLE, 0, 130 * UNIT);
    control.admit(0, charges, 130, answer);
    // Half of the rate is the partition's even share, the rest of the rate is lent to it.
    assertThat(table.admittedNormal()).isEqualTo(50);
    assertThat(table.admittedAdaptive()).isEqualTo(50);
    assertThat(table.admittedBurst()).isEqualTo(30);
  }

  /** At one instant a batch and its requests one after the other are the same. */
  @Test
  void admit_batch_equalsOneAfterTheOther() {
    Gen.check(
        1_000,
        gen -> {
          long partitionLimit = gen.between(1, 400);
          ModelProfile profile =
              COUPLED.withOverrides(
                  Map.of(
                      "gsi.mode", gen.pick("COUPLED", "QUEUE"),
                      "gsi.backlogUnits", String.valueOf(gen.between(0, 100)),
                      "partition.maxWrite", String.valueOf(partitionLimit),
                      "partition.maxRead", String.valueOf(partitionLimit)));
          long capacity = gen.between(1, 400);
          long indexCapacity = gen.between(1, 400);
          double burst = gen.chance(0.5) ? 0 : gen.fraction() / 100;
          AdmissionControl[] both = new AdmissionControl[2];
          for (int i = 0; i < both.length; i++) {
            both[i] =
                control(
                    new ResourceState(
                        "orders",
                        ResourceKind.TABLE,
                        provisioned(capacity, capacity),
                        2,
                        burst,
                        profile),
                    new ResourceState(
                        "by-customer",
                        ResourceKind.INDEX,
                        provisioned(indexCapacity, indexCapacity),
                        1,
                        burst,
                        profile));
          }
          boolean touchesIndex = gen.chance(0.5);
          long now = 0;
          for (int batch = 0; batch < 10; batch++) {
            now += gen.between(0, SECOND);
            Dimension dimension = gen.pick(Dimension.values());
            int partition = gen.between(0, 1);
            long each = gen.between(1, 6_000);
            long n = gen.magnitude(1, 500);
            long admitted = 0;
            Set<ThrottlingReason> reasons = EnumSet.noneOf(ThrottlingReason.class);
            for (long i = 0; i < n; i++) {
              charges.clear(dimension, false).add(TABLE, partition, each);
              if (touchesIndex) {
                charges.add(INDEX, 0, each);
              }
              both[1].admit(now, charges, 1, answer);
              admitted += answer.admitted();
              if (answer.reason() != null) {
                reasons.add(answer.reason());
              }
            }
            charges.clear(dimension, false).add(TABLE, partition, n * each);
            if (touchesIndex) {
              charges.add(INDEX, 0, n * each);
            }
            both[0].admit(now, charges, n, answer);
            assertThat(answer.admitted()).isEqualTo(admitted);
            assertThat(answer.throttled()).isEqualTo(n - admitted);
            assertThat(reasons).hasSize(admitted == n ? 0 : 1);
            if (admitted < n) {
              assertThat(reasons).containsExactly(answer.reason());
            }
          }
          for (int r = 0; r < 2; r++) {
            ResourceState batched = both[0].resources().get(r);
            ResourceState single = both[1].resources().get(r);
            for (Dimension dimension : Dimension.values()) {
              assertThat(batched.available(dimension, false))
                  .isEqualTo(single.available(dimension, false));
              assertThat(batched.consumed(0, dimension)).isEqualTo(single.consumed(0, dimension));
            }
            for (ThrottlingReason reason : ThrottlingReason.values()) {
              assertThat(batched.throttleEvents(reason)).isEqualTo(single.throttleEvents(reason));
            }
            // A request that begins within a label's part has it: one per batch may differ.
            assertThat(Math.abs(batched.admittedBurst() - single.admittedBurst()))
                .isLessThanOrEqualTo(10);
            assertThat(
                    batched.admittedNormal() + batched.admittedBurst() + batched.admittedAdaptive())
                .isEqualTo(
                    single.admittedNormal() + single.admittedBurst() + single.admittedAdaptive());
          }
        });
  }

  /** Nobody but requests may come by: the backlog drains with the time that they pass in. */
  @Test
  void admit_fullBacklog_takesUpdatesAgainAsItDrains() {
    ModelProfile queue =
        COUPLED.withOverrides(Map.of("gsi.mode", "QUEUE", "gsi.backlogUnits", "10"));
    ResourceState starved = index("starved", provisioned(5, 2), queue);
    AdmissionControl control = control(table(provisioned(5, 1_000), 1, queue), starved);
    charges.clear(Dimension.WRITE, false).add(TABLE, 0, 100 * UNIT).add(INDEX, 0, 100 * UNIT);
    control.admit(0, charges, 100, answer);
    // Two at once, and then whatever begins while at most ten wait.
    assertThat(answer.admitted()).isEqualTo(2 + 11);
    assertThat(answer.reason())
        .isEqualTo(ThrottlingReason.INDEX_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED);
    control.admit(SECOND / 4, write(TABLE, INDEX), 1, answer);
    assertThat(answer.admitted()).isZero();
    control.admit(SECOND / 2, write(TABLE, INDEX), 1, answer);
    assertThat(answer.admitted()).isEqualTo(1);
    assertThat(starved.consumed(0, Dimension.WRITE)).isEqualTo(3 * UNIT);
  }

  /** Costs that do not divide by the number of requests still leave every refusal a reason. */
  @Test
  void admit_unevenBatch_namesAReasonForEveryRefusal() {
    Gen.check(
        3_000,
        gen -> {
          ModelProfile profile =
              gen.pick(ModelProfile.observed(), ModelProfile.documented())
                  .withOverrides(
                      Map.of(
                          "gsi.mode",
                          gen.pick("COUPLED", "QUEUE"),
                          "gac.mode",
                          gen.pick("IDEAL", "ROUTER"),
                          "partition.maxWrite",
                          String.valueOf(gen.between(1, 50)),
                          "partition.maxRead",
                          String.valueOf(gen.between(1, 50))));
          AdmissionControl control =
              control(
                  table(provisioned(gen.between(1, 50), gen.between(1, 50)), 2, profile),
                  index(
                      "by-customer", provisioned(gen.between(1, 50), gen.between(1, 50)), profile));
          long now = 0;
          for (int batch = 0; batch < 20; batch++) {
            now += gen.between(0, 2 * SECOND);
            Dimension dimension = gen.pick(Dimension.values());
            boolean eventual = dimension == Dimension.READ && gen.chance(0.7);
            charges.clear(dimension, eventual);
            charges.add(TABLE, 0, gen.between(500, 90_000));
            if (dimension == Dimension.WRITE && gen.chance(0.5)) {
              charges.add(INDEX, 0, gen.between(500, 90_000));
            }
            if (!eventual && gen.chance(0.3)) {
              charges.add(TABLE, 1, gen.between(500, 90_000));
            }
            long n = gen.magnitude(1, 90);
            if (gen.chance(0.5)) {
              control.admitTogether(now, charges, n, answer);
            } else {
              control.admit(now, charges, n, answer);
            }
            assertThat(answer.admitted() + answer.throttled()).isEqualTo(n);
            assertThat(answer.reason() != null).isEqualTo(answer.throttled() > 0);
            assertThat(Math.max(answer.throttled(TABLE), answer.throttled(INDEX)))
                .isBetween((answer.throttled() + 1) / 2, answer.throttled());
          }
        });
  }

  /** In any window: no more than what was saved, what arrived, and one overdraft. */
  @Test
  void admit_anyWindow_staysWithinCapacityAndOneOverdraft() {
    Gen.check(
        300,
        gen -> {
          long capacity = gen.between(1, 200);
          long limit = gen.between(10, 300);
          double burst = gen.fraction() / 20;
          ModelProfile profile =
              COUPLED.withOverrides(Map.of("partition.maxWrite", String.valueOf(limit)));
          ResourceState table =
              new ResourceState(
                  "orders", ResourceKind.TABLE, provisioned(5, capacity), 1, burst, profile);
          AdmissionControl control = control(table);
          long largest = 0;
          long now = 0;
          for (int i = 0; i < 300; i++) {
            now += gen.between(0, SECOND / 4);
            long each = gen.between(1, 8) * UNIT;
            largest = Math.max(largest, each);
            long n = gen.magnitude(1, 200);
            charges.clear(Dimension.WRITE, false).add(TABLE, 0, n * each);
            control.admit(now, charges, n, answer);
            long consumed = table.consumed(0, Dimension.WRITE);
            double seconds = (double) now / SECOND;
            assertThat((double) consumed)
                .isLessThan(UNIT * capacity * (1 + 300 * burst + seconds) + largest + 1)
                .isLessThan(UNIT * limit * (1 + seconds) + largest + 1);
          }
        });
  }
}
