package dev.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Examples are what people try first: one that does not run as it says loses them. */
final class ExamplesTest {

  private static final Pattern STATED = Pattern.compile("(?m)^#.*Exit code: ([0-3])");

  @TempDir private Path folder;

  static List<Path> scenarios() throws IOException {
    List<Path> scenarios = new ArrayList<>(filesIn(CommandRun.EXAMPLES, ".yaml"));
    scenarios.addAll(filesIn(CommandRun.EXAMPLES.resolve("review"), ".yaml"));
    scenarios.addAll(filesIn(CommandRun.EXAMPLES.resolve("alarms"), ".yaml"));
    scenarios.addAll(filesIn(CommandRun.EXAMPLES.resolve("load"), ".yaml"));
    return scenarios;
  }

  static List<Path> tables() throws IOException {
    Path folder = CommandRun.EXAMPLES.resolve("tables");
    List<Path> tables = new ArrayList<>(filesIn(folder, ""));
    try (Stream<Path> entries = Files.list(folder)) {
      entries.filter(Files::isDirectory).sorted().forEach(tables::add);
    }
    return tables;
  }

  private static List<Path> filesIn(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(ending))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void check_example_endsWithTheCodeItStates(Path scenario) throws IOException {
    Matcher stated = STATED.matcher(Files.readString(scenario));
    assertThat(stated.find()).as("states its exit code").isTrue();

    CommandRun run = CommandRun.of("check", scenario, "--trials", 1);

    assertThat(run.exitCode()).isEqualTo(Integer.parseInt(stated.group(1)));
    assertThat(run.err()).doesNotContain("\tat ");
  }

  @Test
  void readme_listsEveryExample() throws IOException {
    String readme = Files.readString(CommandRun.example("README.md"));

    for (Path scenario : scenarios()) {
      assertThat(readme).contains("(" + CommandRun.EXAMPLES.relativize(scenario) + ")");
    }
    for (Path table : tables()) {
      assertThat(readme).contains("(tables/" + table.getFileName() + ")");
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void tables_example_namesEachTable(Path file) {
    CommandRun run = CommandRun.of("tables", file);

    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(run.out()).contains(file.getFileName().toString(), "Capacity", "Key");
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void tables_exampleAsJson_isAnArrayThatReadsBack(Path file) throws IOException {
    CommandRun run = CommandRun.of("tables", file, "--json");

    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(run.out()).startsWith("[").contains("\"billingMode\"");
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void init_exampleTable_writesAScenarioThatRuns(Path file) {
    List<String> names = namesOfTables(file);
    assertThat(names).isNotEmpty();
    for (String name : names) {
      Path scenario = folder.resolve(name + ".yaml");

      CommandRun init =
          CommandRun.of("init", "--table", file, "--table-name", name, "-o", scenario);
      assertThat(init.exitCode()).as(init.err()).isEqualTo(ExitCode.PASSED);
      assertThat(init.out()).contains("headroom check " + scenario);

      CommandRun check = CommandRun.of("check", scenario, "--trials", 1, "--set", "duration=5m");
      assertThat(check.exitCode()).as(check.err()).isIn(ExitCode.PASSED, ExitCode.FAILED);
      assertThat(check.err()).isEmpty();
    }
  }

  private static List<String> namesOfTables(Path file) {
    Matcher names =
        Pattern.compile("(?m)^[\\[{ ,]*\"name\" ?: ?\"([^\"]+)\"")
            .matcher(CommandRun.of("tables", file, "--json").out());
    return names.results().map(result -> result.group(1)).toList();
  }
}
