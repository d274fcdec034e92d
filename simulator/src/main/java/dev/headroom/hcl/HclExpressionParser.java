package dev.headroom.hcl;

import dev.headroom.document.Location;
import dev.headroom.document.Node;
import dev.headroom.document.Node.Scalar.Kind;
import dev.headroom.document.SourceText;
import dev.headroom.hcl.HclExpression.Call;
import dev.headroom.hcl.HclExpression.Conditional;
import dev.headroom.hcl.HclExpression.Entry;
import dev.headroom.hcl.HclExpression.For;
import dev.headroom.hcl.HclExpression.Index;
import dev.headroom.hcl.HclExpression.ListOf;
import dev.headroom.hcl.HclExpression.Literal;
import dev.headroom.hcl.HclExpression.MapOf;
import dev.headroom.hcl.HclExpression.Member;
import dev.headroom.hcl.HclExpression.Name;
import dev.headroom.hcl.HclExpression.Operation;
import dev.headroom.hcl.HclExpression.Other;
import dev.headroom.hcl.HclExpression.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads expressions, by precedence climbing. Not thread-safe. */
final class HclExpressionParser {

  /** Operators of two operands, those that bind least first. */
  private static final List<List<String>> OPERATORS =
      List.of(
          List.of("||"),
          List.of("&&"),
          List.of("==", "!="),
          List.of("<=", ">=", "<", ">"),
          List.of("+", "-"),
          List.of("*", "/", "%"));

  private final HclText text;
  private final List<SourceText.Literal> places = new ArrayList<>();

  /** Within brackets, line ends mean nothing. */
  private int brackets;

  private int depth;

  HclExpressionParser(HclText text) {
    this.text = text;
  }

  HclExpression parse() {
    skip();
    Location location = text.location();
    HclExpression condition = binary(0);
    skip();
    if (text.take("?")) {
      goDeeper();
      HclExpression then = withinBrackets(this::parse);
      expectWithinBrackets(":");
      HclExpression otherwise = parse();
      depth--;
      return new Conditional(location, condition, then, otherwise);
    }
    return condition;
  }

  private HclExpression binary(int level) {
    if (level == OPERATORS.size()) {
      return unary();
    }
    HclExpression left = binary(level + 1);
    for (String operator = operator(level); operator != null; operator = operator(level)) {
      left = new Operation(left.location(), operator, left, binary(level + 1));
    }
    return left;
  }

  private @Nullable String operator(int level) {
    skip();
    for (String operator : OPERATORS.get(level)) {
      if (text.take(operator)) {
        return operator;
      }
    }
    return null;
  }

  private HclExpression unary() {
    goDeeper();
    skip();
    Location location = text.location();
    HclExpression expression;
    if (text.peek() == '!' && text.peek(1) != '=') {
      text.next();
      expression = new Operation(location, "!", null, unary());
    } else if (text.take("-")) {
      expression = new Operation(location, "-", null, unary());
    } else {
      expression = postfix(primary());
    }
    depth--;
    return expression;
  }

  private void goDeeper() {
    if (++depth > HclParser.MAX_DEPTH) {
      throw text.failure("is nested deeper than " + HclParser.MAX_DEPTH + " levels");
    }
  }

  private HclExpression postfix(HclExpression primary) {
    HclExpression source = primary;
    while (true) {
      Location location = text.location();
      if (text.startsWith(".*") || text.startsWith("[*]")) {
        text.take(text.peek() == '.' ? ".*" : "[*]");
        source = new Other(location, "a splat expression", List.of(source));
      } else if (text.peek() == '.' && text.peek(1) != '.') {
        text.next();
        String index = text.number();
        String name = index.isEmpty() ? text.word() : index;
        if (name.isEmpty()) {
          throw text.failure("expected a name after . " + text.here());
        }
        source = new Member(location, source, name);
      } else if (text.take("[")) {
        HclExpression key = withinBrackets(this::parse);
        expectWithinBrackets("]");
        source = new Index(location, source, key);
      } else {
        return source;
      }
    }
  }

