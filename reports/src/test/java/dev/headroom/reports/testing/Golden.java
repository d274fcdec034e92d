package dev.headroom.reports.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reports as they should look, kept under {@code src/test/resources/golden}.
 *
 * <p>{@code -Dheadroom.golden=write} writes them anew; read the difference before committing it.
 */
public final class Golden {

  private static final Path FOLDER = Path.of("src/test/resources/golden");

  private Golden() {}

  /** Compares a text with the file of the given name. */
  public static void assertMatches(String fileName, String text) throws IOException {
    Path file = FOLDER.resolve(fileName);
    if ("write".equals(System.getProperty("headroom.golden"))) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, text, UTF_8);
    }
    assertThat(text).isEqualTo(Files.readString(file, UTF_8));
  }
}
