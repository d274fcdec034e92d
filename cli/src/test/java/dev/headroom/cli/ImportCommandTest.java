package dev.headroom.cli;

import static dev.headroom.cli.CommandRun.example;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A scenario that does not run as it was written would be of no use to who measured the traffic.
 */
final class ImportCommandTest {

  private static final Path MEASURED = example("measured/orders-metric-data.json");
  private static final Path QUERIES = example("measured/orders-queries.json");
  private static final Path ORDERS = example("tables/orders-kubevela.yaml");

  @TempDir private Path folder;

  @Test
  void cloudwatch_withTable_printsAScenarioThatRuns() throws IOException {
    CommandRun run =
        CommandRun.of(
            "import", "cloudwatch", MEASURED, QUERIES, "--table", ORDERS.toAbsolutePath());
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);

    assertThat(check(Files.writeString(folder.resolve("s.yaml"), run.out())).err()).isEmpty();
  }

  @Test
  void cloudwatch_withoutTable_printsAScenarioThatRuns() throws IOException {
    CommandRun run = CommandRun.of("import", "cloudwatch", MEASURED, QUERIES);
    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);

    assertThat(check(Files.writeString(folder.resolve("s.yaml"), run.out())).err()).isEmpty();
  }

  @Test
  void cloudwatch_intoFile_writesTracesBesideIt() {
    Path scenario = folder.resolve("orders-day.yaml");
    CommandRun run =
        CommandRun.of("import", "cloudwatch", MEASURED, QUERIES, "--table", ORDERS, "-o", scenario);

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("Wrote " + scenario);
    assertThat(folder).isDirectoryContaining("glob:**/orders-day-writes.csv");
    assertThat(check(scenario).err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"s.yaml", "s-writes.csv"})
  void cloudwatch_overExistingFile_writesNothing(String name) throws IOException {
    Path mine = Files.writeString(folder.resolve(name), "mine\n");
    CommandRun run =
        CommandRun.of("import", "cloudwatch", MEASURED, QUERIES, "-o", folder.resolve("s.yaml"));

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).isEqualTo("error: " + mine + ": exists already and is left as it is\n");
    assertThat(mine).hasContent("mine");
    assertThat(folder).isDirectoryNotContaining(file -> !file.equals(mine));
  }

  @Test
  void cloudwatch_seriesNobodyCanName_saysHowToNameIt() {
    CommandRun run = CommandRun.of("import", "cloudwatch", MEASURED);

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("names no metric; say which metric it is: --series ");
  }

  @Test
  void cloudwatch_severalTables_wantsAName() throws IOException {
    Path csv =
        Files.writeString(
            folder.resolve("both.csv"),
            """
            timestamp,table,metric,value
            2026-11-26T08:00:00Z,orders,ConsumedWriteCapacityUnits,6000
            2026-11-26T08:01:00Z,orders,ConsumedWriteCapacityUnits,6000
            2026-11-26T08:00:00Z,carts,ConsumedWriteCapacityUnits,1200
            2026-11-26T08:01:00Z,carts,ConsumedWriteCapacityUnits,1200
            """);

    assertThat(CommandRun.of("import", "cloudwatch", csv).err())
        .isEqualTo("error: --table-name: must say which table is meant: carts, orders\n");
    assertThat(CommandRun.of("import", "cloudwatch", csv, "--table-name", "carts").out())
        .contains("name: carts", "steps: [[0s, 20/s]]");
    assertThat(CommandRun.of("import", "cloudwatch", csv, "--table-name", "cars").err())
        .contains("names a table of which nothing was measured; there is carts, orders");
  }

  @Test
  void cloudwatch_aWeekOfMinutes_needsAFile() throws IOException {
    Instant start = Instant.parse("2026-11-20T00:00:00Z");
    String rows =
        IntStream.range(0, 10_081)
            .mapToObj(i -> start.plusSeconds(60L * i) + "," + (600 + i % 60))
            .collect(Collectors.joining("\n", "Time,ConsumedWriteCapacityUnits\n", "\n"));
    Path csv = Files.writeString(folder.resolve("week.csv"), rows);

    assertThat(CommandRun.of("import", "cloudwatch", csv).err())
        .isEqualTo(
            "error: "
                + csv
                + ": has 10081 periods, too many for one file; -o FILE writes traces beside the"
                + " scenario\n");
    assertThat(CommandRun.of("import", "cloudwatch", csv, "-o", folder.resolve("w.yaml")).err())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1 minute", "0m", "1w"})
  void cloudwatch_periodThatIsNone_isBadUsage(String period) {
    CommandRun run = CommandRun.of("import", "cloudwatch", MEASURED, "--period", period);

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("--period must be a duration such as 60s, 1m or 1h");
  }

  @Test
  void import_withoutSource_saysWhatThereIs() {
    assertThat(CommandRun.of("import").err()).contains("A source is missing; there is cloudwatch");
  }

  private static CommandRun check(Path scenario) {
    CommandRun run = CommandRun.of("check", scenario, "--trials", 1, "--set", "duration=5m");
    assertThat(run.exitCode()).as(run.err()).isIn(ExitCode.PASSED, ExitCode.FAILED);
    return run;
  }
}
