package dev.headroom.document;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Turns a file's bytes into text: UTF-8 with or without byte order mark, or UTF-16 with one.
 * Nothing is replaced silently.
 */
final class TextDecoder {

  private TextDecoder() {}

  /**
   * How text is written as bytes.
   *
   * @param markBytes length of the byte order mark before the text
   */
  record Encoding(Charset charset, int markBytes) {}

  static String decode(String fileName, byte[] content) {
    if (content.length == 0) {
      throw new InvalidInputException(Location.ofFile(fileName), "is empty");
    }
    Encoding encoding = encoding(fileName, content);
    return decode(fileName, content, encoding.markBytes(), encoding.charset());
  }

  /** How a file's text is written, told by its byte order mark. */
  static Encoding encoding(String fileName, byte[] content) {
    if (startsWith(content, 0xEF, 0xBB, 0xBF)) {
      return new Encoding(StandardCharsets.UTF_8, 3);
    }
    if (startsWith(content, 0xFF, 0xFE, 0, 0) || startsWith(content, 0, 0, 0xFE, 0xFF)) {
      throw new InvalidInputException(
          Location.ofFile(fileName), "is UTF-32 text; save it as UTF-8");
    }
    if (startsWith(content, 0xFF, 0xFE)) {
      return new Encoding(StandardCharsets.UTF_16LE, 2);
    }
    if (startsWith(content, 0xFE, 0xFF)) {
      return new Encoding(StandardCharsets.UTF_16BE, 2);
    }
    return new Encoding(StandardCharsets.UTF_8, 0);
  }

  private static String decode(String fileName, byte[] content, int offset, Charset charset) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(content, offset, content.length - offset);
    CharBuffer out = CharBuffer.allocate(content.length);
    CoderResult result = decoder.decode(in, out, true);
    if (!result.isError()) {
      result = decoder.flush(out);
    }
    out.flip();
    if (result.isError()) {
      throw new InvalidInputException(
          new Location(fileName, lineOf(out, out.length()), ""),
          "is not valid "
              + charset.name()
              + " text: malformed bytes at byte offset "
              + in.position()
              + "; is it a binary file, or saved in another encoding?");
    }
    rejectControlCharacters(fileName, out);
    return out.toString();
  }

  private static void rejectControlCharacters(String fileName, CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean allowed = c >= ' ' && c != 0x7F && (c < 0x80 || c > 0x9F) && c < 0xFFFE;
      if (!allowed && c != '\n' && c != '\r' && c != '\t' && c != 0x85) {
        throw new InvalidInputException(
            new Location(fileName, lineOf(text, i), ""),
            String.format(
                "contains the control character U+%04X; is it a binary file,"
                    + " or UTF-16 text without a byte order mark?",
                (int) c));
      }
    }
  }

  private static int lineOf(CharSequence text, int index) {
    int line = 1;
    for (int i = 0; i < index; i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    return line;
  }

  private static boolean startsWith(byte[] content, int... prefix) {
    if (content.length < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if ((content[i] & 0xFF) != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
