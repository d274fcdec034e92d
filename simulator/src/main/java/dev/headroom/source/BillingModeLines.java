package dev.headroom.source;

import dev.headroom.document.SourceText;
import dev.headroom.document.SourceText.Literal;
import dev.headroom.source.WriteBack.Edit;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.CapacityMode.OnDemand;
import dev.headroom.table.CapacityMode.Provisioned;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Another billing mode in a file that has a key on each line and its parts indented, in YAML, JSON
 * or HCL: the lines of the capacity that the mode does not have are taken out, and those that it
 * needs are put in beside what is there. Whether a file is laid out so is not looked at closely:
 * {@link WriteBack} reads what comes of it. Used once.
 */
final class BillingModeLines {

  private static final Pattern LINE =
      Pattern.compile(
          "(?<indent>\\s*(?<dash>- +)?)(?<quote>[\"']?)(?<key>[A-Za-z_]+)\\k<quote>\\s*"
              + "(?<separator>[:={])\\s*(?<rest>.*)");

  /**
   * How formats name provisioned capacity.
   *
   * @param block what the two stand in; null for nothing
   */
  private record Words(@Nullable String block, String read, String write) {}

  /** The names of capacity by that of the billing mode. */
  private static final Map<String, List<Words>> WORDS =
      Map.of(
          "BillingMode",
          List.of(new Words("ProvisionedThroughput", "ReadCapacityUnits", "WriteCapacityUnits")),
          "billingMode",
          List.of(
              new Words("provisionedThroughput", "readCapacityUnits", "writeCapacityUnits"),
              new Words(null, "readCapacity", "writeCapacity")),
          "billing_mode",
          List.of(new Words(null, "read_capacity", "write_capacity")));

  private static final Set<String> OF_PROVISIONED =
      Set.of(
          "ProvisionedThroughput",
          "provisionedThroughput",
          "readCapacity",
          "writeCapacity",
          "read_capacity",
          "write_capacity");
  private static final Set<String> OF_ON_DEMAND =
      Set.of("OnDemandThroughput", "onDemandThroughput", "on_demand_throughput");

  private static final Set<String> INDEX_NAMES = Set.of("IndexName", "indexName", "name");

  /** What an index has beside its name, and other things with a name have not. */
  private static final Set<String> OF_INDEX =
      Set.of("Projection", "projection", "projectionType", "projection_type");

  private final String file;
  private final List<String> lines;
  private final int modeLine;
  private final Words words;
  private final Key mode;
  private final Set<Integer> removed = new HashSet<>();
  private final Map<Integer, List<String>> inserted = new HashMap<>();
  private final List<Edit> edits = new ArrayList<>();

  private BillingModeLines(String file, List<String> lines, int modeLine, Words words, Key mode) {
    this.file = file;
    this.lines = new ArrayList<>(lines);
    this.modeLine = modeLine;
    this.words = words;
    this.mode = mode;
  }

  /** What a file would be like. */
  record Switched(SourceText text, List<Edit> edits) {}

  /**
   * Texts with the wanted billing mode, of which one may be right; none where the file is laid out
   * otherwise.
   *
   * @param before the file's text
   * @param literal the present billing mode
   * @param after the wanted one
   */
  static List<Switched> of(
      String file, SourceText before, Literal literal, String after, Table wanted) {
    SourceText text = before.with(literal, after);
    List<String> lines = List.of(text.text().split("\n", -1));
    int modeLine = literal.line() - 1;
    Key mode = Key.of(lines.get(modeLine));
    List<Switched> found = new ArrayList<>();
    if (mode == null) {
      return found;
    }
    for (Words words : WORDS.getOrDefault(mode.name, List.of())) {
      BillingModeLines switching = new BillingModeLines(file, lines, modeLine, words, mode);
      switching.edits.add(new Edit(file, literal.line(), literal.text(), after));
      if (switching.apply(wanted)) {
        found.add(new Switched(text.withText(switching.text()), switching.edits));
      }
    }
    return found;
  }

  private boolean apply(Table wanted) {
    return switch (wanted.capacity()) {
      case OnDemand onDemand -> remove(OF_PROVISIONED);
      case Provisioned provisioned ->
          remove(OF_ON_DEMAND)
              && insert(modeLine, provisioned)
              && wanted.globalSecondaryIndexes().stream().allMatch(this::insert);
    };
  }

