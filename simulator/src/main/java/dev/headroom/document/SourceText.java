package dev.headroom.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * The text of a file of which single values are replaced; everything else stays byte for byte, with
 * comments, layout, line ends and encoding. Immutable.
 */
public final class SourceText {

  private final byte[] mark;
  private final TextDecoder.Encoding encoding;
  private final String text;

  private SourceText(byte[] mark, TextDecoder.Encoding encoding, String text) {
    this.mark = mark;
    this.encoding = encoding;
    this.text = text;
  }

  /**
   * The text of a file.
   *
   * @throws InvalidInputException if the content is no text
   */
  public static SourceText of(String fileName, byte[] content) {
    String text = TextDecoder.decode(fileName, content);
    TextDecoder.Encoding encoding = TextDecoder.encoding(fileName, content);
    return new SourceText(Arrays.copyOf(content, encoding.markBytes()), encoding, text);
  }

  /**
   * A value that stands on one line just as it is read, with or without quotes around it.
   *
   * @param begin offset of its first character in the text
   * @param line its line, counted from 1
   * @param text what it says
   */
  public record Literal(int begin, int line, String text) {}

  /** The text itself. */
  public String text() {
    return text;
  }

  /** The literals of YAML and JSON, in file order: keys and values. */
  public List<Literal> literals() {
    try {
      return jsonLiterals();
    } catch (IOException notJson) {
      return yamlLiterals();
    }
  }

  /** The same text with another value in the place of a literal. */
  public SourceText with(Literal literal, String value) {
    int end = literal.begin() + literal.text().length();
    return withText(text.substring(0, literal.begin()) + value + text.substring(end));
  }

  /** Another text, encoded in the same way. */
  public SourceText withText(String other) {
    return new SourceText(mark, encoding, other);
  }

  /** The file's content. */
  public byte[] bytes() {
    byte[] encoded = text.getBytes(encoding.charset());
    byte[] content = Arrays.copyOf(mark, mark.length + encoded.length);
    System.arraycopy(encoded, 0, content, mark.length, encoded.length);
    return content;
  }

  private List<Literal> jsonLiterals() throws IOException {
    List<Literal> literals = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(text)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token.isScalarValue()) {
          int offset = (int) json.currentTokenLocation().getCharOffset();
          int begin = token == JsonToken.VALUE_STRING ? offset + 1 : offset;
          add(literals, begin, json.currentTokenLocation().getLineNr(), json.getText());
        }
      }
    }
    return literals;
  }

  private List<Literal> yamlLiterals() {
    List<Literal> literals = new ArrayList<>();
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    boolean hasPairs = text.codePointCount(0, text.length()) < text.length();
    try {
      for (Event event : new Yaml(options).parse(new StringReader(text))) {
        if (event instanceof ScalarEvent scalar) {
          int index = scalar.getEndMark().getIndex();
          int end = hasPairs ? text.offsetByCodePoints(0, index) : index;
          int quote = scalar.isPlain() ? 0 : 1;
          int line = scalar.getEndMark().getLine() + 1;
          add(literals, end - quote - scalar.getValue().length(), line, scalar.getValue());
        }
      }
    } catch (YAMLException e) {
      return List.of();
    }
    return literals;
  }

  /** Adds a value, unless it is written otherwise than it reads, as with escapes in it. */
  private void add(List<Literal> literals, int begin, int line, String value) {
    if (begin >= 0 && text.startsWith(value, begin)) {
      literals.add(new Literal(begin, line, value));
    }
  }
}
