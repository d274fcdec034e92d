package dev.headroom.cli;

import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.scenario.ScenarioTemplate;
import dev.headroom.source.TableFiles;
import dev.headroom.table.Table;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headroom init}: writes a scenario to start from. */
@Command(
    name = "init",
    sortOptions = false,
    description = "Writes a commented scenario for a table, to be filled in.",
    footerHeading = "%nExample:%n",
    footer = "  headroom init --table orders.yaml -o orders-peak.yaml")
final class InitCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init")
  @Option(
      names = "--table",
      required = true,
      paramLabel = "FILE",
      description = "A table file of any accepted format, see docs/table-files.md.")
  private Path tableFile;

  @Option(
      names = "--table-name",
      paramLabel = "N",
      description = "Which table is meant, where the file declares several.")
  private @Nullable String tableName;

  @Mixin private VariableOptions variables;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The new file, which must not exist. Default: standard output.")
  private @Nullable Path target;

  @Override
  public Integer call() {
    Output output = new Output(spec);
    Table table =
        TableFiles.select(
            TableFiles.read(List.of(tableFile), variables.variables()),
            tableName,
            new Location("command line", 0, "--table-name"));
    String scenario = ScenarioTemplate.forTable(table, seenFrom(target));
    if (target == null) {
      output.print(scenario);
      return ExitCode.PASSED;
    }
    try {
      Files.writeString(target, scenario, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new InvalidInputException(
          Location.ofFile(target.toString()), "exists already and is left as it is");
    } catch (IOException e) {
      throw new InvalidInputException(
          Location.ofFile(target.toString()), "cannot be written: " + reason(e));
    }
    output.print(
        String.format("Wrote %s. Fill in your traffic, then: headroom check %s%n", target, target));
    return ExitCode.PASSED;
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case AccessDeniedException e -> "permission denied";
      case NoSuchFileException e -> "its folder does not exist";
      default -> String.valueOf(failure.getMessage());
    };
  }

  /** The table file's path as a scenario in the target's folder has to write it. */
  private String seenFrom(@Nullable Path scenario) {
    if (scenario == null || tableFile.isAbsolute()) {
      return tableFile.toString();
    }
    Path folder = real(scenario.toAbsolutePath().resolveSibling("."));
    return folder.relativize(real(tableFile)).toString();
  }

  /** Without symbolic links, because the parent of a link's target is not the link's parent. */
  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }
}
