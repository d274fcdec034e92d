package dev.headroom.scenarios.testing;

import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.ScenarioReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Scenarios as a test writes them. */
public final class Scenarios {

  private Scenarios() {}

  /** Reads a scenario from its text. */
  public static Scenario of(String yaml) {
    try {
      Path file = Files.createTempFile("scenario", ".yaml");
      try {
        return ScenarioReader.read(Files.writeString(file, yaml));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
