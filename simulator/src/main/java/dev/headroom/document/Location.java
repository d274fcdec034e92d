package dev.headroom.document;

/**
 * A place in an input file.
 *
 * @param file the file as the user named it
 * @param line the line, counted from 1; 0 where the place has no line (a missing file, a command
 *     line)
 * @param key the path of keys that leads there, such as {@code traffic[0].keys.zipf}; empty for the
 *     whole file
 */
public record Location(String file, int line, String key) {

  /** The whole of a file. */
  public static Location ofFile(String file) {
    return new Location(file, 0, "");
  }

  /** {@code file:line: key}, without the parts that are not known. */
  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + (key.isEmpty() ? "" : ": " + key);
  }
}
