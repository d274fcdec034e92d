package dev.headroom.endpoint.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.capacity.Dimension;
import dev.headroom.service.Demand;
import dev.headroom.service.Demand.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an answer says about the capacity that its request took. */
final class ConsumedCapacity {

  /** How much a request wants to know. */
  enum Detail {
    NONE,
    TOTAL,
    INDEXES;

    private static final Map<String, String> TOTAL_TOO = Map.of("ReturnConsumedCapacity", "TOTAL");

    /** What to ask an upstream for beside, so that it tells in any case. */
    Map<String, String> asked() {
      return this == NONE ? TOTAL_TOO : Map.of();
    }

    /** What a request asks for. */
    static Detail of(ObjectNode request) {
      String wanted = Json.text(request, "ReturnConsumedCapacity");
      return "INDEXES".equals(wanted) ? INDEXES : "TOTAL".equals(wanted) ? TOTAL : NONE;
    }
  }

  private static final double MILLI = 1_000;

  private ConsumedCapacity() {}

  /** What an upstream tells of one table, milli-units; 0 if it tells nothing. */
  static long told(@Nullable JsonNode capacity) {
    return capacity == null ? 0 : Math.round(capacity.path("CapacityUnits").asDouble() * MILLI);
  }

  /** What an upstream tells of the only table of a request, milli-units. */
  static long toldOr(ObjectNode answer, long otherwise) {
    ObjectNode capacity = Json.object(answer, "ConsumedCapacity");
    return capacity != null && capacity.path("CapacityUnits").isNumber()
        ? told(capacity)
        : otherwise;
  }

  /** The object for the only table of a request. */
  static ObjectNode ofTable(String table, Demand consumed, Detail detail) {
    return one(table, consumed, detail, null);
  }

  /**
   * The objects for every table of a request.
   *
   * @param isTransaction whether units are told by dimension too, as transactions do
   */
  static ArrayNode ofTables(Demand consumed, Detail detail, boolean isTransaction) {
    Map<String, Demand> byTable = new LinkedHashMap<>();
    for (Part part : consumed.parts()) {
      byTable.merge(part.table().name(), consumed.only(part), Demand::plus);
    }
    ArrayNode all = Json.array();
    byTable.forEach(
        (table, own) ->
            all.add(one(table, own, detail, isTransaction ? consumed.dimension() : null)));
    return all;
  }

  private static ObjectNode one(
      String table, Demand consumed, Detail detail, @Nullable Dimension dimension) {
    ObjectNode told = Json.object().put("TableName", table);
    put(told, consumed.milliUnits(), dimension);
    if (detail == Detail.INDEXES) {
      long ofTable = 0;
      Map<String, Long> local = new TreeMap<>();
      Map<String, Long> global = new TreeMap<>();
      for (Part part : consumed.parts()) {
        if (part.indexName() != null) {
          global.merge(part.indexName(), part.milliUnits(), Long::sum);
        } else if (part.localIndexName() != null) {
          local.merge(part.localIndexName(), part.milliUnits(), Long::sum);
        } else {
          ofTable += part.milliUnits();
        }
      }
      put(told.putObject("Table"), ofTable, dimension);
      putAll(told, "LocalSecondaryIndexes", local, dimension);
      putAll(told, "GlobalSecondaryIndexes", global, dimension);
    }
    return told;
  }

  private static void putAll(
      ObjectNode told, String name, Map<String, Long> units, @Nullable Dimension dimension) {
    if (!units.isEmpty()) {
      ObjectNode indexes = told.putObject(name);
      units.forEach((index, own) -> put(indexes.putObject(index), own, dimension));
    }
  }

  private static void put(ObjectNode told, long milliUnits, @Nullable Dimension dimension) {
    told.put("CapacityUnits", milliUnits / MILLI);
    if (dimension != null) {
      String name = dimension == Dimension.READ ? "ReadCapacityUnits" : "WriteCapacityUnits";
      told.put(name, milliUnits / MILLI);
    }
  }
}
