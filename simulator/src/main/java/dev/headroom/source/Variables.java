package dev.headroom.source;

import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.document.Problem;
import dev.headroom.document.Problems;
import dev.headroom.document.Quoted;
import dev.headroom.document.Suggestion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values that a user gives to the parameters of table files.
 *
 * @param values values by the parameter's name
 * @param run the run in which some files have a parameter for each value; null where the files that
 *     are read must have one for all
 */
public record Variables(Map<String, String> values, @Nullable RunVariables run) {

  /** None. */
  public static final Variables NONE = new Variables(Map.of());

  /** Where they come from, for problems. */
  static final String OPTION = "--var";

  public Variables {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Values for which the files that are read must have parameters. */
  public Variables(Map<String, String> values) {
    this(values, null);
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

  /**
   * Reports the values for which there is no parameter.
   *
   * @param parameters those that the files have
   */
  void reportUnknown(Set<String> parameters, Problems problems) {
    for (String name : values.keySet()) {
      if (!parameters.contains(name)) {
        problems.add(
            Location.ofFile(OPTION),
            parameters.isEmpty()
                ? Quoted.of(name) + " has no parameter: the table files declare none"
                : Quoted.of(name)
                    + " is no parameter of the table files"
                    + Suggestion.forWord(name, parameters));
      }
    }
  }
}
