package dev.headroom.source;

import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.document.Problem;
import dev.headroom.document.Quoted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values that a user gives to the parameters of table files. Immutable.
 *
 * @param values values by the parameter's name
 */
public record Variables(Map<String, String> values) {

  /** None. */
  public static final Variables NONE = new Variables(Map.of());

  /** Where they come from, for problems. */
  static final String OPTION = "--var";

  public Variables {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Understands assignments such as {@code Stage=prod}; the value may be empty and may contain
   * {@code =}.
   *
   * @throws InvalidInputException naming every assignment that is none, or that assigns twice
   */
  public static Variables parse(List<String> assignments) {
    Map<String, String> values = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        problems.add(
            new Problem(
                Location.ofFile(OPTION), "must be name=value, not " + Quoted.of(assignment)));
      } else if (values.put(assignment.substring(0, equals), assignment.substring(equals + 1))
          != null) {
        problems.add(
            new Problem(
                Location.ofFile(OPTION),
                "gives " + Quoted.of(assignment.substring(0, equals)) + " twice"));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return new Variables(values);
  }
}
