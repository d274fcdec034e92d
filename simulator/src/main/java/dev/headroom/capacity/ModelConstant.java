package dev.headroom.capacity;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One number or choice of the service model that profiles and scenarios may change.
 *
 * @param name the name in scenarios, such as {@code table.burstSeconds}
 * @param kind what its values look like
 * @param unit unit of the values; empty for a choice
 * @param min lowest value allowed; 0 for a choice
 * @param max highest value allowed; 0 for a choice
 * @param choices the values of a choice; empty for a number
 * @param documented value in the profile that takes AWS's text literally
 * @param observed value in the profile that fits published measurements
 * @param earlier what it was before; null if it has always been so
 * @param confidence how sure the value is
 * @param source where it comes from
 * @param meaning one sentence
 */
public record ModelConstant(
    String name,
    Kind kind,
    String unit,
    BigDecimal min,
    BigDecimal max,
    List<String> choices,
    String documented,
    String observed,
    @Nullable Earlier earlier,
    Confidence confidence,
    String source,
    String meaning) {

  public ModelConstant {
    choices = List.copyOf(choices);
  }

  /** What the values of a constant look like. */
  public enum Kind {
    WHOLE,
    DECIMAL,
    CHOICE
  }

  /**
   * What a constant was in earlier days.
   *
   * @param value in every profile
   * @param until the first day of the present value
   */
  public record Earlier(String value, LocalDate until) {}

  /** How sure a value is. */
  public enum Confidence {
    /** AWS's documentation, SDK source, or a paper by AWS authors. */
    DOCUMENTED,
    /** AWS's blog, talks and support articles. */
    REPORTED,
    /** Third parties' measurements, or a conclusion from what is documented. */
    INFERRED,
    /** Nobody has published it. */
    ASSUMED
  }

  /** Why the constant cannot have a value; empty if it can. */
  public Optional<String> problemWith(String value) {
    try {
      canonical(value);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * A value without suffix and superfluous digits, or a choice as it is spelt here.
   *
   * @throws IllegalArgumentException if the constant cannot have that value
   */
  String canonical(String value) {
    return ConstantNotation.canonical(this, value);
  }
}
