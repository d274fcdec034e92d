package dev.headroom.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Reads YAML and JSON files into {@link Node nodes}. The notation is told by the content, not by
 * the file's name.
 *
 * <p>Files come from people, so every input ends in nodes or in an {@link InvalidInputException}
 * that names the file, within bounded time and memory: sizes, nesting and the number of values,
 * aliases expanded, are limited.
 */
public final class Documents {

  /** Largest file that is read, bytes. */
  public static final int MAX_FILE_BYTES = 16 * 1024 * 1024;

  /** Deepest nesting of mappings and sequences. */
  public static final int MAX_DEPTH = 100;

  /** Most keys and values in a file, with every alias counted as what it stands for. */
  public static final int MAX_NODES = 200_000;

  private Documents() {}

  /**
   * Reads a file.
   *
   * @return the file's documents, at least one, without empty ones
   * @throws InvalidInputException if the file cannot be read, or is neither YAML nor JSON
   */
  public static List<Node> read(Path file) {
    String name = file.toString();
    return documents(name, text(file), MAX_NODES);
  }

  /**
   * Reads a file as text: UTF-8 with or without byte order mark, or UTF-16 with one.
   *
   * @throws InvalidInputException if the file cannot be read, is empty, or is no text
   */
  public static String text(Path file) {
    return text(file, MAX_FILE_BYTES);
  }

  /**
   * Reads a file as text, as {@link #text(Path)} does.
   *
   * @param maxBytes largest file that is read; {@link #MAX_FILE_BYTES} unless the content is known
   *     to be long
   * @throws InvalidInputException if the file cannot be read, is empty, or is no text
   */
  public static String text(Path file, int maxBytes) {
    String name = file.toString();
    try {
      if (Files.isDirectory(file)) {
        throw invalid(name, "is a directory, not a file");
      }
      if (Files.isRegularFile(file) && Files.size(file) > maxBytes) {
        throw tooLarge(name, maxBytes);
      }
      try (InputStream in = Files.newInputStream(file)) {
        return text(name, in.readNBytes(maxBytes + 1), maxBytes);
      }
    } catch (NoSuchFileException e) {
      throw invalid(name, "does not exist");
    } catch (AccessDeniedException e) {
      throw invalid(name, "may not be read: permission denied");
    } catch (IOException e) {
      throw invalid(name, "cannot be read: " + Quoted.plain(String.valueOf(e.getMessage())));
    }
  }

  /**
   * Reads a file's content.
   *
   * @param fileName the name that locations carry
   * @return the documents, at least one, without empty ones
   * @throws InvalidInputException if the content is neither YAML nor JSON
   */
  public static List<Node> read(String fileName, byte[] content) {
    return documents(fileName, text(fileName, content, MAX_FILE_BYTES), MAX_NODES);
  }

  /**
   * The documents of a text.
   *
   * @param fileName the name that locations carry
   * @param maxNodes most keys and values; {@link #MAX_NODES} unless the content is known to be long
   * @return the documents, at least one, without empty ones
   * @throws InvalidInputException if the text is neither YAML nor JSON
   */
  public static List<Node> documents(String fileName, String text, int maxNodes) {
    List<Node> documents = parse(fileName, text, maxNodes);
    if (documents.isEmpty()) {
      throw invalid(fileName, "is empty");
    }
    return documents;
  }

  /**
   * The text of a file's content: UTF-8 with or without byte order mark, or UTF-16 with one.
   *
   * @param fileName the name that locations carry
   * @throws InvalidInputException if the content is too large, empty, or no text
   */
  public static String text(String fileName, byte[] content) {
    return text(fileName, content, MAX_FILE_BYTES);
  }

  private static String text(String fileName, byte[] content, int maxBytes) {
    if (content.length > maxBytes) {
      throw tooLarge(fileName, maxBytes);
    }
    return TextDecoder.decode(fileName, content);
  }

  private static List<Node> parse(String fileName, String text, int maxNodes) {
    int start = firstVisible(text, 0);
    boolean maybeJson = start >= 0 && (text.charAt(start) == '{' || text.charAt(start) == '[');
    if (!maybeJson) {
      return new YamlDocumentParser(fileName, text, maxNodes).parse();
    }
    try {
      return new JsonDocumentParser(fileName, text, maxNodes).parse();
    } catch (JsonDocumentParser.NotJsonException notJson) {
      try {
        return new YamlDocumentParser(fileName, text, maxNodes).parse();
      } catch (InvalidInputException notYaml) {
        throw isMeantAsJson(fileName, text, start) ? notJson.problem() : notYaml;
      }
    }
  }

  /** Whether JSON's error helps more than YAML's where a text is neither. */
  private static boolean isMeantAsJson(String fileName, String text, int start) {
    int second = firstVisible(text, start + 1);
    return fileName.toLowerCase(Locale.ROOT).endsWith(".json")
        || second < 0
        || text.charAt(second) == '"'
        || text.charAt(second) == '}';
  }

  private static int firstVisible(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) > ' ') {
        return i;
      }
    }
    return -1;
  }

  private static InvalidInputException tooLarge(String fileName, int maxBytes) {
    return invalid(
        fileName,
        "is larger than " + maxBytes / (1024 * 1024) + " MB, too large for an input file");
  }

  private static InvalidInputException invalid(String fileName, String message) {
    return new InvalidInputException(Location.ofFile(fileName), message);
  }
}
