package dev.headroom.source;

import dev.headroom.capacity.Dimension;
import dev.headroom.document.MappingReader;
import dev.headroom.document.Scalars;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.AutoScaling.ScheduledAction;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.KeyAttribute.KeyType;
import dev.headroom.table.LocalSecondaryIndex;
import dev.headroom.table.Projection;
import dev.headroom.table.Schedule;
import dev.headroom.table.Table;
import dev.headroom.table.TableOrigin;
import dev.headroom.table.TableSettings;
import dev.headroom.table.TableSettings.TableClass;
import dev.headroom.table.TableStatistics;
import dev.headroom.table.Throughput;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads back a table that {@link TableJson} wrote; its alarms are not written there. */
public final class TableJsonReader {

  private static final long MAX_UNITS = 1_000_000_000_000L;

  private final MappingReader json;

  private TableJsonReader(MappingReader json) {
    this.json = json;
  }

  /** The table; null after noting a problem. */
  public static @Nullable Table read(MappingReader json) {
    return new TableJsonReader(json).table();
  }

  private @Nullable Table table() {
    String name = json.string("name");
    CapacityMode capacity = capacity(json, json.string("billingMode"));
    if (name == null || capacity == null) {
      return null;
    }
    return new Table(
        name,
        new TableOrigin(
            textOr("format", "inline"), textOr("file", json.location().file()), wholeOr0("line")),
        json.optionalString("region"),
        keys(json),
        capacity,
        warm(json),
        globalIndexes(capacity),
        localIndexes(),
        autoScaling(name),
        new TableSettings(
            Objects.requireNonNullElse(
                json.optionalConstant("tableClass", TableClass.class), TableClass.STANDARD),
            json.optionalString("streams"),
            json.optionalString("ttl"),
            texts(json, "replicas")),
        statistics(),
        texts(json, "notes"));
  }

  private static @Nullable CapacityMode capacity(MappingReader json, @Nullable String mode) {
    switch (mode) {
      case null -> {
        return null;
      }
      case "PROVISIONED" -> {
        Long reads = json.integer("readCapacityUnits", 1, MAX_UNITS);
        Long writes = json.integer("writeCapacityUnits", 1, MAX_UNITS);
        return reads == null || writes == null ? null : new CapacityMode.Provisioned(reads, writes);
      }
      case "PAY_PER_REQUEST" -> {
        return new CapacityMode.OnDemand(
            maximum(json, "maxReadRequestUnits"), maximum(json, "maxWriteRequestUnits"));
      }
      default -> {
        json.problem("billingMode", "must be PROVISIONED or PAY_PER_REQUEST");
        return null;
      }
    }
  }

  private static OptionalLong maximum(MappingReader json, String key) {
    Long units = json.optionalInteger(key, 1, MAX_UNITS);
    return units == null ? OptionalLong.empty() : OptionalLong.of(units);
  }

  private static @Nullable Throughput warm(MappingReader json) {
    Long reads = json.optionalInteger("warmReadUnitsPerSecond", 0, MAX_UNITS);
    Long writes = json.optionalInteger("warmWriteUnitsPerSecond", 0, MAX_UNITS);
    return reads == null || writes == null ? null : new Throughput(reads, writes);
  }

  private static List<KeyAttribute> keys(MappingReader json) {
    List<KeyAttribute> keys = new ArrayList<>();
    for (MappingReader key : json.optionalMappings("keySchema")) {
      String name = key.string("attributeName");
      String type = key.string("attributeType");
      KeyType part = key.constant("keyType", KeyType.class);
      if (name != null && type != null && part != null) {
        keys.add(new KeyAttribute(name, type, part));
      }
    }
    return keys;
  }

  /** An index has its table's billing mode. */
  private List<GlobalSecondaryIndex> globalIndexes(CapacityMode ofTable) {
    String mode =
        switch (ofTable) {
          case CapacityMode.Provisioned provisioned -> "PROVISIONED";
          case CapacityMode.OnDemand onDemand -> "PAY_PER_REQUEST";
        };
    List<GlobalSecondaryIndex> indexes = new ArrayList<>();
    for (MappingReader index : json.optionalMappings("globalSecondaryIndexes")) {
      String name = index.string("indexName");
      CapacityMode capacity = capacity(index, mode);
      if (name != null && capacity != null) {
        indexes.add(
            new GlobalSecondaryIndex(name, keys(index), projection(index), capacity, warm(index)));
      }
    }
    return indexes;
  }

