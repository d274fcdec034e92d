package dev.headroom.scenario;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the defaults that were taken and may decide the verdict. */
final class Assumptions {

  private final Set<String> lines = new LinkedHashSet<>();

  void add(String line) {
    lines.add(line);
  }

  List<String> list() {
    return List.copyOf(lines);
  }
}