  /** Where the numbers and the texts stand that have no interpolation, in file order. */
  List<SourceText.Literal> places() {
    return places;
  }

  private HclExpression primary() {
    Location location = text.location();
    int begin = text.offset();
    String number = text.number();
    if (!number.isEmpty()) {
      places.add(new SourceText.Literal(begin, location.line(), number));
      return literal(location, number, number.matches("\\d+") ? Kind.INTEGER : Kind.DECIMAL);
    }
    if (text.take("\"")) {
      HclExpression quoted = template(location, HclTextEnd.QUOTE);
      if (quoted instanceof Literal literal && text.isAt(begin + 1, literal.value().text())) {
        places.add(new SourceText.Literal(begin + 1, location.line(), literal.value().text()));
      }
      return quoted;
    }
    if (text.startsWith("<<")) {
      return heredoc(location);
    }
    if (text.take("(")) {
      HclExpression inner = withinBrackets(this::parse);
      expectWithinBrackets(")");
      return inner;
    }
    if (text.take("[")) {
      return list(location);
    }
    if (text.take("{")) {
      return map(location);
    }
    String word = text.word();
    return switch (word) {
      case "" -> throw text.failure("expected a value " + text.here());
      case "true", "false" -> literal(location, word, Kind.BOOLEAN);
      case "null" -> literal(location, word, Kind.NULL);
      default -> text.peek() == '(' ? call(location, word) : new Name(location, word);
    };
  }

  private HclExpression call(Location location, String function) {
    text.expect("(");
    List<HclExpression> arguments = new ArrayList<>();
    while (!takeWithinBrackets(")")) {
      arguments.add(withinBrackets(this::parse));
      if (takeWithinBrackets("...")) {
        expectWithinBrackets(")");
        return new Other(location, "a call with ...", arguments);
      }
      if (!takeWithinBrackets(",")) {
        expectWithinBrackets(")");
        break;
      }
    }
    return new Call(location, function, arguments);
  }

  private HclExpression list(Location location) {
    if (takesFor()) {
      return forIn(location, false);
    }
    List<HclExpression> elements = new ArrayList<>();
    while (!takeWithinBrackets("]")) {
      elements.add(withinBrackets(this::parse));
      if (!takeWithinBrackets(",")) {
        expectWithinBrackets("]");
        break;
      }
    }
    return new ListOf(location, elements);
  }

  private HclExpression map(Location location) {
    if (takesFor()) {
      return forIn(location, true);
    }
    List<Entry> entries = new ArrayList<>();
    while (!takeWithinBrackets("}")) {
      Location keyLocation = text.location();
      HclExpression key = withinBrackets(this::parse);
      if (key instanceof Name name) {
        key = literal(keyLocation, name.name(), Kind.STRING);
      }
      if (!takeWithinBrackets("=")) {
        expectWithinBrackets(":");
      }
      HclExpression value = parseEntryValue();
      entries.add(new Entry(key, value));
      text.skip(false);
      boolean isSeparated = text.take(",") || text.peek() == '\n';
      if (!isSeparated) {
        expectWithinBrackets("}");
        break;
      }
    }
    return new MapOf(location, entries);
  }

  /** An entry of a map ends with its line. */
  private HclExpression parseEntryValue() {
    int outer = brackets;
    brackets = 0;
    text.skip(true);
    HclExpression value = parse();
    brackets = outer;
    return value;
  }

  private boolean takesFor() {
    text.skip(true);
    return text.takeWord("for");
  }

