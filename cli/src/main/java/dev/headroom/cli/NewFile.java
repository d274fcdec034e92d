package dev.headroom.cli;

import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.source.LiveTables;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Files that a command makes: never in the place of another. */
final class NewFile {

  private NewFile() {}

  /**
   * Writes a file that does not exist yet.
   *
   * @throws InvalidInputException if it exists, or cannot be written
   */
  static void write(Path file, String content) {
    try {
      Files.writeString(file, content, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw exists(file);
    } catch (IOException e) {
      throw new InvalidInputException(
          Location.ofFile(file.toString()), "cannot be written: " + reason(e));
    }
  }

  /**
   * Checks that a file can be new.
   *
   * @throws InvalidInputException if it exists
   */
  static void requireAbsent(Path file) {
    if (Files.exists(file)) {
      throw exists(file);
    }
  }

  /**
   * The path by which a file has to name another, or a live table.
   *
   * @param from the file that names it; null for one in the current folder
   */
  static String pathFrom(@Nullable Path from, Path other) {
    if (from == null || other.isAbsolute() || LiveTables.isLive(other.toString())) {
      return other.toString();
    }
    Path folder = real(from.toAbsolutePath().resolveSibling("."));
    return folder.relativize(real(other)).toString();
  }

  /** Without symbolic links, because the parent of a link's target is not the link's parent. */
  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }

  private static InvalidInputException exists(Path file) {
    return new InvalidInputException(
        Location.ofFile(file.toString()), "exists already and is left as it is");
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case AccessDeniedException e -> "permission denied";
      case NoSuchFileException e -> "its folder does not exist";
      default -> String.valueOf(failure.getMessage());
    };
  }
}
