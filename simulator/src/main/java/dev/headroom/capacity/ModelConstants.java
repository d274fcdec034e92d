package dev.headroom.capacity;

import dev.headroom.capacity.ModelConstant.Confidence;
import dev.headroom.capacity.ModelConstant.Earlier;
import dev.headroom.capacity.ModelConstant.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The packaged file of model constants.
 *
 * <p>It is read by a few plain loops, because a YAML parser, or the first use of streams and
 * lambdas, would take longer than the program's start may. {@code ModelConstantsTest} compares it
 * with what a YAML parser finds.
 */
final class ModelConstants {

  static final String FILE = "model-constants.yaml";

  private static final String BEFORE = " before ";
  private static final String FOLDED = ">-";
  private static final String KEY_INDENT = "  ";
  private static final String TEXT_INDENT = "    ";

  private static final List<ModelConstant> ALL = load();

  private ModelConstants() {}

  /** Every constant, in the file's order. */
  static List<ModelConstant> all() {
    return ALL;
  }

  private static List<ModelConstant> load() {
    try (InputStream in = ModelConstants.class.getResourceAsStream(FILE)) {
      byte[] content = Objects.requireNonNull(in, FILE).readAllBytes();
      return parse(new String(content, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The constants of a file.
   *
   * @throws IllegalStateException if the file is wrong, which is a fault of this program
   */
  static List<ModelConstant> parse(String file) {
    List<ModelConstant> constants = new ArrayList<>();
    Map<String, String> row = new HashMap<>();
    String name = "";
    String folded = "";
    for (String line : file.split("\n")) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith(TEXT_INDENT) && !folded.isEmpty()) {
        String text = Objects.requireNonNullElse(row.get(folded), "");
        row.put(folded, text.concat(" ").concat(line.strip()).strip());
        continue;
      }
      int colon = line.indexOf(':');
      boolean isKey = line.startsWith(KEY_INDENT) && line.charAt(KEY_INDENT.length()) != ' ';
      if (colon < 0 || (!isKey && (line.startsWith(" ") || colon < line.length() - 1))) {
        throw new IllegalStateException("not understood: " + line);
      }
      String key = line.substring(0, colon).strip();
      String value = line.substring(colon + 1).strip();
      folded = value.equals(FOLDED) ? key : "";
      if (isKey) {
        if (row.put(key, folded.isEmpty() ? value : "") != null) {
          throw new IllegalStateException(name + " has two of " + key);
        }
      } else {
        if (!name.isEmpty()) {
          constants.add(constant(name, row));
        }
        name = key;
        row.clear();
      }
    }
    constants.add(constant(name, row));
    return List.copyOf(constants);
  }

  private static ModelConstant constant(String name, Map<String, String> row) {
    Kind kind = Kind.valueOf(take(name, row, "type").toUpperCase(Locale.ROOT));
    boolean isChoice = kind == Kind.CHOICE;
    String documented = take(name, row, "documented");
    String observed = row.remove("observed");
    ModelConstant constant =
        new ModelConstant(
            name,
            kind,
            isChoice ? "" : take(name, row, "unit"),
            isChoice ? BigDecimal.ZERO : new BigDecimal(take(name, row, "min")),
            isChoice ? BigDecimal.ZERO : new BigDecimal(take(name, row, "max")),
            isChoice ? List.of(take(name, row, "choices").split(", ")) : List.of(),
            documented,
            observed == null ? documented : observed,
            earlier(name, row.remove("earlier")),
            Confidence.valueOf(take(name, row, "confidence").toUpperCase(Locale.ROOT)),
            take(name, row, "source"),
            take(name, row, "meaning"));
    if (!row.isEmpty()) {
      throw new IllegalStateException(name + " has unknown keys: " + row.keySet());
    }
    return constant;
  }

  private static @Nullable Earlier earlier(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    int before = text.indexOf(BEFORE);
    if (before < 0) {
      throw new IllegalStateException(name + " has no date in earlier: " + text);
    }
    return new Earlier(
        text.substring(0, before), LocalDate.parse(text.substring(before + BEFORE.length())));
  }

  private static String take(String name, Map<String, String> row, String key) {
    String value = row.remove(key);
    if (value == null || value.isEmpty()) {
      throw new IllegalStateException(name + " has no " + key);
    }
    return value;
  }
}
