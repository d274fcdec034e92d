package dev.headroom.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are made from code and checked in. */
final class Generated {

  private Generated() {}

  /**
   * Fails if a file is not what the code makes of it now; with {@code -Dgenerated.update} it is
   * written instead.
   */
  static void assertCurrent(Path file, String expected) throws IOException {
    if (System.getProperty("generated.update") != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, expected);
    }
    assertThat(file).as("run this test with -Dgenerated.update").content().isEqualTo(expected);
  }
}
