package dev.headroom.reports;

/**
 * What the terminal that a text is written to can show.
 *
 * @param colored whether ANSI escapes for colours are understood and wanted
 * @param unicode whether characters outside ASCII are shown
 * @param widthColumns columns of a line
 */
public record Terminal(boolean colored, boolean unicode, int widthColumns) {

  private static final int MIN_WIDTH_COLUMNS = 40;
  private static final int DEFAULT_WIDTH_COLUMNS = 110;

  /** A file or a pipe: no colours, UTF-8. */
  public static final Terminal PLAIN = new Terminal(false, true, DEFAULT_WIDTH_COLUMNS);

  public Terminal {
    widthColumns = Math.max(MIN_WIDTH_COLUMNS, widthColumns);
  }

  /** A terminal of ordinary width. */
  public Terminal(boolean colored, boolean unicode) {
    this(colored, unicode, DEFAULT_WIDTH_COLUMNS);
  }

  String bold(String text) {
    return ansi("1", text);
  }

  String dim(String text) {
    return ansi("2", text);
  }

  String verdict(Verdict verdict, String text) {
    return switch (verdict) {
      case PASS -> ansi("1;32", text);
      case FAIL -> ansi("1;31", text);
      case INCONCLUSIVE -> ansi("1;33", text);
    };
  }

  String symbol(Verdict verdict) {
    if (unicode) {
      return verdict.symbol();
    }
    return switch (verdict) {
      case PASS -> "+";
      case FAIL -> "x";
      case INCONCLUSIVE -> "?";
    };
  }

  String ellipsis() {
    return unicode ? "\u2026" : "..";
  }

  String bullet() {
    return unicode ? "\u2022" : "-";
  }

  String dash() {
    return unicode ? "\u2013" : "-";
  }

  /** The text as the terminal can show it. */
  String shown(String text) {
    String visible = Text.visible(text);
    if (unicode) {
      return visible;
    }
    var ascii = new StringBuilder();
    visible
        .codePoints()
        .forEach(
            codePoint -> ascii.appendCodePoint(codePoint < 0x7f ? codePoint : ascii(codePoint)));
    return ascii.toString();
  }

  private static int ascii(int codePoint) {
    return codePoint == 0x2013 || codePoint == 0x2014 ? '-' : '?';
  }

  private String ansi(String code, String text) {
    return colored ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
