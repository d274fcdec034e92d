package dev.headroom.document;

import java.util.List;
import java.util.stream.Collectors;

/** An input file cannot be used. Carries every {@link Problem} that was found in it. */
public final class InvalidInputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public InvalidInputException(List<Problem> problems) {
    super(
        problems.stream()
            .map(Problem::toString)
            .collect(Collectors.joining(System.lineSeparator())));
    this.problems = List.copyOf(problems);
  }

  /** A single problem. */
  public InvalidInputException(Location location, String message) {
    this(List.of(new Problem(location, message)));
  }

  /** All problems, in file order. */
  public List<Problem> problems() {
    return problems;
  }
}
