package dev.headroom.review;

import dev.headroom.capacity.Dimension;
import dev.headroom.table.Alarm;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.AutoScaling.ScheduledAction;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.CapacityMode.OnDemand;
import dev.headroom.table.CapacityMode.Provisioned;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.LocalSecondaryIndex;
import dev.headroom.table.Projection;
import dev.headroom.table.Table;
import dev.headroom.table.Throughput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in words in what two states of a table differ. */
public final class SettingsChanges {

  private static final String ABSENT = "absent";
  private static final String NONE = "none";

  private final List<SettingsChange> found = new ArrayList<>();

  private SettingsChanges() {}

  /**
   * The differences.
   *
   * @param before null for a table that is not there yet
   * @param after null for a table that is deleted
   */
  public static List<SettingsChange> between(@Nullable Table before, @Nullable Table after) {
    SettingsChanges changes = new SettingsChanges();
    if (before != null && after != null) {
      changes.compare(before, after);
    } else if (after != null) {
      changes.add(after.name(), "table", ABSENT, words(after.capacity()));
    } else if (before != null) {
      changes.add(before.name(), "table", words(before.capacity()), ABSENT);
    }
    return List.copyOf(changes.found);
  }

  private void compare(Table before, Table after) {
    String name = after.name();
    capacity(name, before.capacity(), after.capacity());
    add(name, "key", words(before.keySchema()), words(after.keySchema()));
    add(name, "warm throughput", words(before.warmThroughput()), words(after.warmThroughput()));
    globalIndexes(before, after);
    localIndexes(before, after);
    autoScaling(before, after);
    add(
        name,
        "table class",
        before.settings().tableClass().name(),
        after.settings().tableClass().name());
    add(
        name,
        "replicas",
        words(before.settings().replicaRegions()),
        words(after.settings().replicaRegions()));
    if (before.region() != null && after.region() != null) {
      add(name, "Region", before.region(), after.region());
    }
    addIrrelevant(
        name, "stream", before.settings().streamViewType(), after.settings().streamViewType());
    addIrrelevant(
        name, "time to live", before.settings().ttlAttribute(), after.settings().ttlAttribute());
    alarms(before, after);
  }

  private void capacity(String resource, CapacityMode before, CapacityMode after) {
    if (before instanceof Provisioned old && after instanceof Provisioned now) {
      for (Dimension dimension : Dimension.values()) {
        add(
            resource,
            word(dimension) + " capacity",
            units(old.units(dimension)),
            units(now.units(dimension)));
      }
    } else if (before instanceof OnDemand old && after instanceof OnDemand now) {
      for (Dimension dimension : Dimension.values()) {
        add(
            resource,
            word(dimension) + " maximum",
            maximum(old, dimension),
            maximum(now, dimension));
      }
    } else {
      add(resource, "billing mode", words(before), words(after));
    }
  }

  private void globalIndexes(Table before, Table after) {
    Map<String, GlobalSecondaryIndex> old =
        byName(before.globalSecondaryIndexes(), GlobalSecondaryIndex::indexName);
    Map<String, GlobalSecondaryIndex> now =
        byName(after.globalSecondaryIndexes(), GlobalSecondaryIndex::indexName);
    for (String name : names(old, now)) {
      GlobalSecondaryIndex was = old.get(name);
      GlobalSecondaryIndex is = now.get(name);
      if (was == null || is == null) {
        add(name, "global index", words(was), words(is));
        continue;
      }
      capacity(name, was.capacity(), is.capacity());
      add(name, "key", words(was.keySchema()), words(is.keySchema()));
      add(name, "projection", words(was.projection()), words(is.projection()));
      add(name, "warm throughput", words(was.warmThroughput()), words(is.warmThroughput()));
    }
  }

  private void localIndexes(Table before, Table after) {
    Map<String, LocalSecondaryIndex> old =
        byName(before.localSecondaryIndexes(), LocalSecondaryIndex::indexName);
    Map<String, LocalSecondaryIndex> now =
        byName(after.localSecondaryIndexes(), LocalSecondaryIndex::indexName);
    for (String name : names(old, now)) {
      add(name, "local index", words(old.get(name)), words(now.get(name)));
    }
  }

  private void autoScaling(Table before, Table after) {
    Function<AutoScaling, String> key = scaling -> scaling.dimension() + " " + scaling.resource();
    Map<String, AutoScaling> old = byName(before.autoScaling(), key);
    Map<String, AutoScaling> now = byName(after.autoScaling(), key);
    for (String name : names(old, now)) {
      AutoScaling was = old.get(name);
      AutoScaling is = now.get(name);
      AutoScaling either = is == null ? was : is;
      if (either != null) {
        add(either.resource(), word(either.dimension()) + " scaling", words(was), words(is));
      }
    }
  }

