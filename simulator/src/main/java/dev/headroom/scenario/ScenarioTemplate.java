package dev.headroom.scenario;

import dev.headroom.document.YamlText;
import dev.headroom.scenario.ScenarioFile.ClientFile;
import dev.headroom.scenario.ScenarioFile.FlowFile;
import dev.headroom.scenario.ScenarioFile.StateFile;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.CapacityMode.Provisioned;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.KeyAttribute.KeyType;
import dev.headroom.table.Table;
import java.lang.reflect.RecordComponent;
import java.util.List;

/**
 * Writes a first scenario for a table: it runs as it stands, and shows every key with its default.
 *
 * <p>The flows use half of what the table's capacity allows, so that they pass and can be turned
 * up.
 */
public final class ScenarioTemplate {

  private static final long ON_DEMAND_PER_SECOND = 100;

  private final Table table;
  private final StringBuilder text = new StringBuilder();

  private ScenarioTemplate(Table table) {
    this.table = table;
  }

  /**
   * The text of a scenario file.
   *
   * @param fileName the table's file as the scenario is to name it, relative to the scenario
   */
  public static String forTable(Table table, String fileName) {
    return new ScenarioTemplate(table).write(fileName);
  }

  private String write(String fileName) {
    line("", "# A scenario for one DynamoDB table. Run it: headroom check FILE");
    line("", "# Lines that begin with # and a space explain; other lines with # show defaults or");
    line("", "# examples: take the # away to use them. All keys: docs/scenario.md");
    line("", "");
    for (RecordComponent component : ScenarioFile.class.getRecordComponents()) {
      switch (component.getName()) {
        case "apiVersion" -> line("", "apiVersion: headroom/v1");
        case "table" -> line("", "table: " + YamlText.quoted(fileName));
        case "tableName" -> line("", "tableName: " + YamlText.quoted(table.name()));
        case "state" -> {
          explain("", component);
          line("", "#state:");
          optional("  ", StateFile.class, List.of());
        }
        case "traffic" -> traffic();
        default -> optional("", component);
      }
    }
    return text.toString();
  }

  private void traffic() {
    line("", "");
    line("", "traffic:");
    boolean hasSortKey = table.keySchema().stream().anyMatch(key -> key.keyType() == KeyType.RANGE);
    flow("writes", "PutItem", "rate: " + writeRate());
    optional("    ", FlowFile.class, List.of("name", "operation", "rate", "index", "client"));
    line("    ", "#client:");
    optional("      ", ClientFile.class, List.of());
    line("", "");
    flow("reads", hasSortKey ? "Query" : "GetItem", "rate: " + rate(readUnits(table.capacity())));
    for (GlobalSecondaryIndex index : table.globalSecondaryIndexes()) {
      line("", "");
      flow(
          "reads-" + index.indexName(),
          "Query",
          "index: " + YamlText.quoted(index.indexName()),
          "rate: " + rate(readUnits(index.capacity())));
    }
    line("", "");
  }

  private void flow(String name, String operation, String... more) {
    line("  ", "- name: " + YamlText.quoted(name));
    line("    ", "operation: " + operation);
    for (String entry : more) {
      line("    ", entry);
    }
  }

  /** Half of what the table and its indexes can write, where an item takes one unit in each. */
  private String writeRate() {
    long units = writeUnits(table.capacity()) / (1 + table.localSecondaryIndexes().size());
    for (GlobalSecondaryIndex index : table.globalSecondaryIndexes()) {
      units = Math.min(units, writeUnits(index.capacity()));
    }
    return rate(units);
  }

  private static long readUnits(CapacityMode capacity) {
    return switch (capacity) {
      case Provisioned provisioned -> provisioned.readCapacityUnits();
      case CapacityMode.OnDemand onDemand ->
          Math.min(2 * ON_DEMAND_PER_SECOND, onDemand.maxReadRequestUnits().orElse(Long.MAX_VALUE));
    };
  }

  private static long writeUnits(CapacityMode capacity) {
    return switch (capacity) {
      case Provisioned provisioned -> provisioned.writeCapacityUnits();
      case CapacityMode.OnDemand onDemand ->
          Math.min(
              2 * ON_DEMAND_PER_SECOND, onDemand.maxWriteRequestUnits().orElse(Long.MAX_VALUE));
    };
  }

  private static String rate(long units) {
    return units < 2 ? "30/min" : units / 2 + "/s";
  }

  private void optional(String indent, Class<? extends Record> type, List<String> without) {
    for (RecordComponent component : type.getRecordComponents()) {
      if (!without.contains(component.getName())) {
        optional(indent, component);
      }
    }
  }

  private void optional(String indent, RecordComponent component) {
    explain(indent, component);
    line(indent, "#" + component.getName() + ": " + shownValue(FileBinder.keyOf(component)));
  }

  private void explain(String indent, RecordComponent component) {
    Key key = FileBinder.keyOf(component);
    String defaults = key.defaults().isEmpty() ? "" : ". Default: " + key.defaults();
    line(indent, "# " + key.value() + defaults);
  }

  /** The default where it is a value, else the example. */
  private static String shownValue(Key key) {
    boolean isLiteral = key.defaults().matches("`[^`]+`");
    return isLiteral ? key.defaults().replace("`", "") : key.example();
  }

  private void line(String indent, String content) {
    if (!content.isEmpty()) {
      text.append(indent).append(content);
    }
    text.append('\n');
  }
}
