package dev.headroom.source;

import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.document.Problem;
import dev.headroom.document.Problems;
import dev.headroom.document.SourceText;
import dev.headroom.document.SourceText.Literal;
import dev.headroom.hcl.HclExpression;
import dev.headroom.hcl.HclParser;
import dev.headroom.source.BillingModeLines.Switched;
import dev.headroom.source.SettingChange.Name;
import dev.headroom.source.TableFormat.Writing;
import dev.headroom.table.CapacityMode.OnDemand;
import dev.headroom.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a setting back into the files that declare its table, and changes nothing else in them.
 *
 * <p>Which literal of the files stands for a value is found by trying: a literal that says what the
 * value is now is replaced, and the files are read again. Where the value then is the wanted one,
 * and all else is what it was or what is wanted as well, that is the place. So whatever a reader
 * understands can be written, references and parameters with defaults included, and the files as
 * they are written have been read as what was asked for.
 */
public final class WriteBack {

  /** Of the literals that may stand for a value, so many are tried, those near the table first. */
  private static final int MOST_TRIED = 400;

  /**
   * Files as they are to be.
   *
   * @param contents the bytes of each file that is to be different, by its name
   * @param edits what is different, in the order of the values
   */
  public record Result(Map<String, byte[]> contents, List<Edit> edits) {

    public Result {
      contents = Collections.unmodifiableMap(new LinkedHashMap<>(contents));
      edits = List.copyOf(edits);
    }
  }

  /**
   * One value that was replaced, or a key that was taken out or put in.
   *
   * @param file the file's name
   * @param line where it stood, or behind which it stands
   * @param before what stood there; empty for what was put in
   * @param after what stands there now; empty for what was taken out
   */
  public record Edit(String file, int line, String before, String after) {}

  private final Variables variables;
  private final Table wantedTable;
  private final Map<Name, String> wanted;
  private final Version original;
  private final List<Edit> edits = new ArrayList<>();
  private Version version;

  private WriteBack(Map<String, byte[]> files, Variables variables, Table wantedTable) {
    this.variables = new RunVariables(variables).variables();
    this.wantedTable = wantedTable;
    this.wanted = SettingChange.values(wantedTable);
    Map<String, SourceText> texts = new LinkedHashMap<>();
    files.forEach((name, content) -> texts.put(name, SourceText.of(name, content)));
    this.original = read(texts);
    this.version = original;
  }

  /**
   * Files with a setting.
   *
   * @param files the files' present contents by their names, in the order in which they are read
   * @param variables values for the parameters of these files and others
   * @param wanted the table with the setting
   * @throws InvalidInputException if a file is wrong, or the files do not declare the table, or
   *     cannot express the setting; each problem says what has to be written by hand
   */
  public static Result of(Map<String, byte[]> files, Variables variables, Table wanted) {
    return new WriteBack(files, variables, wanted).write();
  }

  /**
   * Makes sure that files declare a table and may be written to.
   *
   * @throws InvalidInputException if not
   */
  public static void check(Map<String, byte[]> files, Variables variables, Table wanted) {
    new WriteBack(files, variables, wanted).checkWriting();
  }

  /**
   * The files in which a setting may stand, in the order in which they are read: those that a user
   * names, and for one of Terraform's, or a folder of them, all that Terraform takes with it.
   *
   * @throws InvalidInputException if a folder cannot be read, or holds no configuration
   */
  public static List<Path> filesOf(List<Path> named) {
    Set<Path> files = new LinkedHashSet<>();
    for (Path path : named) {
      if (Files.isDirectory(path)) {
        files.addAll(module(path, path));
      } else if (TerraformFiles.isNamedSo(String.valueOf(path.getFileName()))) {
        files.addAll(module(path.resolveSibling(""), path));
      }
    }
    named.stream().filter(path -> !Files.isDirectory(path)).forEach(files::add);
    return List.copyOf(files);
  }

