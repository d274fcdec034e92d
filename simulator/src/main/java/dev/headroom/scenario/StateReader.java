package dev.headroom.scenario;

import dev.headroom.scenario.ScenarioFile.PeakFile;
import dev.headroom.scenario.ScenarioFile.ProvisionedFile;
import dev.headroom.scenario.ScenarioFile.StateFile;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.Table;
import dev.headroom.table.TableStatistics;
import dev.headroom.table.Throughput;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Puts together what scenario and table file say about the table's state. */
final class StateReader {

  private static final StateFile EMPTY = new StateFile(null, null, null, null, null, null, null);

  private StateReader() {}

  /**
   * The state at the start of the run.
   *
   * @param start the start that the scenario gives; null if it gives none
   */
  static InitialState read(
      @Nullable Given<StateFile> given,
      @Nullable Table table,
      @Nullable Given<Instant> start,
      Assumptions assumptions) {
    StateFile file = given == null ? EMPTY : given.value();
    TableStatistics known = table == null ? TableStatistics.NONE : table.statistics();
    Duration age = file.age() == null ? ageOf(known, start) : file.age().value();
    boolean isLimited =
        table == null
            || table.capacity() instanceof CapacityMode.Provisioned
            || (table.capacity() instanceof CapacityMode.OnDemand onDemand
                && (onDemand.maxReadRequestUnits().isPresent()
                    || onDemand.maxWriteRequestUnits().isPresent()));
    if (age == null && file.burst() == null && isLimited) {
      assumptions.add(
          "state.age: the table has been idle for "
              + Texts.duration(InitialState.DEFAULT_AGE)
              + ", so its burst buckets are full");
    }
    boolean isUnknownOnDemand =
        table != null
            && table.capacity() instanceof CapacityMode.OnDemand
            && table.warmThroughput() == null
            && file.previousPeak() == null
            && file.everProvisioned() == null
            && file.partitions() == null;
    if (isUnknownOnDemand) {
      assumptions.add(
          "state.previousPeak: unknown, so the on-demand table has the throughput of a new one");
    }
    return new InitialState(
        age,
        file.burst() == null ? null : file.burst().value().value(),
        file.items() == null ? known.itemCount() : (Long) file.items().value().value(),
        file.dataSize() == null ? known.tableSizeBytes() : (Long) file.dataSize().value().value(),
        file.partitions() == null ? null : file.partitions().value(),
        file.previousPeak() == null ? null : peak(file.previousPeak().value()),
        file.everProvisioned() == null ? null : provisioned(file.everProvisioned().value()));
  }

  private static @Nullable Duration ageOf(TableStatistics known, @Nullable Given<Instant> start) {
    if (known.createdAt() == null || start == null) {
      return null;
    }
    Duration age = Duration.between(known.createdAt(), start.value());
    return age.isNegative() ? Duration.ZERO : age;
  }

  private static Throughput peak(PeakFile peak) {
    return new Throughput(
        peak.reads() == null ? 0 : Math.round(peak.reads().value().value()),
        peak.writes() == null ? 0 : Math.round(peak.writes().value().value()));
  }

  private static Throughput provisioned(ProvisionedFile provisioned) {
    return new Throughput(
        provisioned.reads() == null ? 0 : provisioned.reads().value().value(),
        provisioned.writes() == null ? 0 : provisioned.writes().value().value());
  }
}
