package dev.headroom.scenario;

import dev.headroom.document.Documents;
import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.document.Node;
import dev.headroom.document.Problem;
import dev.headroom.document.Problems;
import dev.headroom.document.Scalars;
import dev.headroom.scenario.NodeEditor.Assignment;
import dev.headroom.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads scenario files. Stateless.
 *
 * <pre>{@code
 * Scenario scenario = ScenarioReader.read(Path.of("orders-peak.yaml"));
 * }</pre>
 */
public final class ScenarioReader {

  private static final String API_PREFIX = "headroom/";
  private static final Pattern CLAIM =
      Pattern.compile("(?m)^[\\s{\"]*apiVersion\"?\\s*:\\s*\"?" + API_PREFIX);
  private static final int BEGINNING_BYTES = 64 * 1024;

  private ScenarioReader() {}

  /**
   * Reads a scenario file as it stands.
   *
   * @throws InvalidInputException with everything that is wrong with it or with its table
   */
  public static Scenario read(Path file) {
    return read(file, ScenarioOverrides.NONE);
  }

  /**
   * Reads a scenario file with some values replaced.
   *
   * @throws InvalidInputException with everything that is wrong with it, with its table or with the
   *     replacements
   */
  public static Scenario read(Path file, ScenarioOverrides overrides) {
    return read(Documents.read(file), file, overrides);
  }

  /**
   * Reads a scenario from a file's content.
   *
   * @param file the file's name; other files are looked for beside it
   * @throws InvalidInputException with everything that is wrong with it or with its table
   */
  public static Scenario read(Path file, byte[] content) {
    return read(Documents.read(file.toString(), content), file, ScenarioOverrides.NONE);
  }

  /**
   * Whether a file claims to be a scenario, however faulty. Where it is neither YAML nor JSON, a
   * line that begins like a scenario's decides, so that a slip does not make a scenario vanish from
   * its folder.
   */
  public static boolean isScenario(Path file) {
    try {
      return isScenario(Documents.read(file).getFirst());
    } catch (InvalidInputException e) {
      return CLAIM.matcher(beginning(file)).find();
    }
  }

  /**
   * The name of the table that a scenario is about, as far as the scenario tells it: {@code
   * tableName}, else the name of the one table that it has now.
   *
   * @throws InvalidInputException if the file is no scenario
   */
  public static Optional<String> tableName(Path file, ScenarioOverrides overrides) {
    Problems problems = new Problems();
    Node root =
        edit(onlyRoot(Documents.read(file), file), overrides, new TableEditor(problems), problems);
    Map<String, Node> entries = root instanceof Node.Mapping mapping ? mapping.entries() : Map.of();
    if (entries.get("tableName") instanceof Node.Scalar name) {
      return Optional.of(name.text());
    }
    Table table =
        new TableReader(folderOf(file), overrides.variables(), problems)
            .read(entries.get("table"), null);
    return Optional.ofNullable(table).map(Table::name);
  }

  /** Where the files that a scenario names are looked for. */
  static Path folderOf(Path file) {
    Path parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }

  private static String beginning(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(BEGINNING_BYTES), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private static boolean isScenario(Node root) {
    if (!(root instanceof Node.Mapping mapping)) {
      return false;
    }
    boolean isVersioned =
        mapping.entries().get("apiVersion") instanceof Node.Scalar version
            && version.text().startsWith(API_PREFIX);
    return isVersioned || mapping.entries().containsKey("traffic");
  }

  private static Node onlyRoot(List<Node> documents, Path file) {
    Node root = documents.getFirst();
    Location whole = Location.ofFile(file.toString());
    if (documents.size() > 1) {
      throw new InvalidInputException(
          documents.get(1).location(), "begins a second document; a scenario file holds one");
    }
    if (!(root instanceof Node.Mapping)) {
      throw new InvalidInputException(
          whole, "must be a mapping with table and traffic, not " + Scalars.describe(root));
    }
    if (!isScenario(root)) {
      throw new InvalidInputException(
          whole, "is not a scenario: it has no traffic; headroom init writes one for a table file");
    }
    return root;
  }

  private static Scenario read(List<Node> documents, Path file, ScenarioOverrides overrides) {
    Node root = onlyRoot(documents, file);
    Problems problems = new Problems();
    TableEditor tableEditor = new TableEditor(problems);
    Node edited = edit(root, overrides, tableEditor, problems);
    ScenarioFile scenario =
        new FileBinder(problems).bind(ScenarioFile.class, GateReader.withGatesAsText(edited));
    Scenario result =
        scenario == null
            ? null
            : new ScenarioBuilder(file, scenario, overrides, problems).build(tableEditor);
    throwSorted(problems, file.toString());
    if (result == null) {
      throw new IllegalStateException("neither a scenario nor a problem in " + file);
    }
    return result;
  }

  private static Node edit(
      Node root, ScenarioOverrides overrides, TableEditor tableEditor, Problems problems) {
    NodeEditor editor = new NodeEditor(problems);
    Node edited = root;
    List<Assignment> assignments = new ArrayList<>();
    if (overrides.seed() != null) {
      assignments.add(option("seed", overrides.seed().toString(), Node.Scalar.Kind.INTEGER));
    }
    if (overrides.trials() != null) {
      assignments.add(option("trials", overrides.trials().toString(), Node.Scalar.Kind.INTEGER));
    }
    if (overrides.profile() != null) {
      assignments.add(option("profile", overrides.profile(), Node.Scalar.Kind.STRING));
    }
    for (String setting : overrides.settings()) {
      Assignment assignment = editor.parse(setting);
      if (assignment != null) {
        assignments.add(assignment);
      }
    }
    for (Assignment assignment : assignments) {
      boolean isTableRead =
          overrides.table() != null
              || (edited instanceof Node.Mapping mapping
                  && !(mapping.entries().get("table") instanceof Node.Mapping));
      if (isTableRead && TableEditor.isFor(assignment)) {
        tableEditor.add(assignment);
      } else {
        edited = editor.apply(edited, assignment);
      }
    }
    return edited;
  }

  private static Assignment option(String key, String text, Node.Scalar.Kind kind) {
    Location location = new Location("--" + key, 0, "");
    return new Assignment(List.of(key), key, new Node.Scalar(location, text, kind));
  }

  /** Reports the scenario's problems in file order, then those of other files. */
  private static void throwSorted(Problems problems, String file) {
    if (problems.isEmpty()) {
      return;
    }
    Map<String, Integer> ranks = new LinkedHashMap<>();
    ranks.put(file, 0);
    problems.list().forEach(p -> ranks.putIfAbsent(p.location().file(), ranks.size()));
    Comparator<Problem> order =
        Comparator.<Problem>comparingInt(p -> ranks.getOrDefault(p.location().file(), 0))
            .thenComparingInt(
                p -> p.location().line() == 0 ? Integer.MAX_VALUE : p.location().line());
    throw new InvalidInputException(problems.list().stream().sorted(order).toList());
  }
}
