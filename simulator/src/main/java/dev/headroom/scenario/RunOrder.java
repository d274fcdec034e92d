package dev.headroom.scenario;

import dev.headroom.document.Problems;
import dev.headroom.document.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks that whatever waits for the end of a flow or of a change can begin. */
final class RunOrder {

  private final Problems problems;
  private final Map<String, Boolean> isEndingByName = new LinkedHashMap<>();
  private final Map<String, Given<String>> afterByName = new LinkedHashMap<>();
  private final List<Given<String>> afterOfUnnamed = new ArrayList<>();

  RunOrder(Problems problems) {
    this.problems = problems;
  }

  /**
   * Takes note of a flow or a change.
   *
   * @param name unique, so that others may wait for it; null for none
   * @param isEnding whether it ends by itself
   * @param after what it waits for; null for nothing
   */
  void add(@Nullable String name, boolean isEnding, @Nullable Given<String> after) {
    if (name != null) {
      isEndingByName.put(name, isEnding);
    }
    if (after != null && name != null) {
      afterByName.put(name, after);
    } else if (after != null) {
      afterOfUnnamed.add(after);
    }
  }

  /** Notes everything that waits in vain. */
  void check() {
    afterByName.forEach((name, after) -> check(after, isCircle(name)));
    afterOfUnnamed.forEach(after -> check(after, false));
  }

  private void check(Given<String> after, boolean isCircle) {
    Boolean isEnding = isEndingByName.get(after.value());
    if (isEnding == null) {
      problems.add(
          after.location(),
          "is neither a flow nor a change"
              + Suggestion.forWord(after.value(), isEndingByName.keySet()));
    } else if (isCircle) {
      problems.add(after.location(), "makes a circle of flows that wait for each other");
    } else if (!isEnding) {
      problems.add(
          after.location(),
          "never ends: its rate does not fall to 0 for good, nor has it a number of requests");
    }
  }

  private boolean isCircle(String name) {
    Set<String> seen = new LinkedHashSet<>();
    String at = name;
    while (at != null && seen.add(at)) {
      Given<String> after = afterByName.get(at);
      at = after == null ? null : after.value();
    }
    return name.equals(at);
  }
}