  private void alarms(Table before, Table after) {
    Map<String, Alarm> old = byName(before.alarms(), Alarm::name);
    Map<String, Alarm> now = byName(after.alarms(), Alarm::name);
    for (String name : names(old, now)) {
      Alarm was = old.get(name);
      Alarm is = now.get(name);
      addIrrelevant(name, "alarm", was == null ? null : was.rule(), is == null ? null : is.rule());
    }
  }

  private void add(String resource, String setting, String before, String after) {
    if (!before.equals(after)) {
      found.add(new SettingsChange(resource, setting, before, after, true));
    }
  }

  private void addIrrelevant(
      String resource, String setting, @Nullable String before, @Nullable String after) {
    String was = before == null ? NONE : before;
    String is = after == null ? NONE : after;
    if (!was.equals(is)) {
      found.add(new SettingsChange(resource, setting, was, is, false));
    }
  }

  private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
    Map<String, T> named = new LinkedHashMap<>();
    all.forEach(one -> named.put(name.apply(one), one));
    return named;
  }

  private static Set<String> names(Map<String, ?> before, Map<String, ?> after) {
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    return names;
  }

  private static String words(CapacityMode capacity) {
    return switch (capacity) {
      case Provisioned provisioned ->
          "provisioned, "
              + number(provisioned.readCapacityUnits())
              + " read and "
              + number(provisioned.writeCapacityUnits())
              + " write units/s";
      case OnDemand onDemand ->
          onDemand.maxReadRequestUnits().isEmpty() && onDemand.maxWriteRequestUnits().isEmpty()
              ? "on demand"
              : "on demand, at most "
                  + maximum(onDemand, Dimension.READ)
                  + " for reads and "
                  + maximum(onDemand, Dimension.WRITE)
                  + " for writes";
    };
  }

  private static String maximum(OnDemand onDemand, Dimension dimension) {
    return onDemand.maximum(dimension).isEmpty()
        ? NONE
        : units(onDemand.maximum(dimension).getAsLong());
  }

  private static String words(@Nullable Throughput warm) {
    return warm == null
        ? NONE
        : number(warm.readUnitsPerSecond())
            + " read and "
            + number(warm.writeUnitsPerSecond())
            + " write units/s";
  }

  private static String words(List<?> values) {
    return values.isEmpty()
        ? NONE
        : values.stream().map(SettingsChanges::word).collect(Collectors.joining(", "));
  }

  private static String word(Object value) {
    return value instanceof KeyAttribute key
        ? key.attributeName() + " " + key.attributeType()
        : value.toString();
  }

  private static String words(Projection projection) {
    return projection.nonKeyAttributes().isEmpty()
        ? projection.type().name()
        : projection.type() + " " + words(projection.nonKeyAttributes());
  }

  private static String words(@Nullable GlobalSecondaryIndex index) {
    return index == null
        ? ABSENT
        : "on "
            + words(index.keySchema())
            + ", "
            + words(index.projection())
            + ", "
            + words(index.capacity());
  }

  private static String words(@Nullable LocalSecondaryIndex index) {
    return index == null
        ? ABSENT
        : "on " + words(index.keySchema()) + ", " + words(index.projection());
  }

  private static String words(@Nullable AutoScaling scaling) {
    if (scaling == null) {
      return NONE;
    }
    StringBuilder text = new StringBuilder();
    text.append(number(scaling.minCapacityUnits()))
        .append(" to ")
        .append(units(scaling.maxCapacityUnits()))
        .append(
            scaling.targetPercent() == null
                ? ", without a target"
                : String.format(Locale.ROOT, " at %s %%", trimmed(scaling.targetPercent())));
    if (scaling.scaleInCooldownSeconds() > 0 || scaling.scaleOutCooldownSeconds() > 0) {
      text.append(", cooldown ")
          .append(scaling.scaleInCooldownSeconds())
          .append("s in and ")
          .append(scaling.scaleOutCooldownSeconds())
          .append("s out");
    }
    if (scaling.disableScaleIn()) {
      text.append(", never lowered");
    }
    for (ScheduledAction action : scaling.scheduled()) {
      text.append("; ")
          .append(action.schedule())
          .append(" from ")
          .append(bound(action.minCapacityUnits()))
          .append(" to ")
          .append(bound(action.maxCapacityUnits()));
    }
    return text.toString();
  }

  private static String bound(@Nullable Long units) {
    return units == null ? "as before" : number(units);
  }

  private static String trimmed(double percent) {
    return percent == Math.rint(percent) ? String.valueOf((long) percent) : String.valueOf(percent);
  }

  private static String word(Dimension dimension) {
    return dimension.name().toLowerCase(Locale.ROOT);
  }

  private static String units(long unitsPerSecond) {
    return number(unitsPerSecond) + " units/s";
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
