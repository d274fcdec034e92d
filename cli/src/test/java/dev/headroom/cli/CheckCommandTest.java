package dev.headroom.cli;

import static dev.headroom.cli.CommandRun.example;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Pipelines trust the exit code, and people the messages; either could lie without this test. */
final class CheckCommandTest {

  private static final String SCENARIO =
      """
      apiVersion: headroom/v1
      name: %s
      table: {name: t, partitionKey: id, readCapacityUnits: 10, writeCapacityUnits: 10}
      duration: 30s
      traffic:
        - {name: get, operation: GetItem, rate: %s, arrivals: even, client: {sdk: none}}
      """;

  private static final List<String> REPORTS =
      List.of("headroom.sarif", "junit.xml", "outcome.json", "report.html", "summary.md");

  @TempDir private Path folder;

  private Path passing(String name) throws IOException {
    return Files.writeString(folder.resolve(name), SCENARIO.formatted("ok", "4/s"));
  }

  private Path failing(String name) throws IOException {
    return Files.writeString(folder.resolve(name), SCENARIO.formatted("over", "9k/s"));
  }

  private Path faulty(String name) throws IOException {
    return Files.writeString(folder.resolve(name), SCENARIO.formatted("bad", "fast"));
  }

  private Path inconclusive(String name) throws IOException {
    String onDemand =
        SCENARIO
            .formatted("open", "4/s")
            .replace(
                "readCapacityUnits: 10, writeCapacityUnits: 10", "billingMode: PAY_PER_REQUEST");
    return Files.writeString(folder.resolve(name), onDemand + "gates: [read_headroom > 1%]\n");
  }

  @ParameterizedTest
  @CsvSource({
    "passing,       passing,      0",
    "passing,       inconclusive, 3",
    "inconclusive,  failing,      1",
    "failing,       faulty,       2",
    "faulty,        inconclusive, 2",
    "inconclusive,  inconclusive, 3"
  })
  void check_twoFiles_endsWithTheGravestCode(String one, String other, int expected)
      throws IOException {
    Path first = written(one, "1.yaml");
    Path second = written(other, "2.yaml");

    assertThat(CommandRun.of("check", first, second).exitCode()).isEqualTo(expected);
    assertThat(CommandRun.of("check", second, first).exitCode()).isEqualTo(expected);
    assertThat(CommandRun.of("check", folder).exitCode()).isEqualTo(expected);
  }

  private Path written(String kind, String name) throws IOException {
    return switch (kind) {
      case "passing" -> passing(name);
      case "failing" -> failing(name);
      case "faulty" -> faulty(name);
      default -> inconclusive(name);
    };
  }

