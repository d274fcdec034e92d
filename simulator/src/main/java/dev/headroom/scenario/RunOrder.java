package dev.headroom.scenario;

import dev.headroom.document.Problems;
import dev.headroom.document.Suggestion;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks that whatever waits for the end of a flow or of a change can begin. */
final class RunOrder {

  private final Problems problems;
  private final Map<String, Boolean> isEndingByName = new LinkedHashMap<>();
  private final Map<String, Given<String>> afterByName = new LinkedHashMap<>();

  RunOrder(Problems problems) {
    this.problems = problems;
  }

  /**
   * Takes note of a flow or a change.
   *
   * @param name unique; others may wait for it
   * @param isEnding whether it ends by itself
   * @param after what it waits for; null for nothing
   */
  void add(String name, boolean isEnding, @Nullable Given<String> after) {
    isEndingByName.put(name, isEnding);
    if (after != null) {
      afterByName.put(name, after);
    }
  }

  /** Notes everything that waits in vain. */
  void check() {
    afterByName.forEach(
        (name, after) -> {
          Boolean isEnding = isEndingByName.get(after.value());
          if (isEnding == null) {
            problems.add(
                after.location(),
                "is neither a flow nor a change"
                    + Suggestion.forWord(
                        after.value(), new LinkedHashSet<>(isEndingByName.keySet())));
          } else if (isCircle(name)) {
            problems.add(after.location(), "makes a circle of what waits for each other");
          } else if (!isEnding) {
            problems.add(
                after.location(),
                "never ends: its rate does not fall to 0 for good, nor has it a number of requests");
          }
        });
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
