package dev.headroom.cli;

import dev.headroom.document.InvalidInputException;
import dev.headroom.scenario.ScenarioFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Scenario files as a command line names them. */
final class ScenarioFiles {

  /**
   * What was found.
   *
   * @param files files as they were named, and for each folder the scenarios directly in it, by
   *     name
   * @param withoutScenario folders in which there is none
   */
  record Found(List<Path> files, List<Path> withoutScenario) {

    Found {
      files = List.copyOf(files);
      withoutScenario = List.copyOf(withoutScenario);
    }
  }

  private ScenarioFiles() {}

  /**
   * Looks into folders.
   *
   * @throws InvalidInputException if a folder cannot be read
   */
  static Found find(List<Path> paths) {
    List<Path> files = new ArrayList<>();
    List<Path> withoutScenario = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      List<Path> scenarios = ScenarioFolder.scenarios(path);
      files.addAll(scenarios);
      if (scenarios.isEmpty()) {
        withoutScenario.add(path);
      }
    }
    return new Found(files, withoutScenario);
  }
}
