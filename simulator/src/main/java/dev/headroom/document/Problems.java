package dev.headroom.document;

import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with an input, so that the user sees all of it at once. */
public final class Problems {

  private final List<Problem> found = new ArrayList<>();

  /** Notes a problem at a place. */
  public void add(Location location, String message) {
    found.add(new Problem(location, message));
  }

  /** Whether nothing is wrong so far. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** What was found so far, in the order in which it was found. */
  public List<Problem> list() {
    return List.copyOf(found);
  }

  /**
   * Ends reading if anything is wrong.
   *
   * @throws InvalidInputException with every problem found
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidInputException(found);
    }
  }
}
