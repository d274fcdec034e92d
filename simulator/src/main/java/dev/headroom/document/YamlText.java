package dev.headroom.document;

import java.util.Locale;
import java.util.Set;

/** Writes single values as YAML. */
public final class YamlText {

  private static final Set<String> WORDS =
      Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

  private YamlText() {}

  /** A text as YAML reads it back: plain where nobody can mistake it, else in double quotes. */
  public static String quoted(String value) {
    boolean isPlain =
        value.matches("[A-Za-z][A-Za-z0-9_./-]*")
            && !WORDS.contains(value.toLowerCase(Locale.ROOT));
    if (isPlain) {
      return value;
    }
    StringBuilder quoted = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
              } else if (c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.append('"').toString();
  }
}
