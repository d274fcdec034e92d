package dev.headroom.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.table.Alarm;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.LocalSecondaryIndex;
import dev.headroom.table.Projection;
import dev.headroom.table.Table;
import dev.headroom.table.Throughput;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Tables as JSON: the output of {@code headroom tables --json} and {@code tables} in {@code
 * outcome.json}. Every key is always there; what a billing mode does not have is {@code null}. The
 * same tables give the same bytes.
 */
public final class TableJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private TableJson() {}

  /** Tables as an indented JSON array that ends with a line break. */
  public static String print(List<Table> tables) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withArrayEmptySeparator("")
                    .withObjectEmptySeparator(""))
            .withObjectIndenter(indenter)
            .withArrayIndenter(indenter);
    try {
      return new JsonMapper().writer(printer).writeValueAsString(toJson(tables)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values cannot be written", e);
    }
  }

  /** Tables as a JSON array. */
  public static ArrayNode toJson(List<Table> tables) {
    ArrayNode array = NODES.arrayNode();
    tables.forEach(table -> array.add(toJson(table)));
    return array;
  }

  /** A table as a JSON object. */
  public static ObjectNode toJson(Table table) {
    ObjectNode json = NODES.objectNode();
    json.put("name", table.name());
    json.put("format", table.origin().format());
    json.put("file", table.origin().file());
    json.put("line", table.origin().line());
    json.put("region", table.region());
    json.put(
        "billingMode",
        switch (table.capacity()) {
          case CapacityMode.Provisioned provisioned -> "PROVISIONED";
          case CapacityMode.OnDemand onDemand -> "PAY_PER_REQUEST";
        });
    putCapacity(json, table.capacity(), table.warmThroughput());
    json.set("keySchema", keys(table.keySchema()));
    ArrayNode global = json.putArray("globalSecondaryIndexes");
    table.globalSecondaryIndexes().forEach(index -> global.add(toJson(index)));
    ArrayNode local = json.putArray("localSecondaryIndexes");
    table.localSecondaryIndexes().forEach(index -> local.add(toJson(index)));
    ArrayNode scaling = json.putArray("autoScaling");
    table.autoScaling().forEach(target -> scaling.add(toJson(target)));
    ArrayNode alarms = json.putArray("alarms");
    table.alarms().forEach(alarm -> alarms.add(toJson(alarm)));
    json.put("tableClass", table.settings().tableClass().name());
    json.put("streams", table.settings().streamViewType());
    json.put("ttl", table.settings().ttlAttribute());
    json.set("replicas", texts(table.settings().replicaRegions()));
    json.put("itemCount", table.statistics().itemCount());
    json.put("tableSizeBytes", table.statistics().tableSizeBytes());
    json.put("createdAt", text(table.statistics().createdAt()));
    json.put("status", table.statistics().status());
    json.put("decreasesToday", table.statistics().decreasesToday());
    json.set("notes", texts(table.notes()));
    return json;
  }

  private static ObjectNode toJson(GlobalSecondaryIndex index) {
    ObjectNode json = NODES.objectNode();
    json.put("indexName", index.indexName());
    json.set("keySchema", keys(index.keySchema()));
    json.set("projection", toJson(index.projection()));
    putCapacity(json, index.capacity(), index.warmThroughput());
    return json;
  }

  private static ObjectNode toJson(LocalSecondaryIndex index) {
    ObjectNode json = NODES.objectNode();
    json.put("indexName", index.indexName());
    json.set("keySchema", keys(index.keySchema()));
    json.set("projection", toJson(index.projection()));
    return json;
  }

  private static ObjectNode toJson(Projection projection) {
    ObjectNode json = NODES.objectNode();
    json.put("projectionType", projection.type().name());
    json.set("nonKeyAttributes", texts(projection.nonKeyAttributes()));
    return json;
  }

  private static ObjectNode toJson(AutoScaling scaling) {
    ObjectNode json = NODES.objectNode();
    json.put("resource", scaling.resource());
    json.put("dimension", scaling.dimension().name().toLowerCase(Locale.ROOT));
    json.put("min", scaling.minCapacityUnits());
    json.put("max", scaling.maxCapacityUnits());
    json.put("targetPercent", scaling.targetPercent());
    json.put("scaleInCooldownSeconds", scaling.scaleInCooldownSeconds());
    json.put("scaleOutCooldownSeconds", scaling.scaleOutCooldownSeconds());
    json.put("disableScaleIn", scaling.disableScaleIn());
    ArrayNode scheduled = json.putArray("scheduled");
    for (AutoScaling.ScheduledAction action : scaling.scheduled()) {
      scheduled
          .addObject()
          .put("schedule", action.schedule().toString())
          .put("min", action.minCapacityUnits())
          .put("max", action.maxCapacityUnits());
    }
    return json;
  }

  private static ObjectNode toJson(Alarm alarm) {
    ObjectNode json = NODES.objectNode();
    json.put("name", alarm.name());
    json.put("file", alarm.file());
    json.put("line", alarm.line());
    ArrayNode metrics = json.putArray("metrics");
    for (Alarm.Metric metric : alarm.metrics()) {
      ObjectNode watched = metrics.addObject();
      watched.put("id", metric.id());
      watched.put("name", metric.name());
      ObjectNode dimensions = watched.putObject("dimensions");
      metric.dimensions().forEach(dimensions::put);
      watched.put("statistic", metric.statistic());
      watched.put("periodSeconds", metric.periodSeconds());
    }
    ArrayNode expressions = json.putArray("expressions");
    for (Alarm.Expression expression : alarm.expressions()) {
      expressions.addObject().put("id", expression.id()).put("text", expression.text());
    }
    json.put("resultId", alarm.resultId());
    json.put("evaluationPeriods", alarm.evaluationPeriods());
    json.put("datapointsToAlarm", alarm.datapointsToAlarm());
    json.put("threshold", alarm.threshold());
    json.put("comparison", alarm.comparison().name());
    json.put("missingData", alarm.missingData() == null ? null : alarm.missingData().name());
    json.put("isActing", alarm.isActing());
    json.put("obstacle", alarm.obstacle());
    return json;
  }

  private static void putCapacity(
      ObjectNode json, CapacityMode capacity, @Nullable Throughput warm) {
    switch (capacity) {
      case CapacityMode.Provisioned provisioned -> {
        json.put("readCapacityUnits", provisioned.readCapacityUnits());
        json.put("writeCapacityUnits", provisioned.writeCapacityUnits());
        json.putNull("maxReadRequestUnits");
        json.putNull("maxWriteRequestUnits");
      }
      case CapacityMode.OnDemand onDemand -> {
        json.putNull("readCapacityUnits");
        json.putNull("writeCapacityUnits");
        json.put("maxReadRequestUnits", boxed(onDemand.maxReadRequestUnits()));
        json.put("maxWriteRequestUnits", boxed(onDemand.maxWriteRequestUnits()));
      }
    }
    json.put("warmReadUnitsPerSecond", warm == null ? null : (Long) warm.readUnitsPerSecond());
    json.put("warmWriteUnitsPerSecond", warm == null ? null : (Long) warm.writeUnitsPerSecond());
  }

  private static ArrayNode keys(List<KeyAttribute> keySchema) {
    ArrayNode keys = NODES.arrayNode();
    for (KeyAttribute key : keySchema) {
      keys.addObject()
          .put("attributeName", key.attributeName())
          .put("attributeType", key.attributeType())
          .put("keyType", key.keyType().name());
    }
    return keys;
  }

  private static ArrayNode texts(List<String> texts) {
    ArrayNode array = NODES.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  private static @Nullable Long boxed(OptionalLong value) {
    return value.isPresent() ? (Long) value.getAsLong() : null;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
