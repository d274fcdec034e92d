package dev.headroom.source;

import dev.headroom.document.Documents;
import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Problem;
import dev.headroom.document.Problems;
import dev.headroom.document.Quoted;
import dev.headroom.document.Scalars;
import dev.headroom.hcl.HclExpression;
import dev.headroom.table.Table;
import dev.headroom.table.TableOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a set of table files, one after the other. Used once. */
final class TableSetReader {

  /** Endings of the files in a folder that are looked into. */
  private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json", ".template");

  /** Seen keys named in the message about an unknown file. */
  private static final int MAX_SEEN = 8;

  private static final String NO_TABLE = "declares no DynamoDB table";

  private final Problems problems;
  private final TableSet set;
  private final TerraformFiles terraform = new TerraformFiles();
  private final List<Table> tables = new ArrayList<>();
  private final List<String> ignoredFiles = new ArrayList<>();
  private Optional<String> lastRead = Optional.empty();

  TableSetReader(Variables variables, Problems problems) {
    this(null, variables, problems);
  }

  /**
   * A reader of one side of a plan, on which there may be no table.
   *
   * @param side null for files that are read for what they declare
   */
  TableSetReader(@Nullable PlanSide side, Variables variables, Problems problems) {
    this.problems = problems;
    this.set = new TableSet(side, variables, problems);
  }

  /** Reads a file, the table files directly in a folder, or a live table. */
  void read(Path path) {
    boolean isLive = LiveTables.isLive(path.toString());
    if (!isLive && Files.isDirectory(path)) {
      readFolder(path);
    } else {
      try {
        if (isLive) {
          readLive(path.toString());
          return;
        }
        read(path.toString(), Documents.text(path));
      } catch (InvalidInputException e) {
        addAll(e.problems());
      }
    }
  }

