package dev.headroom.document;

/** Pieces of input inside messages: short, on one line, without control characters. */
public final class Quoted {

  private static final int MAX_LENGTH = 80;

  private Quoted() {}

  /** The text in double quotes. */
  public static String of(String text) {
    return '"' + plain(text) + '"';
  }

  /** The text without quotes. */
  public static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      if (plain.length() >= MAX_LENGTH) {
        return plain.append('…').toString();
      }
      int c = text.codePointAt(i);
      switch (Character.getType(c)) {
        case Character.CONTROL,
            Character.FORMAT,
            Character.SURROGATE,
            Character.LINE_SEPARATOR,
            Character.PARAGRAPH_SEPARATOR ->
            plain.append(String.format("\\u%04X", c));
        default -> plain.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
    return plain.toString();
  }
}
