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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table file that is to be changed once the setting is known, as it was before the search. */
final class TableFileEdit {

  private final Path file;
  private final byte[] content;
  private final Variables variables;

  private TableFileEdit(Path file, byte[] content, Variables variables) {
    this.file = file;
    this.content = content;
    this.variables = variables;
  }

  /**
   * Looks at a file.
   *
   * @throws InvalidInputException if it cannot be read or does not declare the table
   */
  static TableFileEdit of(Path file, Variables variables, Table table) {
    byte[] content = read(file);
    WriteBack.check(file.toString(), content, variables, table);
    return new TableFileEdit(file, content, variables);
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
   * Writes a setting, all at once or not at all.
   *
   * @return what was changed, a line each
   * @throws InvalidInputException if the file cannot express it, or is not what it was
   */
  List<String> write(Table wanted) {
    WriteBack.Result result = WriteBack.of(file.toString(), content, variables, wanted);
    if (!Arrays.equals(read(file), content)) {
      throw new InvalidInputException(
          Location.ofFile(file.toString()), "was changed by somebody else meanwhile; run it again");
    }
    try {
      replace(result.content());
    } catch (IOException e) {
      throw new InvalidInputException(
          Location.ofFile(file.toString()), "cannot be written: " + e.getMessage());
    }
    List<String> lines = new ArrayList<>();
    if (result.edits().isEmpty()) {
      lines.add(file + ": holds this setting already");
    }
    for (WriteBack.Edit edit : result.edits()) {
      lines.add("%s:%d: %s -> %s".formatted(file, edit.line(), edit.before(), edit.after()));
    }
    return lines;
  }

  private void replace(byte[] newContent) throws IOException {
    Path real = file.toRealPath();
    Path written = Files.createTempFile(real.getParent(), "." + real.getFileName(), ".tmp");
    try {
      Files.write(written, newContent);
      PosixFileAttributeView view =
          Files.getFileAttributeView(written, PosixFileAttributeView.class);
      if (view != null) {
        view.setPermissions(Files.getPosixFilePermissions(real));
      }
      Files.move(written, real, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
  }
}
