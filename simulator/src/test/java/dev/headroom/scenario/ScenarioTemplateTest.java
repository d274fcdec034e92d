package dev.headroom.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.document.InvalidInputException;
import dev.headroom.source.TableFiles;
import dev.headroom.table.Table;
import dev.headroom.traffic.Flow;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it the first file a user gets could be one that does not run. */
final class ScenarioTemplateTest {

  private static final String TABLE =
      """
      name: orders
      readCapacityUnits: 40
      writeCapacityUnits: 30
      partitionKey: orderId
      sortKey: createdAt
      globalSecondaryIndexes:
        - {name: by-status, partitionKey: s, readCapacityUnits: 6, writeCapacityUnits: 20}
        - {name: "yes", partitionKey: c, readCapacityUnits: 1, writeCapacityUnits: 50}
      localSecondaryIndexes:
        - {name: by-total, sortKey: "total: N", projection: KEYS_ONLY}
      """;

  @TempDir Path temporary;

  @Test
  void forTable_provisionedTable_usesHalfOfEachCapacity() throws IOException {
    Scenario scenario = readBack(TABLE);

    assertThat(scenario.table().name()).isEqualTo("orders");
    assertThat(scenario.flows())
        .extracting(Flow::name)
        .containsExactly("writes", "reads", "reads-by-status", "reads-yes");
    String text = template(TABLE);
    assertThat(text)
        .contains("operation: PutItem\n    rate: 7/s")
        .contains("operation: Query\n    rate: 20/s")
        .contains("index: by-status\n    rate: 3/s")
        .contains("index: \"yes\"\n    rate: 30/min");
  }

  @Test
  void forTable_tableWithoutSortKey_readsSingleItems() throws IOException {
    String table = "name: t\nbillingMode: PAY_PER_REQUEST\npartitionKey: id\n";

    assertThat(readBack(table).flows()).hasSize(2);
    assertThat(template(table)).contains("operation: GetItem\n    rate: 100/s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: b", "x\\ty", "null", "4711", "#", "&a", "a'b", "ta\\u0001b", "ü"})
  void forTable_awkwardName_isQuoted(String name) throws IOException {
    Scenario scenario = readBack("name: \"" + name + "\"\nbillingMode: PAY_PER_REQUEST\n");

    assertThat(scenario.flows()).hasSize(2);
  }

  static Stream<Class<? extends Record>> forTable_anyTable_showsEveryKey() {
    return Stream.of(
        ScenarioFile.class,
        ScenarioFile.StateFile.class,
        ScenarioFile.FlowFile.class,
        ScenarioFile.ClientFile.class);
  }

  @ParameterizedTest
  @MethodSource
  void forTable_anyTable_showsEveryKey(Class<? extends Record> type) throws IOException {
    List<String> keys =
        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();

    String text = template(TABLE);
    assertThat(keys).allSatisfy(key -> assertThat(text).containsPattern("(?m)\\b" + key + ":"));
  }

  @Test
  void forTable_shownDefaultsOfTheRun_areAcceptedWhenUncommented() throws IOException {
    String uncommented =
        template(TABLE).replaceAll("(?m)^#(?=(name|start|duration|seed|trials|profile|era))", "");
    Files.writeString(temporary.resolve("t.yaml"), TABLE);
    Path file = temporary.resolve("uncommented.yaml");
    Files.writeString(file, uncommented);

    assertThat(ScenarioReader.read(file).trials()).isEqualTo(20);
  }

  @Test
  void forTable_everyExampleTable_readsBack() throws IOException {
    Path examples = Path.of("../examples").toAbsolutePath().normalize();
    for (Path file : tableFiles(examples)) {
      for (Table table : TableFiles.read(file)) {
        Path scenario = temporary.resolve("scenario.yaml");
        Files.writeString(scenario, ScenarioTemplate.forTable(table, file.toString()));

        assertThat(ScenarioReader.read(scenario).table().name()).isEqualTo(table.name());
      }
    }
  }

  private static List<Path> tableFiles(Path folder) throws IOException {
    List<Path> tables = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return tables;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try {
          if (!TableFiles.read(file).isEmpty()) {
            tables.add(file);
          }
        } catch (InvalidInputException e) {
          // Scenarios, traces and broken files are no tables.
        }
      }
    }
    return tables;
  }

  private String template(String table) throws IOException {
    Path file = temporary.resolve("t.yaml");
    Files.writeString(file, table);
    return ScenarioTemplate.forTable(TableFiles.read(file).getFirst(), "t.yaml");
  }

  private Scenario readBack(String table) throws IOException {
    Path file = temporary.resolve("scenario.yaml");
    Files.writeString(file, template(table));
    return ScenarioReader.read(file);
  }
}
