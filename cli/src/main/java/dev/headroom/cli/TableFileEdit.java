package dev.headroom.cli;

import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.source.Variables;
import dev.headroom.source.WriteBack;
import dev.headroom.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Table files that are to be changed once the setting is known, as they were before the search. */
final class TableFileEdit {

  private final Map<String, byte[]> contents;
  private final Variables variables;

  private TableFileEdit(Map<String, byte[]> contents, Variables variables) {
    this.contents = contents;
    this.variables = variables;
  }

  /**
   * Looks at files.
   *
   * @param named as the user names them
   * @throws InvalidInputException if one cannot be read, or they do not declare the table
   */
  static TableFileEdit of(List<Path> named, Variables variables, Table table) {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (Path file : WriteBack.filesOf(named)) {
      contents.put(file.toString(), read(file));
    }
    WriteBack.check(contents, variables, table);
    return new TableFileEdit(contents, variables);
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new InvalidInputException(Location.ofFile(file.toString()), "does not exist");
    } catch (IOException e) {
      throw new InvalidInputException(
          Location.ofFile(file.toString()), "cannot be read: " + e.getMessage());
    }
  }

  /**
   * Writes a setting, all of it or nothing.
   *
   * @return what was changed, a line each
   * @throws InvalidInputException if the files cannot express it, or are not what they were
   */
  List<String> write(Table wanted) {
    WriteBack.Result result = WriteBack.of(contents, variables, wanted);
    contents.forEach(TableFileEdit::requireUnchanged);
    result.contents().forEach((name, content) -> replace(Path.of(name), content));
    if (result.edits().isEmpty()) {
      return List.of(String.join(", ", contents.keySet()) + ": holds this setting already");
    }
    return result.edits().stream().map(TableFileEdit::words).toList();
  }

  private static String words(WriteBack.Edit edit) {
    String place = edit.file() + ":" + edit.line() + ": ";
    if (edit.before().isEmpty()) {
      return place + edit.after() + " put in";
    }
    return place + edit.before() + (edit.after().isEmpty() ? " taken out" : " -> " + edit.after());
  }

  private static void requireUnchanged(String file, byte[] content) {
    if (!Arrays.equals(read(Path.of(file)), content)) {
      throw new InvalidInputException(
          Location.ofFile(file), "was changed by somebody else meanwhile; run it again");
    }
  }

  private static void replace(Path file, byte[] content) {
    try {
      Path real = file.toRealPath();
      Path written = Files.createTempFile(real.getParent(), "." + real.getFileName(), ".tmp");
      try {
        Files.write(written, content);
        PosixFileAttributeView view =
            Files.getFileAttributeView(written, PosixFileAttributeView.class);
        if (view != null) {
          view.setPermissions(Files.getPosixFilePermissions(real));
        }
        Files.move(written, real, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(written);
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          Location.ofFile(file.toString()), "cannot be written: " + e.getMessage());
    }
  }
}
