package dev.headroom.scenario;

import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder that holds scenario files, maybe among others. */
public final class ScenarioFolder {

  private ScenarioFolder() {}

  /**
   * The scenarios directly in a folder, by name.
   *
   * @throws InvalidInputException if the folder cannot be read
   */
  public static List<Path> scenarios(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isRegularFile)
          .sorted()
          .filter(ScenarioReader::isScenario)
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new InvalidInputException(
          Location.ofFile(folder.toString()), "cannot be read: " + e.getMessage());
    }
  }
}
