package dev.headroom.source;

import dev.headroom.capacity.Dimension;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.CapacityMode.OnDemand;
import dev.headroom.table.CapacityMode.Provisioned;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value of a table's setting that is to be another one.
 *
 * @param resource name of the table or index
 * @param key what it is called in the table file's format
 * @param before its value; null where it is not there
 * @param after its value to be; null where it is to be taken out
 */
public record SettingChange(
    String resource, String key, @Nullable String before, @Nullable String after) {

  private static final String BILLING_MODE = "BillingMode";

  /** What changes between two settings of a table, in the words of the first one's format. */
  public static List<SettingChange> between(Table before, Table after) {
    Map<Name, String> from = values(before);
    Map<Name, String> to = values(after);
    Set<Name> names = new LinkedHashSet<>(from.keySet());
    names.addAll(to.keySet());
    List<SettingChange> changes = new ArrayList<>();
    for (Name name : names) {
      String old = from.get(name);
      String wanted = to.get(name);
      if (!Objects.equals(old, wanted)) {
        changes.add(
            new SettingChange(name.resource, word(name, before.origin().format()), old, wanted));
      }
    }
    return changes;
  }

  /** The change as an order: {@code orders: writeCapacityUnits 600 -> 330}. */
  public String words() {
    return resource
        + ": "
        + key
        + (before == null
            ? " " + after + " (add it)"
            : after == null ? " (take it out)" : " " + before + " -> " + after);
  }

  /**
   * A value's place, whatever the format.
   *
   * @param scaled what is scaled; null for a value that is not about auto scaling
   * @param apiName the API's name of the value
   */
  record Name(String resource, @Nullable Dimension scaled, String apiName) {

    boolean isBillingMode() {
      return apiName.equals(BILLING_MODE);
    }
  }

  /** The values of a table's setting by their places. */
  static Map<Name, String> values(Table table) {
    Map<Name, String> values = new LinkedHashMap<>();
    values.put(
        new Name(table.name(), null, BILLING_MODE),
        switch (table.capacity()) {
          case Provisioned provisioned -> "PROVISIONED";
          case OnDemand onDemand -> "PAY_PER_REQUEST";
        });
    putCapacity(values, table.name(), table.capacity());
    for (GlobalSecondaryIndex index : table.globalSecondaryIndexes()) {
      putCapacity(values, index.indexName(), index.capacity());
    }
    for (AutoScaling scaling : table.autoScaling()) {
      String resource = scaling.resource();
      Dimension dimension = scaling.dimension();
      values.put(
          new Name(resource, dimension, "MinCapacity"), String.valueOf(scaling.minCapacityUnits()));
      values.put(
          new Name(resource, dimension, "MaxCapacity"), String.valueOf(scaling.maxCapacityUnits()));
      Double target = scaling.targetPercent();
      if (target != null) {
        values.put(
            new Name(resource, dimension, "TargetValue"),
            BigDecimal.valueOf(target).stripTrailingZeros().toPlainString());
      }
    }
    return values;
  }

  private static void putCapacity(
      Map<Name, String> values, String resource, CapacityMode capacity) {
    switch (capacity) {
      case Provisioned provisioned -> {
        values.put(
            new Name(resource, null, "ReadCapacityUnits"),
            String.valueOf(provisioned.readCapacityUnits()));
        values.put(
            new Name(resource, null, "WriteCapacityUnits"),
            String.valueOf(provisioned.writeCapacityUnits()));
      }
      case OnDemand onDemand -> {
        onDemand
            .maxReadRequestUnits()
            .ifPresent(
                units ->
                    values.put(
                        new Name(resource, null, "MaxReadRequestUnits"), String.valueOf(units)));
        onDemand
            .maxWriteRequestUnits()
            .ifPresent(
                units ->
                    values.put(
                        new Name(resource, null, "MaxWriteRequestUnits"), String.valueOf(units)));
      }
    }
  }

  /** A value as a user would name it: {@code orders: write_capacity}. */
  static String words(Name name, Table table) {
    return name.resource + ": " + word(name, table.origin().format());
  }

  private static String word(Name name, String format) {
    if (format.equals(InlineTable.FORMAT) && name.scaled != null) {
      String inline =
          switch (name.apiName) {
            case "MinCapacity" -> "min";
            case "MaxCapacity" -> "max";
            default -> "targetPercent";
          };
      return "autoScaling." + dimension(name.scaled) + "." + inline;
    }
    String word =
        switch (format) {
          case "terraform" ->
              Spelling.SNAKE_CASE.key(name.apiName).replaceFirst("_capacity_units$", "_capacity");
          case "crossplane" ->
              Spelling.CAMEL_CASE.key(name.apiName).replaceFirst("CapacityUnits$", "Capacity");
          case CloudFormationFormat.NAME, "describe-table" -> name.apiName;
          default -> Spelling.CAMEL_CASE.key(name.apiName);
        };
    return name.scaled == null ? word : dimension(name.scaled) + " scaling: " + word;
  }

  private static String dimension(Dimension dimension) {
    return dimension == Dimension.READ ? "read" : "write";
  }
}
