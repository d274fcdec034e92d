package dev.headroom.cli;

import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Scenario files as a command line names them. */
final class ScenarioFiles {

  private ScenarioFiles() {}

  /** Files as they are, and for each folder the scenarios directly in it, by name. */
  static List<Path> expand(List<Path> paths) {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> entries = Files.list(path)) {
          entries
              .filter(Files::isRegularFile)
              .sorted()
              .filter(ScenarioReader::isScenario)
              .forEach(files::add);
        } catch (IOException e) {
          throw new InvalidInputException(
              Location.ofFile(path.toString()), "cannot be read: " + e.getMessage());
        }
      } else {
        files.add(path);
      }
    }
    return files;
  }

  /** A scenario's name as a folder's, without anything that would lead elsewhere. */
  static String folderName(Scenario scenario) {
    String name = scenario.name().replaceAll("[^\\p{L}\\p{N}._-]+", "-");
    return name.replace(".", "").isEmpty() ? "scenario" : name;
  }
}
