package dev.headroom.cli;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names of folders for scenarios: each used once, short enough for any file system, and without
 * anything that would lead elsewhere.
 */
final class FolderNames {

  private static final int MAX_CHARACTERS = 60;
  private static final String NAMELESS = "scenario";

  // Some file systems take names that differ in case only for one.
  private final Set<String> used = new HashSet<>();

  /**
   * The folder for a scenario's reports.
   *
   * @param subfolders names of folders within the given one, where it takes several scenarios
   */
  static Path target(Path folder, @Nullable FolderNames subfolders, String scenarioName) {
    return subfolders == null ? folder : folder.resolve(subfolders.unused(scenarioName));
  }

  /** A name for a scenario that no scenario before it got. */
  String unused(String scenarioName) {
    String base = folderName(scenarioName);
    String name = base;
    for (int i = 2; !used.add(name.toLowerCase(Locale.ROOT)); i++) {
      name = base + "-" + i;
    }
    return name;
  }

  private static String folderName(String scenarioName) {
    String name =
        scenarioName
            .replaceAll("[^\\p{L}\\p{N}._-]+", "-")
            .replaceAll("^[.-]+", "")
            .codePoints()
            .limit(MAX_CHARACTERS)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
            .replaceAll("[.-]+$", "");
    return name.isEmpty() ? NAMELESS : name;
  }
}
