package dev.headroom.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.headroom.document.Documents;
import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.document.Node;
import dev.headroom.document.Problem;
import dev.headroom.document.Problems;
import dev.headroom.source.InlineTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it editors would praise scenarios that the reader refuses, or the other way round. */
final class ScenarioSchemaTest {

  private static final Path FOLDER = Path.of("src/test/resources/dev/headroom/scenario");
  private static final Path EXAMPLES = Path.of("../examples");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void schema_checkedIn_isTheGeneratedOne() throws IOException {
    Generated.assertCurrent(
        Path.of("src/main/resources/dev/headroom/scenario/scenario.schema.json"),
        ScenarioSchema.text());
    Generated.assertCurrent(Path.of("../docs/scenario.schema.json"), ScenarioSchema.text());
  }

  static Stream<Path> schema_example_fits() throws IOException {
    List<Path> scenarios = new ArrayList<>(List.of(FOLDER.resolve("full.yaml")));
    if (Files.isDirectory(EXAMPLES)) {
      try (Stream<Path> files = Files.walk(EXAMPLES)) {
        files.filter(ScenarioSchemaTest::isSoundScenario).forEach(scenarios::add);
      }
    }
    return scenarios.stream();
  }

  private static boolean isSoundScenario(Path file) {
    if (!Files.isRegularFile(file) || !ScenarioReader.isScenario(file)) {
      return false;
    }
    try {
      ScenarioReader.read(file);
      return true;
    } catch (InvalidInputException e) {
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource
  void schema_example_fits(Path file) throws IOException {
    assertThat(validate(Documents.read(file).getFirst())).isEmpty();
  }

  @Test
  void schema_brokenScenario_doesNotFit() throws IOException {
    assertThat(validate(Documents.read(FOLDER.resolve("broken.yaml")).getFirst()))
        .hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "traffic: [{operation: GetItem, rate: 5/s}]",
        "table: t.yaml",
        "{table: t.yaml, traffic: []}",
        "{table: t.yaml, traffic: [{operation: GetItem}]}",
        "{table: t.yaml, traffic: [{operation: GetItem, rate: 5/s, readUnits: 5/s}]}",
        "{table: t.yaml, traffic: [{operation: GetItem, rate: 5}]}",
        "{table: t.yaml, traffic: [{operation: GetItem, rate: {points: [[0s]]}}]}",
        "{table: t.yaml, traffic: [{operation: GetItem, rate: 5/s, keys: {}}]}",
        "{table: t.yaml, traffic: [{operation: GetItem, rate: 5/s, keys: {kind: single}}]}",
        "{table: t.yaml, traffic: [{operation: GetItem, rate: 5/s, itemSize: 1}]}",
        "{table: t.yaml, traffic: [{operation: GetItem, rate: 5/s, itemsPerRequest: -1}]}",
        "{table: {nam: t}, traffic: [{operation: GetItem, rate: 5/s}]}",
        "{table: t.yaml, traffic: [{operation: GetItem, rate: 5/s}], trials: 0}",
        "{table: t.yaml, traffic: [{operation: GetItem, rate: 5/s}], durations: 5s}"
      })
  void schema_faultyScenario_fitsNeitherSchemaNorReader(String text) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    Node root = Documents.read("s.yaml", content).getFirst();
    Problems problems = new Problems();
    new FileBinder(problems).bind(ScenarioFile.class, root);
    readTable(root, problems);

    assertThat(problems.list()).isNotEmpty();
    assertThat(validate(root)).isNotEmpty();
  }

  @Test
  void reader_everyKeyOfTheSchema_isKnown() throws IOException {
    JsonNode schema = schema();
    Set<String> offered = new HashSet<>();
    Set<String> refused = new HashSet<>();
    walk(schema, schema, "", offered, refused);

    assertThat(offered).hasSizeGreaterThan(80).contains("traffic.0.keys.zipf.count");
    assertThat(refused).isEmpty();
  }

  /** Visits every key that the schema offers and asks the reader whether it knows it. */
  private static void walk(
      JsonNode schema, JsonNode at, String path, Set<String> offered, Set<String> refused) {
    String reference = at.path("$ref").asText();
    if (!reference.isEmpty()) {
      walk(schema, schema.at(reference.substring(1)), path, offered, refused);
      return;
    }
    for (JsonNode option : at.path("anyOf")) {
      walk(schema, option, path, offered, refused);
    }
    if (at.has("items")) {
      walk(schema, at.get("items"), path + ".0", offered, refused);
    }
    if (at.path("additionalProperties").isObject()) {
      String key = at.has("propertyNames") ? "1KB" : "anything";
      walk(schema, at.get("additionalProperties"), path + "." + key, offered, refused);
    }
    at.path("properties")
        .properties()
        .forEach(
            property -> {
              String key = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
              offered.add(key);
              if (!isKnown(key)) {
                refused.add(key);
              }
              walk(schema, property.getValue(), key, offered, refused);
            });
  }

  private static boolean isKnown(String path) {
    Problems problems = new Problems();
    Node root = nested(List.of(path.split("\\.")), 0);
    if (path.startsWith("table.")) {
      readTable(root, problems);
    } else {
      new FileBinder(problems).bind(ScenarioFile.class, root);
    }
    return problems.list().stream().map(Problem::message).noneMatch(m -> m.contains("known key"));
  }

  private static void readTable(Node root, Problems problems) {
    if (root instanceof Node.Mapping mapping
        && mapping.entries().get("table") instanceof Node.Mapping table) {
      InlineTable.read(table, problems);
    }
  }

  private static Node nested(List<String> path, int depth) {
    Location location = Location.ofFile("s.yaml");
    if (depth == path.size()) {
      return new Node.Scalar(location, "x", Node.Scalar.Kind.STRING);
    }
    Node child = nested(path, depth + 1);
    return path.get(depth).equals("0")
        ? new Node.Sequence(location, List.of(child))
        : new Node.Mapping(location, Map.of(path.get(depth), child));
  }

  private static JsonNode schema() throws IOException {
    return JSON.readTree(ScenarioSchema.text());
  }

  private static Set<ValidationMessage> validate(Node root) throws IOException {
    JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema());
    return schema.validate(json(root));
  }

  private static JsonNode json(Node node) {
    JsonNodeFactory factory = JsonNodeFactory.instance;
    return switch (node) {
      case Node.Mapping mapping -> {
        ObjectNode object = factory.objectNode();
        mapping.entries().forEach((key, value) -> object.set(key, json(value)));
        yield object;
      }
      case Node.Sequence sequence -> {
        ArrayNode array = factory.arrayNode();
        sequence.elements().forEach(element -> array.add(json(element)));
        yield array;
      }
      case Node.Scalar scalar ->
          switch (scalar.kind()) {
            case STRING -> factory.textNode(scalar.text());
            case INTEGER, DECIMAL -> number(scalar.text());
            case BOOLEAN -> factory.booleanNode(scalar.text().equals("true"));
            case NULL -> factory.nullNode();
          };
      case Node.Tagged tagged -> throw new AssertionError("no scenario has tags: " + tagged);
      case Node.Unknown unknown -> throw new AssertionError("scenarios know it all: " + unknown);
    };
  }

  private static JsonNode number(String text) {
    try {
      return JsonNodeFactory.instance.numberNode(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return JsonNodeFactory.instance.textNode(text);
    }
  }
}
