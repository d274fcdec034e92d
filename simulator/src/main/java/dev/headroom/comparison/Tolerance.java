package dev.headroom.comparison;

import dev.headroom.document.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How far a prediction may be off.
 *
 * @param throttledSharePoints error of the share of requests that are throttled, percentage points
 * @param unitsPercent error of consumed units, over the run and in each minute, percent of those
 *     observed
 * @param shadowPercent difference between the throttled attempts of shadow and service, percent of
 *     all attempts of a flow in a minute
 * @param eventSeconds time between a predicted event and the observed one
 */
public record Tolerance(
    double throttledSharePoints, double unitsPercent, double shadowPercent, double eventSeconds) {

  /** What a prediction is held to unless somebody says otherwise. */
  public static final Tolerance DEFAULT = new Tolerance(2, 5, 1, 60);

  private static final String SHARE = "throttled-share";
  private static final String UNITS = "units";
  private static final String SHADOW = "shadow";
  private static final String EVENTS = "events";

  /** The names under which {@link #with} changes a value. */
  public static final List<String> NAMES = List.of(SHARE, UNITS, SHADOW, EVENTS);

  public Tolerance {
    for (double value :
        new double[] {throttledSharePoints, unitsPercent, shadowPercent, eventSeconds}) {
      if (!(value >= 0) || Double.isInfinite(value)) {
        throw new IllegalArgumentException("a tolerance must be at least 0: " + value);
      }
    }
  }

  /**
   * The same with some values changed.
   *
   * @param changes values by {@linkplain #NAMES name}, such as {@code units} and {@code 10%},
   *     {@code throttled-share} and {@code 3}, {@code events} and {@code 90s}; the unit may be left
   *     out
   * @throws IllegalArgumentException saying what is wrong
   */
  public Tolerance with(Map<String, String> changes) {
    double share = throttledSharePoints;
    double units = unitsPercent;
    double shadow = shadowPercent;
    double events = eventSeconds;
    for (Map.Entry<String, String> change : changes.entrySet()) {
      switch (change.getKey()) {
        case SHARE -> share = number(change, "%");
        case UNITS -> units = number(change, "%");
        case SHADOW -> shadow = number(change, "%");
        case EVENTS -> events = number(change, "s");
        default ->
            throw new IllegalArgumentException(
                "there is no tolerance \""
                    + change.getKey()
                    + '"'
                    + Suggestion.forWord(change.getKey(), NAMES)
                    + "; there are "
                    + String.join(", ", NAMES));
      }
    }
    return new Tolerance(share, units, shadow, events);
  }

  /** How far apart consumed units may be. */
  double units(Pair consumedUnits) {
    return unitsPercent / 100 * consumedUnits.observed();
  }

  private static double number(Map.Entry<String, String> change, String unit) {
    String text = change.getValue().strip();
    String digits = text.endsWith(unit) ? text.substring(0, text.length() - 1).strip() : text;
    if (!digits.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the tolerance %s must be a number such as 2.5%s, not \"%s\"",
              change.getKey(),
              unit,
              change.getValue()));
    }
    return Double.parseDouble(digits);
  }
}