  private void readLive(String name) {
    LiveTables tables =
        ServiceLoader.load(LiveTables.class)
            .findFirst()
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        Location.ofFile(name), "names a live table, which cannot be read here"));
    List<Node> answers = new ArrayList<>();
    for (String answer : tables.describe(name)) {
      answers.addAll(Documents.documents(name, answer, Documents.MAX_NODES));
    }
    read(name, answers);
  }

  /** Reads what would be a file's content. */
  void read(String fileName, String text) {
    if (TerraformFiles.isHcl(fileName, text)) {
      terraform.addHcl(fileName, text);
    } else {
      read(fileName, Documents.documents(fileName, text, Documents.MAX_NODES));
    }
  }

  private void readFolder(Path folder) {
    boolean isEmpty = true;
    for (Path file : filesIn(folder)) {
      try {
        String text = Documents.text(file);
        if (TerraformFiles.isHcl(file.toString(), text)) {
          isEmpty = false;
          terraform.addHcl(file.toString(), text);
          continue;
        }
        List<Node> documents = Documents.documents(file.toString(), text, Documents.MAX_NODES);
        if (documents.stream().allMatch(document -> isOfNoUse(file.toString(), document))) {
          ignoredFiles.add(Quoted.plain(String.valueOf(file.getFileName())));
        } else {
          isEmpty = false;
          read(file.toString(), documents);
        }
      } catch (InvalidInputException e) {
        isEmpty = false;
        addAll(e.problems());
      }
    }
    if (isEmpty) {
      problems.add(
          Location.ofFile(folder.toString()),
          "holds no table file among its " + String.join(", ", ENDINGS) + " and .tf files");
    }
  }

  private List<Path> filesIn(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isRegularFile)
          .filter(file -> isCandidate(String.valueOf(file.getFileName())))
          .sorted(
              Comparator.comparing(
                  file -> String.valueOf(file.getFileName()), TerraformFiles.order()))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      problems.add(Location.ofFile(folder.toString()), "cannot be read: " + e.getMessage());
      return List.of();
    }
  }

  private static boolean isCandidate(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean isValues = lower.endsWith(".tfvars.json");
    return !lower.startsWith(".")
        && (TerraformFiles.isTaken(lower)
            || (!isValues && ENDINGS.stream().anyMatch(lower::endsWith)));
  }

  /** Whether nobody would look for a table here: no format knows it, or it is a scenario. */
  private static boolean isOfNoUse(String fileName, Node document) {
    if (TerraformFiles.isJson(fileName, document)) {
      return false;
    }
    return InlineFormat.isScenario(document)
        || flatten(document).stream().allMatch(part -> TableFiles.formatOf(part) == null);
  }

  /** Reads a file's documents. */
  void read(String fileName, List<Node> documents) {
    lastRead = Optional.of(fileName);
    Problems own = new Problems();
    boolean isOfUse = false;
    List<Table> found = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    List<Node> unknown = new ArrayList<>();
    for (Node document : documents.stream().flatMap(d -> flatten(d).stream()).toList()) {
      if (document instanceof Node.Mapping mapping && TerraformFiles.isJson(fileName, document)) {
        terraform.addJson(fileName, mapping);
        isOfUse = true;
        continue;
      }
      TableFormat format = TableFiles.formatOf(document);
      if (format == null) {
        unknown.add(document);
      } else {
        TableReading reading = new TableReading(set, own);
        format.read(document, reading);
        found.addAll(reading.tables());
        remarks.addAll(reading.remarks());
        isOfUse |= reading.isOfUse();
      }
    }
    if (!isOfUse && own.isEmpty() && set.planSide() == null) {
      reportNothing(fileName, unknown, remarks, own);
    }
    addAll(own.list());
    if (own.isEmpty()) {
      tables.addAll(
          unknown.isEmpty() ? found : withRemark(found, "ignored in this file: " + seen(unknown)));
    }
  }

  /** Values of a configuration on which other things than tables depend, by name. */
  Map<String, HclExpression> sharedValues() {
    return terraform.sharedValues();
  }

  /** The tables of the files that have no problems, with what scales them. */
  List<Table> finish() {
    terraform.modules().forEach(this::readModule);
    set.finish();
    boolean isSound = problems.isEmpty();
    List<Table> distinct = withoutRepetitions();
    if (isSound) {
      set.checkVariables();
      if (distinct.isEmpty()) {
        if (set.planSide() == null) {
          reportNoTables();
        }
        return distinct;
      }
      distinct = set.alarms().applyTo(set.scaling().applyTo(distinct));
    }
    return ignoredFiles.isEmpty()
        ? distinct
        : withRemark(distinct, "files without a table were ignored: " + Texts.listed(ignoredFiles));
  }

  private void readModule(TerraformModule module) {
    Problems own = new Problems();
    TableReading reading = new TableReading(set, own);
    module.read(reading);
    String file = module.place().file();
    lastRead = Optional.of(file);
    if (!reading.isOfUse() && own.isEmpty()) {
      reportNothing(file, List.of(), reading.remarks(), own);
    }
    addAll(own.list());
    if (own.isEmpty()) {
      tables.addAll(reading.tables());
    }
  }

  private void reportNoTables() {
    if (set.scaling().size() > 0) {
      set.scaling().reportWithoutTables();
    } else {
      lastRead.ifPresent(file -> problems.add(Location.ofFile(file), NO_TABLE));
    }
  }

  private void addAll(List<Problem> found) {
    found.forEach(problem -> problems.add(problem.location(), problem.message()));
  }

  /** The documents within a top-level list or a Kubernetes {@code List}. */
  private static List<Node> flatten(Node document) {
    if (document instanceof Node.Sequence sequence && !sequence.elements().isEmpty()) {
      return sequence.elements();
    }
    if (document instanceof Node.Mapping mapping
        && mapping.entries().get("kind") instanceof Node.Scalar kind
        && kind.text().equals("List")
        && mapping.entries().get("items") instanceof Node.Sequence items) {
      return items.elements();
    }
    return List.of(document);
  }

  private List<Table> withoutRepetitions() {
    List<Table> distinct = new ArrayList<>();
    for (Table table : tables) {
      int earlier = indexOf(distinct, table);
      if (earlier < 0) {
        distinct.add(table);
        continue;
      }
      Table first = distinct.get(earlier);
      if (Tables.sameSettings(first, table)) {
        String note =
            "is described twice with the same settings, again "
                + place(table, first)
                + "; counted once";
        distinct.set(earlier, Tables.withNotes(first, List.of(note)));
      } else {
        problems.add(
            new Location(table.origin().file(), table.origin().line(), ""),
            "table "
                + Quoted.of(table.name())
                + " is described a second time with other settings; the first is "
                + place(first, table));
      }
    }
    return distinct;
  }

  private static String place(Table table, Table seenFrom) {
    TableOrigin origin = table.origin();
    return origin.file().equals(seenFrom.origin().file())
        ? "on line " + origin.line()
        : "in " + origin.file() + " on line " + origin.line();
  }

  /** Two tables of one name in different Regions are different tables. */
  private static int indexOf(List<Table> tables, Table wanted) {
    for (int i = 0; i < tables.size(); i++) {
      Table table = tables.get(i);
      boolean otherRegion =
          table.region() != null
              && wanted.region() != null
              && !table.region().equals(wanted.region());
      if (table.name().equals(wanted.name()) && !otherRegion) {
        return i;
      }
    }
    return -1;
  }

  private static void reportNothing(
      String fileName, List<Node> unknown, List<String> remarks, Problems problems) {
    if (unknown.isEmpty()) {
      String found = remarks.isEmpty() ? "" : "; " + String.join("; ", remarks);
      problems.add(Location.ofFile(fileName), NO_TABLE + found);
      return;
    }
    String accepted =
        TableFiles.formats().stream()
            .map(TableFormat::description)
            .collect(Collectors.joining("; "));
    problems.add(
        new Location(fileName, unknown.getFirst().location().line(), ""),
        "is not a table file that can be read; found "
            + seen(unknown)
            + "; accepted are: "
            + accepted);
  }

  private static List<Table> withRemark(List<Table> tables, String remark) {
    return tables.stream().map(table -> Tables.withNotes(table, List.of(remark))).toList();
  }

  private static String seen(List<Node> documents) {
    String seen =
        documents.stream()
            .limit(MAX_SEEN)
            .map(TableSetReader::seen)
            .collect(Collectors.joining(", "));
    int more = documents.size() - MAX_SEEN;
    return more > 0 ? seen + " and " + more + " more documents" : seen;
  }

  private static String seen(Node document) {
    if (!(document instanceof Node.Mapping mapping)) {
      return Scalars.describe(document);
    }
    MappingReader reader = new MappingReader(mapping, new Problems());
    if (reader.has("kind") && reader.has("apiVersion")) {
      return "kind " + Quoted.plain(String.valueOf(reader.optionalString("kind")));
    }
    if (mapping.entries().isEmpty()) {
      return "an empty mapping";
    }
    String more = mapping.entries().size() > MAX_SEEN ? ", …" : "";
    return mapping.entries().keySet().stream()
        .limit(MAX_SEEN)
        .map(Quoted::plain)
        .collect(Collectors.joining(", ", "the keys ", more));
  }
}