  private String text() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!removed.contains(i)) {
        all.add(lines.get(i));
      }
      all.addAll(inserted.getOrDefault(i, List.of()));
    }
    return String.join("\n", all);
  }

  /** Takes out the table's lines of some keys; false where that cannot be done. */
  private boolean remove(Set<String> names) {
    for (int i = begin(modeLine, mode.column); i < end(modeLine, mode.column); i++) {
      Key key = Key.of(lines.get(i));
      if (key == null || removed.contains(i) || !names.contains(key.name)) {
        continue;
      }
      if (key.isElement) {
        return false;
      }
      int last = lastOf(i, key);
      edits.add(new Edit(file, i + 1, lines.get(i).strip(), ""));
      for (int line = i; line <= last; line++) {
        removed.add(line);
      }
      if (isJson() && !lines.get(last).strip().endsWith(",")) {
        dropComma(i - 1);
      }
    }
    return true;
  }

  /** The last line of a key's value. */
  private int lastOf(int line, Key key) {
    int last = line;
    while (last + 1 < lines.size() && indent(lines.get(last + 1)) > key.column) {
      last++;
    }
    boolean isClosed =
        last > line
            && last + 1 < lines.size()
            && indent(lines.get(last + 1)) == key.column
            && lines.get(last + 1).strip().startsWith("}");
    return isClosed ? last + 1 : last;
  }

  private void dropComma(int from) {
    int line = from;
    while (line > 0 && (removed.contains(line) || lines.get(line).isBlank())) {
      line--;
    }
    lines.set(line, lines.get(line).replaceFirst(",(\\s*)$", "$1"));
  }

  private boolean insert(GlobalSecondaryIndex index) {
    List<Integer> places = new ArrayList<>();
    for (int i = begin(modeLine, mode.column); i < end(modeLine, mode.column); i++) {
      Key key = Key.of(lines.get(i));
      if (key != null
          && key.column > mode.column
          && INDEX_NAMES.contains(key.name)
          && key.says(index.indexName())
          && isOfIndex(i, key.column)) {
        places.add(i);
      }
    }
    return places.size() == 1 && insert(places.getFirst(), index.capacity());
  }

  private boolean isOfIndex(int line, int column) {
    for (int i = begin(line, column); i < end(line, column); i++) {
      Key key = Key.of(lines.get(i));
      if (key != null && key.column == column && OF_INDEX.contains(key.name)) {
        return true;
      }
    }
    return false;
  }

  /** Puts capacity behind a line, as far to the right as that. */
  private boolean insert(int line, CapacityMode capacity) {
    Key anchor = Key.of(lines.get(line));
    if (anchor == null || !(capacity instanceof Provisioned provisioned)) {
      return false;
    }
    String margin = " ".repeat(anchor.column);
    String inner = margin + (words.block == null ? "" : " ".repeat(step()));
    List<String> more = new ArrayList<>();
    if (words.block != null) {
      more.add(margin + quoted(words.block) + (isJson() ? ": {" : ":"));
    }
    boolean isLast = isJson() && !lines.get(line).strip().endsWith(",");
    String comma = isJson() ? "," : "";
    more.add(inner + entry(anchor, words.read, provisioned.readCapacityUnits()) + comma);
    boolean endsHere = words.block != null || isLast;
    more.add(
        inner
            + entry(anchor, words.write, provisioned.writeCapacityUnits())
            + (endsHere ? "" : comma));
    if (isJson() && words.block != null) {
      more.add(margin + "}" + (isLast ? "" : ","));
    }
    String lineEnd = lines.get(line).endsWith("\r") ? "\r" : "";
    if (isLast) {
      lines.set(line, lines.get(line).stripTrailing() + "," + lineEnd);
    }
    inserted.put(line, more.stream().map(it -> it + lineEnd).toList());
    edits.add(
        new Edit(file, line + 1, "", String.join(" ", more.stream().map(String::strip).toList())));
    return true;
  }

  private String entry(Key anchor, String name, long units) {
    if (mode.separator != '=') {
      return quoted(name) + ": " + units;
    }
    int blanks = Math.max(1, anchor.separatorColumn - anchor.column - name.length());
    return name + " ".repeat(blanks) + "= " + units;
  }

  private String quoted(String name) {
    return isJson() ? '"' + name + '"' : name;
  }

  private boolean isJson() {
    return mode.isQuoted;
  }

  /** How much further to the right the parts of something stand. */
  private int step() {
    int line = begin(modeLine, mode.column) - 1;
    int step = line < 0 ? 0 : mode.column - indent(lines.get(line));
    return step > 0 ? step : 2;
  }

  /** The first of the lines around one that stand as far to the right or further. */
  private int begin(int line, int column) {
    int begin = line;
    while (begin > 0 && isWithin(lines.get(begin), lines.get(begin - 1), column)) {
      begin--;
    }
    return begin;
  }

  /** Whether the line before another is still in the same part; an element begins with a dash. */
  private static boolean isWithin(String line, String before, int column) {
    Key key = Key.of(line);
    boolean isFirst = key != null && key.isElement && key.column == column;
    return !isFirst && (before.isBlank() || depth(before) >= column);
  }

  private int end(int line, int column) {
    int end = line + 1;
    while (end < lines.size() && (lines.get(end).isBlank() || indent(lines.get(end)) >= column)) {
      end++;
    }
    return end;
  }

  /** Where the content of a line begins, behind a dash. */
  private static int depth(String line) {
    Key key = Key.of(line);
    return key == null ? indent(line) : key.column;
  }

  private static int indent(String line) {
    return line.isBlank() ? Integer.MAX_VALUE : line.length() - line.stripLeading().length();
  }

  /**
   * A line that begins with a key.
   *
   * @param column where the key begins
   * @param isElement whether it is the first of a list's element
   * @param separator what stands behind it
   * @param separatorColumn where that stands
   * @param rest what stands behind that
   */
  private record Key(
      int column,
      boolean isElement,
      boolean isQuoted,
      String name,
      char separator,
      int separatorColumn,
      String rest) {

    static @Nullable Key of(String line) {
      Matcher matcher = LINE.matcher(line.stripTrailing());
      return matcher.matches()
          ? new Key(
              matcher.end("indent"),
              matcher.group("dash") != null,
              matcher.group("quote").equals("\""),
              matcher.group("key"),
              matcher.group("separator").charAt(0),
              matcher.start("separator"),
              matcher.group("rest"))
          : null;
    }

    boolean says(String value) {
      return rest.matches("[\"']?" + Pattern.quote(value) + "[\"']?,?(\\s+(#|//).*)?");
    }
  }
}