  private static List<Path> module(Path folder, Path named) {
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files =
          entries
              .filter(file -> TerraformFiles.isTaken(String.valueOf(file.getFileName())))
              .sorted(
                  Comparator.comparing(
                      file -> String.valueOf(file.getFileName()), TerraformFiles.order()))
              .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new InvalidInputException(
          Location.ofFile(named.toString()), "cannot be read: " + e.getMessage());
    }
    if (files.isEmpty() && folder.equals(named)) {
      throw new InvalidInputException(
          Location.ofFile(named.toString()),
          "is a folder without Terraform configuration; name the file that declares the table");
    }
    return files;
  }

  private Writing writing() {
    Table table = original.table;
    SourceText declaring = original.texts.get(table.origin().file());
    return declaring != null
            && TerraformFiles.isConfiguration(table.origin().file(), declaring.text())
        ? Writing.VALUES
        : TableFiles.formats().stream()
            .filter(format -> format.name().equals(table.origin().format()))
            .findFirst()
            .map(TableFormat::writing)
            .orElse(Writing.VALUES);
  }

  private void checkWriting() {
    if (writing() == Writing.GENERATED) {
      throw refused("is generated, so that a change in it would be lost; change its source");
    }
  }

  private Result write() {
    checkWriting();
    wanted.keySet().stream().filter(Name::isBillingMode).findFirst().ifPresent(this::writeMode);
    for (Name name : List.copyOf(wanted.keySet())) {
      if (!name.isBillingMode() && !isAsWanted(name)) {
        writeValue(name);
      }
    }
    if (!SettingChange.values(version.table).equals(wanted)) {
      throw refused("does not hold all of this setting, or holds more");
    }
    Map<String, byte[]> contents = new LinkedHashMap<>();
    version.texts.forEach(
        (name, text) -> {
          if (!text.equals(original.texts.get(name))) {
            contents.put(name, text.bytes());
          }
        });
    return new Result(contents, edits);
  }

  private void writeMode(Name name) {
    if (isAsWanted(name)) {
      return;
    }
    if (writing() == Writing.VALUES_AND_MODE) {
      writeValue(name);
    } else if (!isSwitched(name)) {
      throw refused("would need other keys for another billing mode, not other values only");
    }
  }

  /** Whether the billing mode could be written with the keys that come and go with it. */
  private boolean isSwitched(Name name) {
    String before = SettingChange.values(version.table).get(name);
    String after = wanted.get(name);
    String file = version.table.origin().file();
    SourceText text = version.texts.get(file);
    if (before == null || after == null || text == null) {
      return false;
    }
    for (Place place : candidates(before)) {
      if (!place.file.equals(file)) {
        continue;
      }
      for (Switched switched : BillingModeLines.of(file, text, place.literal, after, wantedTable)) {
        Version tried = tryText(file, switched.text());
        if (tried != null
            && SettingChange.values(tried.table).equals(wanted)
            && tried.others().equals(version.others())) {
          edits.addAll(switched.edits());
          version = tried;
          return true;
        }
      }
    }
    return false;
  }

  private boolean isAsWanted(Name name) {
    return Objects.equals(SettingChange.values(version.table).get(name), wanted.get(name));
  }

  private void writeValue(Name name) {
    String before = SettingChange.values(version.table).get(name);
    String after = wanted.get(name);
    if (before == null || after == null) {
      throw refused("does not hold all of this setting");
    }
    boolean isShared = false;
    Set<String> usedOtherwise = new TreeSet<>();
    for (Place place : candidates(before)) {
      SourceText text = version.texts.get(place.file);
      Version tried = text == null ? null : tryText(place.file, text.with(place.literal, after));
      if (tried == null || !after.equals(SettingChange.values(tried.table).get(name))) {
        continue;
      }
      Set<String> disturbed = disturbed(tried);
      if (disturbed.isEmpty() && isOnlyAsWanted(name, tried)) {
        edits.add(new Edit(place.file, place.literal.line(), place.literal.text(), after));
        version = tried;
        return;
      }
      usedOtherwise.addAll(disturbed);
      isShared = true;
    }
    String value = SettingChange.words(name, original.table);
    throw refused(
        !usedOtherwise.isEmpty()
            ? "has "
                + value
                + " from "
                + String.join(", ", usedOtherwise)
                + ", which other resources, modules, outputs or tags use too"
            : isShared
                ? "has a value that stands for others as well, which are to be different: " + value
                : "has a value that is not written out in it, or by a function: " + value);
  }

  /** Names whose values others use and that are no longer what they were. */
  private Set<String> disturbed(Version tried) {
    Set<String> names = new TreeSet<>();
    version.shared.forEach(
        (name, value) -> {
          if (!value.equals(tried.shared.get(name))) {
            names.add(name.substring(name.lastIndexOf('/') + 1));
          }
        });
    return names;
  }

  /** Literals that say a value, those after the table's first line first, then other files'. */
  private List<Place> candidates(String value) {
    String file = version.table.origin().file();
    int begin = version.table.origin().line();
    List<Place> places = new ArrayList<>();
    version.texts.forEach(
        (name, text) ->
            literals(name, text).stream()
                .filter(literal -> isEqual(literal.text(), value))
                .forEach(literal -> places.add(new Place(name, literal))));
    return places.stream()
        .sorted(
            Comparator.<Place>comparingInt(place -> place.file.equals(file) ? 0 : 1)
                .thenComparingInt(place -> place.literal.line() < begin ? 1 : 0)
                .thenComparingInt(place -> Math.abs(place.literal.line() - begin)))
        .limit(MOST_TRIED)
        .toList();
  }

  private static List<Literal> literals(String file, SourceText text) {
    return TerraformFiles.isHcl(file, text.text())
        ? HclParser.literals(file, text.text())
        : text.literals();
  }

  private static boolean isEqual(String literal, String value) {
    if (literal.equals(value)) {
      return true;
    }
    try {
      return new BigDecimal(literal.replace("_", "")).compareTo(new BigDecimal(value)) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Whether a change of one value brought nothing but what is wanted. */
  private boolean isOnlyAsWanted(Name name, Version tried) {
    Map<Name, String> before = SettingChange.values(version.table);
    Map<Name, String> after = SettingChange.values(tried.table);
    Set<Name> all = new LinkedHashSet<>(before.keySet());
    all.addAll(after.keySet());
    boolean isFine = true;
    for (Name each : all) {
      String value = after.get(each);
      boolean isSettled =
          Objects.equals(value, before.get(each)) || Objects.equals(value, wanted.get(each));
      isFine &= isSettled || (name.isBillingMode() && each.scaled() == null);
    }
    return isFine && tried.others().equals(version.others());
  }

  /** The files with another text of one of them; null if they cannot be read then. */
  private @Nullable Version tryText(String file, SourceText text) {
    Map<String, SourceText> texts = new LinkedHashMap<>(version.texts);
    texts.put(file, text);
    try {
      return read(texts);
    } catch (InvalidInputException e) {
      return null;
    }
  }

  private Version read(Map<String, SourceText> texts) {
    Problems problems = new Problems();
    TableSetReader reader = new TableSetReader(variables, problems);
    texts.forEach((name, text) -> reader.read(name, text.text()));
    List<Table> tables = reader.finish();
    problems.throwIfAny();
    Location place = Location.ofFile(texts.keySet().iterator().next());
    return new Version(
        texts, tables, TableFiles.select(tables, wantedTable.name(), place), reader.sharedValues());
  }

  /** Why nothing is written, and what is to be written by hand, a problem each. */
  private InvalidInputException refused(String reason) {
    Location file = Location.ofFile(original.table.origin().file());
    List<Problem> problems = new ArrayList<>();
    problems.add(new Problem(file, "is left as it is: it " + reason + ". To be done by hand:"));
    for (SettingChange change : SettingChange.between(original.table, wantedTable)) {
      problems.add(new Problem(file, change.words()));
    }
    return new InvalidInputException(problems);
  }

  /** A literal in one of the files. */
  private record Place(String file, Literal literal) {}

  /**
   * The files with some of the changes.
   *
   * @param tables all that they declare
   * @param table the one of which the setting is
   * @param shared values on which other things than tables depend
   */
  private record Version(
      Map<String, SourceText> texts,
      List<Table> tables,
      Table table,
      Map<String, HclExpression> shared) {

    /** All that is declared beside the setting, which must not change. */
    List<Other> others() {
      return tables.stream()
          .map(each -> Other.of(each.equals(table) ? withoutSetting(each) : each))
          .toList();
    }

    private static Table withoutSetting(Table table) {
      return table.withCapacity(
          OnDemand.UNLIMITED,
          table.globalSecondaryIndexes().stream()
              .map(index -> index.withCapacity(OnDemand.UNLIMITED))
              .toList(),
          table.autoScaling().stream()
              .map(scaling -> scaling.withBounds(0, 0).withTarget(0))
              .toList());
    }
  }

  /** A table without what says where it stands. */
  private record Other(Table table, List<String> alarms) {

    static Other of(Table table) {
      return new Other(
          Tables.withoutPlaces(table),
          table.alarms().stream().map(alarm -> alarm.name() + " " + alarm.rule()).toList());
    }
  }
}
