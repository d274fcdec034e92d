package dev.headroom.source;

import dev.headroom.document.Location;
import dev.headroom.document.Node;
import dev.headroom.document.Node.Scalar.Kind;
import dev.headroom.document.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one CloudFormation template: the user's values, else their defaults. Pseudo
 * parameters have no default; the user may give them as well. Not thread-safe.
 */
final class TemplateParameters {

  static final String REGION = "AWS::Region";

  private static final String PSEUDO = "AWS::";

  /** Pseudo parameters that the user may supply even where the template does not name them. */
  private static final Set<String> COMMON_PSEUDO =
      Set.of(REGION, "AWS::StackName", "AWS::AccountId");

  private final Node.@Nullable Mapping declared;
  private final TableReading reading;

  TemplateParameters(Node.Mapping template, TableReading reading) {
    this.declared = IntrinsicFunctions.section(template, "Parameters");
    this.reading = reading;
    COMMON_PSEUDO.forEach(reading::variable);
    if (declared != null) {
      declared.entries().forEach(this::checkGiven);
    }
  }

  private void checkGiven(String name, Node declaration) {
    String given = reading.variable(name);
    if (given != null
        && declaration instanceof Node.Mapping mapping
        && mapping.entries().get("AllowedValues") instanceof Node.Sequence allowed) {
      List<String> texts =
          allowed.elements().stream()
              .filter(Node.Scalar.class::isInstance)
              .map(value -> ((Node.Scalar) value).text())
              .toList();
      if (!texts.contains(given)) {
        reading
            .problems()
            .add(
                declaration.location(),
                "must be one of "
                    + texts.stream().map(Quoted::plain).collect(Collectors.joining(", "))
                    + ", not "
                    + Quoted.of(given));
      }
    }
  }

  /** The stack's Region, if the user gave it. */
  @Nullable String region() {
    return reading.variable(REGION);
  }

  /**
   * A parameter's value as it stands at a place; null if there is no such parameter.
   *
   * @return one value or a list; unknown where neither the user nor the template gives it
   */
  @Nullable Node value(String name, Location place) {
    Node declaration = declared == null ? null : declared.entries().get(name);
    if (declaration == null && !name.startsWith(PSEUDO)) {
      return null;
    }
    String type = text(declaration, "Type");
    String given = reading.variable(name);
    if (given != null) {
      return typed(given, type, place);
    }
    if (declaration == null) {
      return missing(name, place, "is the pseudo parameter ", ", which the template does not tell");
    }
    String fallback = text(declaration, "Default");
    if (fallback == null) {
      return missing(name, place, "is the parameter ", ", which has no default");
    }
    if (type != null && type.startsWith("AWS::SSM::Parameter::Value")) {
      return missing(
          name,
          place,
          "is the parameter ",
          ", whose value Systems Manager holds under " + Quoted.plain(fallback));
    }
    return typed(fallback, type, place);
  }

  private static Node missing(String name, Location place, String before, String after) {
    String plain = Quoted.plain(name);
    return new Node.Unknown(
        place,
        FunctionCall.placeholder(name),
        before + plain + after + "; supply it with " + Variables.OPTION + " " + plain + "=VALUE");
  }

  private static Node typed(String value, @Nullable String type, Location place) {
    if (value.length() > TemplateText.MAX_LENGTH) {
      TemplateText text = new TemplateText(place);
      text.add(value);
      return text.toNode();
    }
    boolean isList =
        type != null && (type.equals("CommaDelimitedList") || type.startsWith("List<"));
    return isList
        ? list(value.strip(), "\\s*,\\s*", place)
        : new Node.Scalar(place, value, Kind.STRING);
  }

  /** The parts of a text between what matches a pattern. */
  static Node list(String text, String delimiterPattern, Location place) {
    List<Node> parts = new ArrayList<>();
    for (String part : Pattern.compile(delimiterPattern).split(text, -1)) {
      parts.add(new Node.Scalar(place, part, Kind.STRING));
    }
    return new Node.Sequence(place, parts);
  }

  private static @Nullable String text(@Nullable Node node, String key) {
    return node instanceof Node.Mapping mapping
            && mapping.entries().get(key) instanceof Node.Scalar scalar
            && scalar.kind() != Kind.NULL
        ? scalar.text()
        : null;
  }
}
