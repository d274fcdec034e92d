package dev.headroom.hcl;

import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;

/** A text that is read from its beginning to its end. Not thread-safe. */
final class HclText {

  private final String fileName;
  private final String text;
  private int at;
  private int line;
  private int counted;

  /**
   * The text of a file or of a part of it.
   *
   * @param firstLine the line on which the text begins
   */
  HclText(String fileName, String text, int firstLine) {
    this.fileName = fileName;
    this.text = text;
    this.line = firstLine;
  }

  boolean isAtEnd() {
    return at >= text.length();
  }

  /** The character that comes next; 0 at the end. */
  char peek() {
    return peek(0);
  }

  char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
  }

  char next() {
    char next = peek();
    at = Math.min(at + 1, text.length());
    return next;
  }

  boolean startsWith(String expected) {
    return text.startsWith(expected, at);
  }

  /** Number of characters before the next one. */
  int offset() {
    return at;
  }

  /** Whether a text stands at an offset. */
  boolean isAt(int offset, String expected) {
    return text.startsWith(expected, offset);
  }

  /** Goes over a text if it comes next. */
  boolean take(String expected) {
    if (!startsWith(expected)) {
      return false;
    }
    at += expected.length();
    return true;
  }

  /** Goes over a word if it comes next as a whole. */
  boolean takeWord(String word) {
    return startsWith(word) && !isWordPart(peek(word.length())) && take(word);
  }

  void expect(String expected) {
    if (!take(expected)) {
      throw failure("expected " + expected + " " + here());
    }
  }

  /** Goes over blanks and comments, and over line ends where they mean nothing. */
  void skip(boolean withLineEnds) {
    while (!isAtEnd()) {
      char c = peek();
      if (c == ' ' || c == '\t' || c == '\r' || (c == '\n' && withLineEnds)) {
        at++;
      } else if (c == '#' || startsWith("//")) {
        skipLine();
      } else if (startsWith("/*")) {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
          throw failure("has a comment that does not end");
        }
        at = end + 2;
      } else {
        return;
      }
    }
  }

  private void skipLine() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
  }

  /** Goes over everything up to a character, and over that. */
  void skipPast(char wanted) {
    int found = text.indexOf(wanted, at);
    at = found < 0 ? text.length() : found + 1;
  }

  /** The rest of the line, without its end. */
  String line() {
    int start = at;
    skipLine();
    String line = text.substring(start, at);
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  /** A word; empty if none comes next. */
  String word() {
    int start = at;
    if (Character.isLetter(peek()) || peek() == '_') {
      while (isWordPart(peek())) {
        at++;
      }
    }
    return text.substring(start, at);
  }

  /** A number as it is written; empty if none comes next. */
  String number() {
    int start = at;
    while (Character.isDigit(peek()) || (peek() == '.' && Character.isDigit(peek(1)))) {
      at++;
    }
    boolean isScaled = peek() == 'e' || peek() == 'E';
    int digits = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
    if (at > start && isScaled && Character.isDigit(peek(digits))) {
      at += digits;
      while (Character.isDigit(peek())) {
        at++;
      }
    }
    return text.substring(start, at);
  }

  static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }

  Location location() {
    for (; counted < Math.min(at, text.length()); counted++) {
      if (text.charAt(counted) == '\n') {
        line++;
      }
    }
    return new Location(fileName, line, "");
  }

  /** What comes next, for messages. */
  String here() {
    if (isAtEnd()) {
      return "before the end; is the file cut off?";
    }
    return peek() == '\n' ? "before the end of the line" : "before \"" + peek() + '"';
  }

  InvalidInputException failure(String message) {
    return new InvalidInputException(location(), "is not valid HCL: " + message);
  }
}