  @Test
  void check_brokenExample_namesEveryProblem() {
    CommandRun run = CommandRun.of("check", example("broken.yaml"));
    String file = "error: " + example("broken.yaml") + ":";

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.errorLines())
        .containsExactly(
            file
                + "5: tableName: no table is called \"cart\"; there are: carts (eu-west-1), stock"
                + " (eu-west-1)",
            file
                + "6: duration: must be a duration such as 250ms, 90s, 5m, 2h, 1d, not"
                + " \"30 minutes\"",
            file + "7: seed: must be an integer such as 1, 42, not \"many\"",
            file + "8: trials: must not be negative: \"-3\"",
            file + "9: profle: is not a known key; did you mean \"profile\"?",
            file
                + "10: model[\"table.burstSecond\"]: is not a constant of the model; did you mean"
                + " \"table.burstSeconds\"?",
            file
                + "13: traffic[0].operation: must be one of GetItem, BatchGetItem, Query, Scan,"
                + " PutItem, UpdateItem, DeleteItem, BatchWriteItem, TransactGetItems,"
                + " TransactWriteItems, ExecuteStatement, not \"PutItems\"",
            file
                + "14: traffic[0].rate: needs a unit, such as 800/s, 1.2k/s, 30/min, 100/h, not"
                + " \"320\"",
            file + "15: traffic[0].itemSize: must be at most 400KB, not \"600KB\"",
            file + "16: traffic[0].keys.zipf.exponent: must not be negative: \"-1\"",
            file + "17: traffic[1].name: is the name of an earlier flow",
            file + "19: traffic[1].itemsPerRequest: must be at most 25 for BatchWriteItem, not 40",
            file + "20: traffic[1].rate.points[1]: must be later than the time before it, 10m",
            file + "21: traffic[1].keys.hotspot.share: must be at most 1, not \"140%\"",
            file + "21: traffic[1].keys.hotspot.of: must be at least 1, not \"0\"",
            file
                + "22: traffic[1].after: is neither a flow nor a change; known are update-cart,"
                + " GetItem",
            file + "23: traffic[2]: needs one of rate, readUnits, writeUnits, clients",
            file
                + "25: gates[0]: unknown metric \"throttled\"; known are throttled_requests,"
                + " throttle_events, failed_requests, read_headroom, write_headroom,"
                + " burst_balance_min, hottest_partition, time_to_first_throttle, latency_p50,"
                + " latency_p90, latency_p99, latency_p999, attempts_per_request, cost_per_month",
            file
                + "26: gates[1]: latency_p99 needs a time in ms, s or m, such as 25ms, not"
                + " \"fast\"");
  }

  static Stream<Arguments> headroom_misused_saysWhatIsWrong() {
    String good = example("comfortable.yaml").toString();
    return Stream.of(
        arguments(
            List.of(),
            "A command is missing; there are check, diff, sweep, recommend, init, import"),
        arguments(List.of("chek", good), "Unknown command \"chek\"; did you mean \"check\"?"),
        arguments(
            List.of("predict"),
            "Unknown command \"predict\"; known are check, diff, sweep, recommend, init"),
        arguments(List.of("check"), "Missing required parameter: 'SCENARIO'"),
        arguments(List.of("check", "--trails", "2", good), "did you mean \"--trials\"?"),
        arguments(List.of("check", good, "--trials", "few"), "Invalid value for option '--trials'"),
        arguments(List.of("check", good, "--trials", "0"), "--trials: must be at least 1"),
        arguments(List.of("check", good, "--seed", "1e3"), "Invalid value for option '--seed'"),
        arguments(List.of("check", good, "--format", "xml"), "but was 'xml'"),
        arguments(
            List.of("check", good, "--profile", "optimistic"),
            "--profile: must be one of observed, documented, not \"optimistic\""),
        arguments(List.of("check", good, "--set", "trials"), "--set: must be key=value"),
        arguments(List.of("check", good, "--set", "trails=2"), "did you mean \"trials\"?"),
        arguments(List.of("check", good, good, "--format", "json"), "--format json prints one"),
        arguments(List.of("check", "nowhere.yaml"), "nowhere.yaml: does not exist"),
        arguments(List.of("tables"), "Missing required parameter: 'FILE'"),
        arguments(List.of("tables", "nowhere.json"), "nowhere.json: does not exist"),
        arguments(List.of("init"), "Missing required option: '--table=FILE'"),
        arguments(List.of("init", "--table", "nowhere.json"), "nowhere.json: does not exist"));
  }

  @ParameterizedTest
  @MethodSource
  void headroom_misused_saysWhatIsWrong(List<String> arguments, String message) {
    CommandRun run = CommandRun.of(arguments.toArray());

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("error: ").contains(message).doesNotContain("\tat ");
  }

  @Test
  void var_ofATemplate_reachesEveryCommand() throws IOException {
    Path template = CommandRun.example("tables/bookings-cloudformation.yaml");
    Path scenario = folder.resolve("prod.yaml");
    String stage = "Stage=prod";
    String units = "WriteUnits=900";

    CommandRun tables = CommandRun.of("tables", template, "--var", stage, "--var", units);
    CommandRun init = CommandRun.of("init", "--table", template, "--var", stage, "-o", scenario);
    CommandRun check = CommandRun.of("check", scenario, "--trials", 1, "--var", stage);
    CommandRun typo = CommandRun.of("tables", template, "--var", "Stag=prod");

    assertThat(tables.out()).contains("bookings-prod", "600 read and 900 write units/s", "4,000");
    assertThat(init.exitCode()).as(init.err()).isEqualTo(ExitCode.PASSED);
    assertThat(Files.readString(scenario)).contains("bookings-prod");
    assertThat(check.err()).isEmpty();
    assertThat(check.out()).contains("bookings-prod");
    assertThat(typo.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(typo.err()).contains("\"Stag\" is no parameter", "did you mean \"Stage\"?");
  }

  @Test
  void var_thatOneOfSeveralTablesHas_isFineUnlessNoneHasIt() throws IOException {
    Path template = CommandRun.example("tables/bookings-cloudformation.yaml").toAbsolutePath();
    String traffic = "duration: 1m\ntrials: 1\ntraffic: [{operation: PutItem, rate: 5/s}]\n";
    Files.writeString(
        folder.resolve("bookings.yaml"),
        "apiVersion: headroom/v1\ntable: " + template + "\ntableName: bookings-prod\n" + traffic);
    Files.writeString(
        folder.resolve("plain.yaml"),
        "apiVersion: headroom/v1\n"
            + "table: {name: plain, partitionKey: id, billingMode: PAY_PER_REQUEST}\n"
            + traffic);

    CommandRun known = CommandRun.of("check", folder, "--var", "Stage=prod");
    CommandRun unknown = CommandRun.of("check", folder, "--var", "Stage=prod", "--var", "Stag=x");

    assertThat(known.err()).isEmpty();
    assertThat(known.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(known.out()).contains("bookings-prod", "plain");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(unknown.out()).isEmpty();
    assertThat(unknown.err()).contains("\"Stag\" is no parameter", "did you mean \"Stage\"?");
  }

  @ParameterizedTest
  @CsvSource({"check", "init", "tables", "evidence"})
  void help_ofACommand_explainsIt(String command) {
    CommandRun run = CommandRun.of(command, "--help");

    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(run.out()).startsWith("Usage: headroom " + command);
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void check_faultyScenarioInFolder_isNotPassedOver() throws IOException {
    passing("fine.yaml");
    Files.writeString(folder.resolve("slip.yaml"), "apiVersion: headroom/v1\n\ttable: t.yaml\n");
    Files.writeString(folder.resolve("notes.yaml"), "about: these tests\n");
    CommandRun run = CommandRun.of("check", folder);

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.errorLines()).singleElement().asString().contains("slip.yaml:2: a tab is used");
    assertThat(run.out()).contains("PASS  ok").doesNotContain("notes");
  }

  @Test
  void check_folderWithoutScenario_isInconclusive() {
    CommandRun run = CommandRun.of("check", folder);

    assertThat(run.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(run.err()).contains(folder + ": holds no scenario");
  }

  @Test
  void check_noRequestWithinTheRun_isInconclusive() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("idle.yaml"), SCENARIO.formatted("idle", "{steps: [[20s, 5/s]]}"));

    assertThat(CommandRun.of("check", file, "--set", "duration=10s").exitCode())
        .isEqualTo(ExitCode.INCONCLUSIVE);
  }

  @Test
  void check_asJson_printsTheOutcomeAlone() throws IOException {
    CommandRun run = CommandRun.of("check", passing("a.yaml"), "--format", "json");

    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(run.out()).startsWith("{").contains("\"headroom/outcome/v1\"").endsWith("}\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void check_asMarkdown_printsTheSummary() throws IOException {
    CommandRun run = CommandRun.of("check", failing("a.yaml"), "--format", "MARKDOWN");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out()).contains("# ", "| ").doesNotContain("FAIL  over");
  }

  @Test
  void check_failing_saysWhatWouldHelp() throws IOException {
    assertThat(CommandRun.of("check", failing("a.yaml")).out())
        .startsWith("FAIL  over: ")
        .contains("Would help")
        .doesNotContain("\u001b");
  }

  @Test
  void check_withFolder_writesEveryReport() throws IOException {
    Path target = folder.resolve("new/reports");
    CommandRun run = CommandRun.of("check", passing("a.yaml"), "-o", target);

    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(run.out()).contains("Written", target.resolve("report.html").toString());
    assertThat(filesIn(target)).containsExactlyElementsOf(REPORTS);
    assertThat(CommandRun.of("check", folder.resolve("a.yaml"), "--format", "json").out())
        .isEqualTo(Files.readString(target.resolve("outcome.json")));
  }

  @Test
  void check_severalWithFolder_givesEachItsOwnInside() throws IOException {
    List<String> names =
        List.of("../../out", "a/b", "A b", "..", ".", "same", "Same", "x".repeat(199));
    for (int i = 0; i < names.size(); i++) {
      String text = SCENARIO.formatted('"' + names.get(i) + '"', "4/s");
      Files.writeString(folder.resolve(i + ".yaml"), text);
    }
    Path target = folder.resolve("reports");
    CommandRun run = CommandRun.of("check", folder, "-o", target);

    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(filesIn(target))
        .containsExactlyInAnyOrder(
            "out", "a-b", "A-b-2", "scenario", "scenario-2", "same", "Same-2", "x".repeat(60));
    for (String name : filesIn(target)) {
      assertThat(filesIn(target.resolve(name))).containsExactlyElementsOf(REPORTS);
    }
  }

  @Test
  void check_folderThatIsAFile_failsBeforeItPredicts() throws IOException {
    Path file = passing("a.yaml");
    CommandRun run = CommandRun.of("check", file, "-o", file);

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo("error: cannot create the folder %1$s: %1$s is not a folder\n".formatted(file));
  }

  @Test
  void check_folderThatMayNotBeWritten_failsBeforeItPredicts() throws IOException {
    Path target = Files.createDirectory(folder.resolve("locked"));
    assertThat(target.toFile().setWritable(false)).isTrue();
    assumeFalse(Files.isWritable(target), "the super-user may write anywhere");
    CommandRun run = CommandRun.of("check", passing("a.yaml"), "-o", target);

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("permission denied");
  }

  @Test
  void check_withReplacements_predictsThose() throws IOException {
    CommandRun run =
        CommandRun.of(
            "check",
            failing("a.yaml"),
            "--set=traffic.get.rate=3/s",
            "--set=table.readCapacityUnits=77",
            "--seed=41",
            "--trials=2",
            "--profile=documented");

    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(run.out()).contains("of 77 units/s", "seed 41, profile documented", "2 of 2 trials");
  }

  @Test
  void check_longRunInOneTrial_ends() throws IOException {
    CommandRun run = CommandRun.of("check", passing("a.yaml"), "--trials=1", "--set=duration=1d");

    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(run.out()).contains("1d simulated");
  }

  private static List<String> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
