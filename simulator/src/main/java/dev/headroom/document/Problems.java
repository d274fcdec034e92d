package dev.headroom.document;

import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with an input, so that the user sees all of it at once. */
public final class Problems {

  /** More problems than a person reads; the rest is only counted. */
  private static final int MAX_LISTED = 200;

  private final List<Problem> found = new ArrayList<>();
  private int unlisted;

  /** Notes a problem at a place. */
  public void add(Location location, String message) {
    if (found.size() < MAX_LISTED) {
      found.add(new Problem(location, message));
    } else {
      unlisted++;
    }
  }

  /** Whether nothing is wrong so far. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** What was found so far, in the order in which it was found. */
  public List<Problem> list() {
    if (unlisted == 0) {
      return List.copyOf(found);
    }
    List<Problem> listed = new ArrayList<>(found);
    String file = found.getLast().location().file();
    listed.add(new Problem(Location.ofFile(file), "and " + unlisted + " more problems"));
    return List.copyOf(listed);
  }

  /**
   * Ends reading if anything is wrong.
   *
   * @throws InvalidInputException with every problem found
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidInputException(list());
    }
  }
}
