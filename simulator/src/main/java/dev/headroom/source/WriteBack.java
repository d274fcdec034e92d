package dev.headroom.source;

import dev.headroom.document.Documents;
import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.document.Problem;
import dev.headroom.document.Problems;
import dev.headroom.document.SourceText;
import dev.headroom.document.SourceText.Literal;
import dev.headroom.source.SettingChange.Name;
import dev.headroom.source.TableFormat.Writing;
import dev.headroom.table.CapacityMode.OnDemand;
import dev.headroom.table.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a setting back into the file that declares its table, and changes nothing else in it.
 *
 * <p>Which literal of the file stands for a value is found by trying: a literal that says what the
 * value is now is replaced, and the file is read again. Where the value then is the wanted one, and
 * all else is what it was or what is wanted as well, that is the place. So whatever a reader
 * understands can be written, references and parameters with defaults included, and the file as it
 * is written has been read as what was asked for.
 */
public final class WriteBack {

  /** Of the literals that may stand for a value, so many are tried, those near the table first. */
  private static final int MOST_TRIED = 400;

  /**
   * A file as it is to be.
   *
   * @param text its text
   * @param edits what is different, in the order of the values
   */
  public record Result(SourceText text, List<Edit> edits) {

    public Result {
      edits = List.copyOf(edits);
    }

    /** The file's bytes. */
    public byte[] content() {
      return text.bytes();
    }
  }

  /**
   * One value that was replaced.
   *
   * @param line where it stands
   * @param before what stood there
   * @param after what stands there now
   */
  public record Edit(int line, String before, String after) {}

  private final String fileName;
  private final Variables variables;
  private final Table wantedTable;
  private final Map<Name, String> wanted;
  private final Table original;
  private final Writing writing;
  private final List<Edit> edits = new ArrayList<>();
  private SourceText text;
  private List<Table> tables;
  private Table table;

  private WriteBack(String fileName, byte[] content, Variables variables, Table wantedTable) {
    this.fileName = fileName;
    this.variables = variables;
    this.wantedTable = wantedTable;
    this.wanted = SettingChange.values(wantedTable);
    this.text = SourceText.of(fileName, content);
    this.tables = read(content);
    this.table = TableFiles.select(tables, wantedTable.name(), Location.ofFile(fileName));
    this.original = table;
    this.writing =
        TableFiles.formats().stream()
            .filter(format -> format.name().equals(table.origin().format()))
            .findFirst()
            .map(TableFormat::writing)
            .orElse(Writing.VALUES);
  }

  /**
   * The file with a setting.
   *
   * @param content the file's present content
   * @param variables values for the file's parameters
   * @param wanted the table with the setting
   * @throws InvalidInputException if the file is wrong, does not declare the table, or cannot
   *     express the setting; each problem says what has to be written by hand
   */
  public static Result of(String fileName, byte[] content, Variables variables, Table wanted) {
    return new WriteBack(fileName, content, variables, wanted).write();
  }

  /**
   * Makes sure that a file declares a table and may be written to.
   *
   * @throws InvalidInputException if not
   */
  public static void check(String fileName, byte[] content, Variables variables, Table wanted) {
    new WriteBack(fileName, content, variables, wanted).checkWriting();
  }

  private void checkWriting() {
    if (writing == Writing.GENERATED) {
      throw refused("is generated, so that a change in it would be lost; change its source");
    }
  }

  private Result write() {
    checkWriting();
    Map<Name, String> now = SettingChange.values(table);
    now.keySet().stream().filter(Name::isBillingMode).findFirst().ifPresent(this::writeMode);
    for (Name name : List.copyOf(wanted.keySet())) {
      if (!name.isBillingMode() && !isAsWanted(name)) {
        writeValue(name);
      }
    }
    if (!SettingChange.values(table).equals(wanted)) {
      throw refused("does not hold all of this setting, or holds more");
    }
    return new Result(text, edits);
  }

  private void writeMode(Name name) {
    if (isAsWanted(name)) {
      return;
    }
    if (writing != Writing.VALUES_AND_MODE) {
      throw refused("would need other keys for another billing mode, not other values only");
    }
    writeValue(name);
  }

  private boolean isAsWanted(Name name) {
    return Objects.equals(SettingChange.values(table).get(name), wanted.get(name));
  }

  private void writeValue(Name name) {
    String before = SettingChange.values(table).get(name);
    String after = wanted.get(name);
    if (before == null || after == null) {
      throw refused("does not hold all of this setting");
    }
    boolean isShared = false;
    for (Literal literal : candidates(before)) {
      SourceText tried = text.with(literal, after);
      List<Table> found = tryRead(tried.bytes());
      Table changed = found == null ? null : counterpart(found);
      if (found == null || changed == null) {
        continue;
      }
      boolean isSet = after.equals(SettingChange.values(changed).get(name));
      if (isSet && isOnlyAsWanted(name, changed, found)) {
        text = tried;
        tables = found;
        table = changed;
        edits.add(new Edit(literal.line(), literal.text(), after));
        return;
      }
      isShared |= isSet;
    }
    throw refused(
        isShared
            ? "has a value that stands for others as well, which are to be different"
            : "has a value that is not written out in it, or by a function");
  }

  /** Literals that say a value, those after the table's first line first. */
  private List<Literal> candidates(String value) {
    int begin = table.origin().line();
    return text.literals().stream()
        .filter(literal -> isEqual(literal.text(), value))
        .sorted(
            Comparator.<Literal>comparingInt(literal -> literal.line() < begin ? 1 : 0)
                .thenComparingInt(literal -> Math.abs(literal.line() - begin)))
        .limit(MOST_TRIED)
        .toList();
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
  private boolean isOnlyAsWanted(Name name, Table changed, List<Table> found) {
    Map<Name, String> before = SettingChange.values(table);
    Map<Name, String> after = SettingChange.values(changed);
    Set<Name> all = new LinkedHashSet<>(before.keySet());
    all.addAll(after.keySet());
    boolean isFine = true;
    for (Name each : all) {
      String value = after.get(each);
      boolean isSettled =
          Objects.equals(value, before.get(each)) || Objects.equals(value, wanted.get(each));
      isFine &= isSettled || (name.isBillingMode() && each.scaled() == null);
    }
    return isFine && others(found, changed).equals(others(tables, table));
  }

  /** All that is declared beside the setting, which must not change. */
  private static List<Table> others(List<Table> all, Table one) {
    return all.stream()
        .map(each -> Tables.withoutNotes(each.equals(one) ? withoutSetting(each) : each))
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

  private @Nullable Table counterpart(List<Table> found) {
    return TableFiles.select(found, table.name(), Location.ofFile(fileName), new Problems());
  }

  private @Nullable List<Table> tryRead(byte[] content) {
    try {
      return read(content);
    } catch (InvalidInputException e) {
      return null;
    }
  }

  private List<Table> read(byte[] content) {
    Problems problems = new Problems();
    TableSetReader reader = new TableSetReader(variables, problems);
    reader.read(fileName, Documents.read(fileName, content));
    List<Table> read = reader.finish();
    problems.throwIfAny();
    return read;
  }

  /** Why nothing is written, and what is to be written by hand, a problem each. */
  private InvalidInputException refused(String reason) {
    Location file = Location.ofFile(fileName);
    List<Problem> problems = new ArrayList<>();
    problems.add(new Problem(file, "is left as it is: it " + reason + ". To be done by hand:"));
    for (SettingChange change : SettingChange.between(original, wantedTable)) {
      problems.add(new Problem(file, change.words()));
    }
    return new InvalidInputException(problems);
  }
}
