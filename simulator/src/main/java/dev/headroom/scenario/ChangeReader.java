package dev.headroom.scenario;

import dev.headroom.capacity.Dimension;
import dev.headroom.scenario.ScalarFormat.Count;
import dev.headroom.scenario.ScenarioFile.ChangeFile;
import dev.headroom.scenario.ScenarioFile.ChangedScalingFile;
import dev.headroom.scenario.ScenarioFile.ChangedTargetFile;
import dev.headroom.scenario.TableChange.BillingMode;
import dev.headroom.scenario.TableChange.Scaling;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns the key {@code changes} into {@link TableChange}s. */
final class ChangeReader {

  private final Context context;
  private final List<Given<ChangeFile>> given;
  private final IndexCreations creations;
  private final boolean isModeChanged;

  ChangeReader(Context context, List<Given<ChangeFile>> given, IndexCreations creations) {
    this.context = context;
    this.creations = creations;
    this.given = given;
    this.isModeChanged = given.stream().anyMatch(change -> change.value().billingMode() != null);
  }

  /** The changes, in file order. */
  List<TableChange> read() {
    List<TableChange> changes = new ArrayList<>();
    for (Given<ChangeFile> change : given) {
      changes.add(read(change));
    }
    return changes;
  }

  private TableChange read(Given<ChangeFile> change) {
    ChangeFile file = change.value();
    if (file.at() == null && file.after() == null) {
      problem(change, "needs at, or after, or both");
    }
    List<Given<?>> settings =
        Stream.<@Nullable Given<?>>of(
                file.index(),
                file.billingMode(),
                file.readCapacityUnits(),
                file.writeCapacityUnits(),
                file.maxReadRequestUnits(),
                file.maxWriteRequestUnits(),
                file.warmReadUnitsPerSecond(),
                file.warmWriteUnitsPerSecond(),
                file.autoScaling())
            .filter(Objects::nonNull)
            .toList();
    boolean isEmpty = settings.size() == (file.index() == null ? 0 : 1);
    if (file.createIndex() != null) {
      settings.forEach(
          it -> problem(it, "cannot stand beside createIndex; make it a change of its own"));
    } else if (isEmpty && !hasProblem(change)) {
      problem(change, "changes nothing; say writeCapacityUnits, billingMode or the like");
    }
    checkIndex(file);
    checkMode(change);
    return new TableChange(
        file.name() == null ? null : file.name().value(),
        file.at() == null ? Duration.ZERO : file.at().value(),
        file.after() == null ? null : file.after().value(),
        file.index() == null ? null : file.index().value(),
        file.billingMode() == null ? null : file.billingMode().value(),
        both(file.readCapacityUnits(), file.writeCapacityUnits(), Count::value),
        both(file.maxReadRequestUnits(), file.maxWriteRequestUnits(), ChangeReader::maximum),
        both(file.warmReadUnitsPerSecond(), file.warmWriteUnitsPerSecond(), Count::value),
        scaling(file),
        creations.of(change));
  }

  /** Whether some key of a change was found faulty, so that it is missing now. */
  private boolean hasProblem(Given<ChangeFile> change) {
    return context.problems().list().stream()
        .anyMatch(it -> it.location().key().startsWith(change.location().key() + "."));
  }

  private void checkIndex(ChangeFile file) {
    if (file.index() == null) {
      return;
    }
    String index = file.index().value();
    Table table = context.table();
    if (table != null && !table.hasGlobalSecondaryIndex(index)) {
      problem(
          file.index(),
          FlowReader.indexNames(table).contains(index)
              ? "is a local index, which has no capacity of its own"
              : FlowReader.unknownIndex(index, table));
    }
    if (file.billingMode() != null) {
      problem(file.billingMode(), "can be changed for the table only, not for an index");
    }
  }

  private void checkMode(Given<ChangeFile> change) {
    ChangeFile file = change.value();
    BillingMode mode = file.billingMode() == null ? null : file.billingMode().value();
    if (mode == BillingMode.PROVISIONED
        && (file.readCapacityUnits() == null || file.writeCapacityUnits() == null)) {
      problem(change, "needs readCapacityUnits and writeCapacityUnits to become PROVISIONED");
    }
    if (mode == null) {
      mode = isModeChanged ? null : modeOfTable();
    }
    if (mode == BillingMode.PROVISIONED) {
      refuse(file.maxReadRequestUnits(), mode);
      refuse(file.maxWriteRequestUnits(), mode);
    } else if (mode == BillingMode.PAY_PER_REQUEST) {
      refuse(file.readCapacityUnits(), mode);
      refuse(file.writeCapacityUnits(), mode);
    }
  }

  private @Nullable BillingMode modeOfTable() {
    return context.table() == null
        ? null
        : switch (context.table().capacity()) {
          case CapacityMode.Provisioned provisioned -> BillingMode.PROVISIONED;
          case CapacityMode.OnDemand onDemand -> BillingMode.PAY_PER_REQUEST;
        };
  }

  private void refuse(@Nullable Given<Count> units, BillingMode mode) {
    if (units != null) {
      problem(units, "has no meaning for a table that is " + mode);
    }
  }

  private Map<Dimension, Scaling> scaling(ChangeFile file) {
    if (file.autoScaling() == null) {
      return Map.of();
    }
    ChangedScalingFile scaling = file.autoScaling().value();
    if (scaling.read() == null && scaling.write() == null) {
      problem(file.autoScaling(), "needs read, write, or both");
    }
    return both(
        checked(file, scaling.read(), Dimension.READ),
        checked(file, scaling.write(), Dimension.WRITE),
        ChangeReader::target);
  }

  /** A dimension that is not scaled so far needs all that scaling takes. */
  private @Nullable Given<ChangedTargetFile> checked(
      ChangeFile change, @Nullable Given<ChangedTargetFile> target, Dimension dimension) {
    Table table = context.table();
    if (target == null || table == null) {
      return target;
    }
    String resource = change.index() == null ? table.name() : change.index().value();
    boolean isScaled =
        table.autoScaling().stream()
            .anyMatch(it -> it.resource().equals(resource) && it.dimension() == dimension);
    ChangedTargetFile file = target.value();
    Count min = file.min() == null ? null : file.min().value();
    Count max = file.max() == null ? null : file.max().value();
    if (!isScaled && (min == null || max == null || file.targetPercent() == null)) {
      problem(target, "needs min, max and targetPercent: nothing scales this capacity so far");
    } else if (min != null && max != null && min.value() > max.value()) {
      problem(target, "must have a min that is not above its max");
    }
    return target;
  }

  private static Scaling target(ChangedTargetFile file) {
    return new Scaling(
        file.min() == null ? null : file.min().value().value(),
        file.max() == null ? null : file.max().value().value(),
        file.targetPercent() == null ? null : file.targetPercent().value());
  }

  private static OptionalLong maximum(Count units) {
    return units.value() == 0 ? OptionalLong.empty() : OptionalLong.of(units.value());
  }

  private static <T, V> Map<Dimension, V> both(
      @Nullable Given<T> read, @Nullable Given<T> write, Function<T, V> value) {
    Map<Dimension, V> values = new EnumMap<>(Dimension.class);
    if (read != null) {
      values.put(Dimension.READ, value.apply(read.value()));
    }
    if (write != null) {
      values.put(Dimension.WRITE, value.apply(write.value()));
    }
    return values;
  }

  private void problem(Given<?> at, String message) {
    context.problem(at.location(), message);
  }
}
