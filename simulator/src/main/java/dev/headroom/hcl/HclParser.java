package dev.headroom.hcl;

import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.document.Node;
import dev.headroom.document.SourceText;
import dev.headroom.hcl.HclBody.Attribute;
import dev.headroom.hcl.HclBody.Block;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads files in HCL's own notation. Used once. */
public final class HclParser {

  /** Deepest nesting of blocks and expressions. */
  static final int MAX_DEPTH = 100;

  private final HclText text;
  private final HclExpressionParser expressions;
  private int depth;

  private HclParser(HclText text) {
    this.text = text;
    this.expressions = new HclExpressionParser(text);
  }

  /**
   * Reads a file.
   *
   * @param fileName the name that locations carry
   * @throws InvalidInputException if the text is not HCL
   */
  public static HclBody parse(String fileName, String text) {
    HclParser parser = new HclParser(new HclText(fileName, text, 1));
    return parser.body(true);
  }

  /**
   * The numbers and texts of a file that are written as they read, in file order.
   *
   * @throws InvalidInputException if the text is not HCL
   */
  public static List<SourceText.Literal> literals(String fileName, String text) {
    HclParser parser = new HclParser(new HclText(fileName, text, 1));
    parser.body(true);
    return List.copyOf(parser.expressions.places());
  }

  /**
   * Reads a single expression, as the value of a variable is given on a command line.
   *
   * @throws InvalidInputException if the text is none
   */
  public static HclExpression parseExpression(Location location, String text) {
    HclText source = new HclText(location.file(), text, location.line());
    HclExpression expression = new HclExpressionParser(source).parse();
    source.skip(true);
    if (!source.isAtEnd()) {
      throw source.failure("expected the end " + source.here());
    }
    return expression;
  }

  /** A text with interpolations, as HCL's JSON notation has them. */
  public static HclExpression parseTemplate(Node.Scalar text) {
    HclText source = new HclText(text.location().file(), text.text(), text.location().line());
    return new HclExpressionParser(source).template(text.location(), HclTextEnd.OF_TEXT);
  }

  private HclBody body(boolean isFile) {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    List<Block> blocks = new ArrayList<>();
    for (text.skip(true); !(isFile ? text.isAtEnd() : text.take("}")); text.skip(true)) {
      Location location = text.location();
      String name = text.word();
      if (name.isEmpty()) {
        throw text.failure("expected a name " + text.here());
      }
      text.skip(false);
      if (text.peek() == '=' && text.peek(1) != '=') {
        text.next();
        Attribute attribute = new Attribute(name, expressions.parse(), location);
        if (attributes.putIfAbsent(name, attribute) != null) {
          throw new InvalidInputException(location, name + " is given twice");
        }
        endOfLine(isFile);
      } else {
        blocks.add(block(name, location));
      }
    }
    return new HclBody(attributes, blocks);
  }

  /** A definition ends with its line, or with the block that stands on one line. */
  private void endOfLine(boolean isFile) {
    text.skip(false);
    boolean isEnd = text.isAtEnd() || text.peek() == '\n' || (!isFile && text.peek() == '}');
    if (!isEnd) {
      throw text.failure("expected the end of the line " + text.here());
    }
  }

  private Block block(String type, Location location) {
    List<String> labels = new ArrayList<>();
    while (!text.take("{")) {
      if (text.take("\"")) {
        StringBuilder label = new StringBuilder();
        while (text.peek() != '"' && text.peek() != '\n' && !text.isAtEnd()) {
          label.append(text.next());
        }
        text.expect("\"");
        labels.add(label.toString());
      } else {
        String label = text.word();
        if (label.isEmpty()) {
          throw text.failure("expected = or { after " + type + " " + text.here());
        }
        labels.add(label);
      }
      text.skip(false);
    }
    if (++depth > MAX_DEPTH) {
      throw text.failure("is nested deeper than " + MAX_DEPTH + " levels");
    }
    HclBody body = body(false);
    depth--;
    return new Block(type, labels, body, location);
  }
}
