package dev.headroom.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads JSON text, one or several values, into nodes. Used once. */
final class JsonDocumentParser {

  /** Jackson's own limit must not come before ours, which names the key. */
  private static final int JACKSON_DEPTH = Documents.MAX_DEPTH + 10;

  private final String fileName;
  private final String text;
  private final Problems problems = new Problems();
  private final NodeCount nodes;

  JsonDocumentParser(String fileName, String text, int maxNodes) {
    this.fileName = fileName;
    this.text = text;
    this.nodes = new NodeCount(fileName, maxNodes);
  }

  /**
   * Reads the text.
   *
   * @throws NotJsonException if the text is not JSON, and may be something else
   * @throws InvalidInputException if the text is JSON that cannot be used
   */
  List<Node> parse() {
    JsonFactory factory =
        JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(JACKSON_DEPTH)
                    .maxNameLength(Documents.MAX_FILE_BYTES)
                    .maxStringLength(Documents.MAX_FILE_BYTES)
                    .build())
            .build();
    List<Node> documents = new ArrayList<>();
    try (JsonParser json = factory.createParser(text)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        Node node = value(json, token, "", 0, 0);
        if (!(node instanceof Node.Scalar scalar) || scalar.kind() != Node.Scalar.Kind.NULL) {
          documents.add(node);
        }
      }
    } catch (StreamConstraintsException e) {
      throw new InvalidInputException(
          location(e.getLocation()), "cannot be read: " + Quoted.plain(e.getOriginalMessage()));
    } catch (JsonProcessingException e) {
      throw new NotJsonException(new InvalidInputException(location(e.getLocation()), explain(e)));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
    problems.throwIfAny();
    return documents;
  }

  private Node value(JsonParser json, JsonToken token, String path, int keyLine, int depth)
      throws IOException {
    int line = json.currentTokenLocation().getLineNr();
    nodes.add(1, line);
    boolean container = token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
    Location location = new Location(fileName, container && keyLine > 0 ? keyLine : line, path);
    return switch (token) {
      case START_OBJECT -> mapping(json, location, depth + 1);
      case START_ARRAY -> sequence(json, location, depth + 1);
      case VALUE_STRING -> scalar(json, location, Node.Scalar.Kind.STRING);
      case VALUE_NUMBER_INT -> scalar(json, location, Node.Scalar.Kind.INTEGER);
      case VALUE_NUMBER_FLOAT -> scalar(json, location, Node.Scalar.Kind.DECIMAL);
      case VALUE_TRUE, VALUE_FALSE -> scalar(json, location, Node.Scalar.Kind.BOOLEAN);
      case VALUE_NULL -> scalar(json, location, Node.Scalar.Kind.NULL);
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no value starts with " + token);
    };
  }

  private Node mapping(JsonParser json, Location location, int depth) throws IOException {
    nodes.checkDepth(depth, location);
    Entries entries = new Entries(location, problems);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      int line = json.currentTokenLocation().getLineNr();
      String path = KeyPath.child(location.key(), key);
      entries.add(key, line, value(json, json.nextToken(), path, line, depth));
    }
    return entries.toMapping();
  }

  private Node sequence(JsonParser json, Location location, int depth) throws IOException {
    nodes.checkDepth(depth, location);
    List<Node> elements = new ArrayList<>();
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      String path = KeyPath.element(location.key(), elements.size());
      elements.add(value(json, token, path, 0, depth));
    }
    return new Node.Sequence(location, elements);
  }

  private static Node scalar(JsonParser json, Location location, Node.Scalar.Kind kind)
      throws IOException {
    return new Node.Scalar(location, json.getText(), kind);
  }

  private Location location(@Nullable JsonLocation location) {
    return new Location(fileName, location == null ? 0 : Math.max(location.getLineNr(), 0), "");
  }

  private static String explain(JsonProcessingException e) {
    if (e instanceof JsonEOFException) {
      return "is not valid JSON: it ends in the middle of a value; is the file cut off?";
    }
    return "is not valid JSON: " + firstSentence(e.getOriginalMessage());
  }

  private static String firstSentence(String message) {
    int newline = message.indexOf('\n');
    return Quoted.plain(newline < 0 ? message : message.substring(0, newline));
  }

  /** The text is not JSON. */
  static final class NotJsonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient InvalidInputException problem;

    NotJsonException(InvalidInputException problem) {
      super(problem);
      this.problem = problem;
    }

    InvalidInputException problem() {
      return problem;
    }
  }
}