  private HclExpression forIn(Location location, boolean isMap) {
    return withinBrackets(
        () -> {
          String first = name();
          skip();
          String second = text.take(",") ? name() : null;
          skip();
          if (!text.takeWord("in")) {
            throw text.failure("expected in " + text.here());
          }
          HclExpression source = parse();
          skip();
          text.expect(":");
          HclExpression result = parse();
          HclExpression key = null;
          skip();
          if (isMap) {
            text.expect("=>");
            key = result;
            result = parse();
            skip();
          }
          boolean isGrouped = text.take("...");
          skip();
          HclExpression condition = text.takeWord("if") ? parse() : null;
          skip();
          text.expect(isMap ? "}" : "]");
          return isGrouped
              ? new Other(
                  location, "a for expression with ...", parts(source, key, result, condition))
              : new For(
                  location,
                  second == null ? null : first,
                  second == null ? first : second,
                  source,
                  key,
                  result,
                  condition);
        });
  }

  private static List<HclExpression> parts(@Nullable HclExpression... parts) {
    return Stream.of(parts).filter(Objects::nonNull).toList();
  }

  private String name() {
    skip();
    String name = text.word();
    if (name.isEmpty()) {
      throw text.failure("expected a name " + text.here());
    }
    return name;
  }

  /** Text with interpolations, whose opening quote was gone over. */
  HclExpression template(Location location, HclTextEnd end) {
    List<HclExpression> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    boolean isQuoted = end == HclTextEnd.QUOTE;
    while (!(isQuoted ? text.take("\"") : text.isAtEnd())) {
      if (text.isAtEnd() || (isQuoted && text.peek() == '\n')) {
        throw text.failure("expected \" " + text.here());
      }
      if (text.take("$${")) {
        literal.append("${");
      } else if (text.take("%%{")) {
        literal.append("%{");
      } else if (text.take("${")) {
        parts.add(literal(location, literal.toString(), Kind.STRING));
        literal.setLength(0);
        text.take("~");
        parts.add(withinBrackets(this::parse));
        takeWithinBrackets("~");
        expectWithinBrackets("}");
      } else if (text.startsWith("%{")) {
        parts.add(new Other(text.location(), "a template directive", List.of()));
        text.skipPast('}');
      } else if (isQuoted && text.take("\\")) {
        literal.append(escaped());
      } else {
        literal.append(text.next());
      }
    }
    HclExpression last = literal(location, literal.toString(), Kind.STRING);
    if (parts.isEmpty()) {
      return last;
    }
    parts.add(last);
    return new Template(location, parts);
  }

  private String escaped() {
    char c = text.next();
    return switch (c) {
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case '"', '\\' -> String.valueOf(c);
      case 'u' -> Character.toString(codePoint(4));
      case 'U' -> Character.toString(codePoint(8));
      default -> throw text.failure("knows no \\" + c);
    };
  }

  private int codePoint(int digits) {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(text.next(), 16);
      if (digit < 0 || value > Character.MAX_CODE_POINT / 16) {
        throw text.failure("expected " + digits + " hexadecimal digits of a character");
      }
      value = 16 * value + digit;
    }
    return value;
  }

  private HclExpression heredoc(Location location) {
    text.expect("<<");
    boolean isIndented = text.take("-");
    String end = text.line().strip();
    text.next();
    List<String> lines = new ArrayList<>();
    for (String line = text.line(); !line.strip().equals(end); line = text.line()) {
      if (text.isAtEnd()) {
        throw text.failure("expected the line " + end + " " + text.here());
      }
      text.next();
      lines.add(isIndented ? line.strip() : line);
    }
    String content = lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    return new HclExpressionParser(new HclText(location.file(), content, location.line() + 1))
        .template(location, HclTextEnd.OF_TEXT);
  }

  private static HclExpression literal(Location location, String value, Kind kind) {
    return new Literal(new Node.Scalar(location, value, kind));
  }

  private <T> T withinBrackets(Supplier<T> reading) {
    brackets++;
    T read = reading.get();
    brackets--;
    return read;
  }

  private void skip() {
    text.skip(brackets > 0);
  }

  private boolean takeWithinBrackets(String expected) {
    text.skip(true);
    return text.take(expected);
  }

  private void expectWithinBrackets(String expected) {
    text.skip(true);
    text.expect(expected);
  }
}
