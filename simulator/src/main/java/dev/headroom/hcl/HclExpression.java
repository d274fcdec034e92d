package dev.headroom.hcl;

import dev.headroom.document.Location;
import dev.headroom.document.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression, not evaluated. */
public sealed interface HclExpression {

  /** Where it begins. */
  Location location();

  /** A number, {@code true}, {@code false}, {@code null} or text without interpolation. */
  record Literal(Node.Scalar value) implements HclExpression {
    @Override
    public Location location() {
      return value.location();
    }
  }

  /** Text with interpolations: literals and others in turn. */
  record Template(Location location, List<HclExpression> parts) implements HclExpression {
    public Template {
      parts = List.copyOf(parts);
    }
  }

  /** {@code [a, b]}. */
  record ListOf(Location location, List<HclExpression> elements) implements HclExpression {
    public ListOf {
      elements = List.copyOf(elements);
    }
  }

  /** {@code {a = b}}. */
  record MapOf(Location location, List<Entry> entries) implements HclExpression {
    public MapOf {
      entries = List.copyOf(entries);
    }
  }

  /** One entry of a map; a key that is a plain word is a literal. */
  record Entry(HclExpression key, HclExpression value) {}

  /** The first word of a reference, such as {@code var}. */
  record Name(Location location, String name) implements HclExpression {}

  /** {@code source.name}. */
  record Member(Location location, HclExpression source, String name) implements HclExpression {}

  /** {@code source[key]}. */
  record Index(Location location, HclExpression source, HclExpression key)
      implements HclExpression {}

  /** {@code function(arguments)}. */
  record Call(Location location, String function, List<HclExpression> arguments)
      implements HclExpression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code left operator right}; {@code left} is null for {@code !right} and {@code -right}. */
  record Operation(
      Location location, String operator, @Nullable HclExpression left, HclExpression right)
      implements HclExpression {}

  /** {@code condition ? then : otherwise}. */
  record Conditional(
      Location location, HclExpression condition, HclExpression then, HclExpression otherwise)
      implements HclExpression {}

  /**
   * {@code [for value in source : result]}, or with {@code key} and in braces.
   *
   * @param keyName the first of two names; null where there is one
   * @param resultKey what makes the result a map; null for a list
   * @param condition after {@code if}; null for none
   */
  record For(
      Location location,
      @Nullable String keyName,
      String valueName,
      HclExpression source,
      @Nullable HclExpression resultKey,
      HclExpression result,
      @Nullable HclExpression condition)
      implements HclExpression {}

  /**
   * An expression that is understood but not carried out.
   *
   * @param what it is, with its article
   * @param parts the expressions in it
   */
  record Other(Location location, String what, List<HclExpression> parts) implements HclExpression {
    public Other {
      parts = List.copyOf(parts);
    }
  }
}
