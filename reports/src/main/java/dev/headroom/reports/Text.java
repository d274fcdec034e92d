package dev.headroom.reports;

import java.util.Locale;

/** Text that other people wrote, made safe to show. */
final class Text {

  private static final String BIDI_CONTROLS =
      "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

  private Text() {}

  /**
   * The text with everything that moves a cursor, reorders its surroundings or has no character
   * written as an escape, such as {@code \n} or {@code \u001b}.
   */
  static String visible(String raw) {
    if (raw.codePoints().noneMatch(Text::isHidden)) {
      return raw;
    }
    var shown = new StringBuilder(raw.length() + 16);
    raw.codePoints()
        .forEach(
            codePoint -> {
              if (isHidden(codePoint)) {
                shown.append(escape(codePoint));
              } else {
                shown.appendCodePoint(codePoint);
              }
            });
    return shown.toString();
  }

  /** The text, which is not empty, with a capital letter first. */
  static String capitalized(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** Number of terminal columns that the text takes. */
  static int columns(String text) {
    return text.codePoints().map(Text::columns).sum();
  }

  /** The text cut in its middle so that it takes at most {@code maxColumns} columns. */
  static String shortened(String text, int maxColumns, String ellipsis) {
    if (columns(text) <= maxColumns) {
      return text;
    }
    int spaceColumns = maxColumns - columns(ellipsis);
    int headColumns = (spaceColumns + 1) / 2;
    return head(text, headColumns) + ellipsis + tail(text, spaceColumns - headColumns);
  }

  private static String head(String text, int maxColumns) {
    int usedColumns = 0;
    int end = 0;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      usedColumns += columns(codePoint);
      if (usedColumns > maxColumns) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    return text.substring(0, end);
  }

  private static String tail(String text, int maxColumns) {
    int usedColumns = 0;
    int start = text.length();
    while (start > 0) {
      int codePoint = text.codePointBefore(start);
      usedColumns += columns(codePoint);
      if (usedColumns > maxColumns) {
        break;
      }
      start -= Character.charCount(codePoint);
    }
    return text.substring(start);
  }

  private static int columns(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    return isWide(codePoint) ? 2 : 1;
  }

  /** Whether a terminal gives the character two columns: East Asian scripts and emoji. */
  private static boolean isWide(int codePoint) {
    return (codePoint >= 0x1100 && codePoint <= 0x115f)
        || (codePoint >= 0x2e80 && codePoint <= 0xa4cf)
        || (codePoint >= 0xac00 && codePoint <= 0xd7a3)
        || (codePoint >= 0xf900 && codePoint <= 0xfaff)
        || (codePoint >= 0xfe30 && codePoint <= 0xfe6f)
        || (codePoint >= 0xff00 && codePoint <= 0xff60)
        || (codePoint >= 0x1f300 && codePoint <= 0x1faff)
        || (codePoint >= 0x20000 && codePoint <= 0x3fffd);
  }

  private static boolean isHidden(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default ->
          BIDI_CONTROLS.indexOf(codePoint) >= 0
              || codePoint == 0xfeff
              || (codePoint & 0xfffe) == 0xfffe
              || (codePoint >= 0xfdd0 && codePoint <= 0xfdef);
    };
  }

  private static String escape(int codePoint) {
    return switch (codePoint) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> String.format(Locale.ROOT, "\\u%04x", codePoint);
    };
  }
}