  private List<LocalSecondaryIndex> localIndexes() {
    List<LocalSecondaryIndex> indexes = new ArrayList<>();
    for (MappingReader index : json.optionalMappings("localSecondaryIndexes")) {
      String name = index.string("indexName");
      if (name != null) {
        indexes.add(new LocalSecondaryIndex(name, keys(index), projection(index)));
      }
    }
    return indexes;
  }

  private static Projection projection(MappingReader index) {
    MappingReader projection = index.optionalMapping("projection");
    Projection.Type type =
        projection == null
            ? null
            : projection.optionalConstant("projectionType", Projection.Type.class);
    return projection == null || type == null
        ? Projection.ALL
        : new Projection(type, texts(projection, "nonKeyAttributes"));
  }

  private List<AutoScaling> autoScaling(String table) {
    List<AutoScaling> targets = new ArrayList<>();
    for (MappingReader target : json.optionalMappings("autoScaling")) {
      Dimension dimension = target.constant("dimension", Dimension.class);
      Long min = target.integer("min", 1, MAX_UNITS);
      Long max = target.integer("max", 1, MAX_UNITS);
      if (dimension != null && min != null && max != null) {
        targets.add(
            new AutoScaling(
                Objects.requireNonNullElse(target.optionalString("resource"), table),
                dimension,
                min,
                max,
                target.optionalDecimal("targetPercent", 0, 100),
                orElse0(target.optionalInteger("scaleInCooldownSeconds", 0, MAX_UNITS)),
                orElse0(target.optionalInteger("scaleOutCooldownSeconds", 0, MAX_UNITS)),
                Boolean.TRUE.equals(target.optionalBoolean("disableScaleIn")),
                scheduled(target)));
      }
    }
    return targets;
  }

  private static List<ScheduledAction> scheduled(MappingReader target) {
    List<ScheduledAction> actions = new ArrayList<>();
    for (MappingReader action : target.optionalMappings("scheduled")) {
      Schedule schedule = schedule(action);
      if (schedule != null) {
        actions.add(
            new ScheduledAction(
                schedule,
                action.optionalInteger("min", 0, MAX_UNITS),
                action.optionalInteger("max", 0, MAX_UNITS)));
      }
    }
    return actions;
  }

  /** A schedule, and its time zone behind it where that is not UTC. */
  private static @Nullable Schedule schedule(MappingReader action) {
    String text = action.string("schedule");
    if (text == null) {
      return null;
    }
    int end = text.lastIndexOf(')') + 1;
    String zone = text.substring(end).strip();
    try {
      return zone.isEmpty()
          ? Schedule.parse(text)
          : Schedule.parse(text.substring(0, end), ZoneId.of(zone));
    } catch (IllegalArgumentException | DateTimeException e) {
      action.problem("schedule", String.valueOf(e.getMessage()));
      return null;
    }
  }

  private TableStatistics statistics() {
    String created = json.optionalString("createdAt");
    Instant createdAt = null;
    if (created != null) {
      try {
        createdAt = Instant.parse(created);
      } catch (DateTimeException e) {
        json.problem("createdAt", "must be a time such as 2026-11-27T08:00:00Z");
      }
    }
    Long decreases = json.optionalInteger("decreasesToday", 0, Integer.MAX_VALUE);
    return new TableStatistics(
        json.optionalInteger("itemCount", 0, Long.MAX_VALUE),
        json.optionalInteger("tableSizeBytes", 0, Long.MAX_VALUE),
        createdAt,
        json.optionalString("status"),
        decreases == null ? null : (Integer) decreases.intValue());
  }

  private static List<String> texts(MappingReader json, String key) {
    List<String> texts = new ArrayList<>();
    json.optionalSequence(key)
        .forEach(
            node -> {
              String text = Scalars.text(node, json.problems());
              if (text != null) {
                texts.add(text);
              }
            });
    return texts;
  }

  private String textOr(String key, String fallback) {
    return Objects.requireNonNullElse(json.optionalString(key), fallback);
  }

  private int wholeOr0(String key) {
    return (int) orElse0(json.optionalInteger(key, 0, Integer.MAX_VALUE));
  }

  private static long orElse0(@Nullable Long value) {
    return value == null ? 0 : value;
  }
}
