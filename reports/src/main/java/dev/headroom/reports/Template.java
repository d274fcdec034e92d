package dev.headroom.reports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with slots: {@code {{name}}} is replaced by a value, and what stands between {@code
 * {{#name}}} and {@code {{/name}}} is left out if that value is empty. Values are not searched for
 * slots.
 */
final class Template {

  private static final Pattern SECTION =
      Pattern.compile("\\{\\{#([a-z]+)}}\\n?(.*?)\\{\\{/\\1}}\\n?", Pattern.DOTALL);
  private static final Pattern SLOT = Pattern.compile("\\{\\{([a-z]+)}}");

  private final String text;

  Template(String text) {
    this.text = text;
  }

  String filled(Map<String, String> values) {
    String sections =
        replaced(
            SECTION, text, match -> value(values, match.group(1)).isEmpty() ? "" : match.group(2));
    return replaced(SLOT, sections, match -> value(values, match.group(1)));
  }

  /** Unlike {@link Matcher#replaceAll} it does not look for references in large replacements. */
  private static String replaced(
      Pattern pattern, String text, Function<MatchResult, String> replacement) {
    StringBuilder filled = new StringBuilder();
    Matcher matcher = pattern.matcher(text);
    int end = 0;
    while (matcher.find()) {
      filled.append(text, end, matcher.start()).append(replacement.apply(matcher));
      end = matcher.end();
    }
    return filled.append(text, end, text.length()).toString();
  }

  private static String value(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("no value for the slot " + name);
    }
    return value;
  }

  /** Reads a file that is packaged with this class. */
  static String resource(String path) {
    try (InputStream stream = Template.class.getResourceAsStream(path)) {
      if (stream == null) {
        throw new IllegalStateException("not packaged: " + path);
      }
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
