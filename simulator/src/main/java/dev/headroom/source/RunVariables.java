package dev.headroom.source;

import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Problems;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Values for the parameters of all table files of a run: each set of files may know some of them,
 * and one of them must know each. Thread-safe.
 */
public final class RunVariables {

  private final Variables given;
  private final Set<String> parameters = new ConcurrentSkipListSet<>();

  /** A run with a user's values. */
  public RunVariables(Variables given) {
    this.given = given;
  }

  /** The values, for reading a set of files. */
  public Variables variables() {
    return new Variables(given.values(), this);
  }

  void addParameter(String parameter) {
    parameters.add(parameter);
  }

  /**
   * Makes sure that files which were read have a parameter for each value.
   *
   * @throws InvalidInputException naming each value for which there is none
   */
  public void requireParameters() {
    Problems problems = new Problems();
    given.reportUnknown(parameters, problems);
    problems.throwIfAny();
  }
}
