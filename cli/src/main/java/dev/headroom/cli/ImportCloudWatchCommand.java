package dev.headroom.cli;

import dev.headroom.cli.aws.AwsMeasurements;
import dev.headroom.cli.aws.MeasuredSpan;
import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.document.Quoted;
import dev.headroom.measured.MeasuredScenario;
import dev.headroom.measured.MeasuredScenario.Traces;
import dev.headroom.measured.MeasuredScenario.Written;
import dev.headroom.measured.MeasurementFiles;
import dev.headroom.measured.MeasurementOptions;
import dev.headroom.measured.Measurements;
import dev.headroom.measured.Timestamps;
import dev.headroom.source.LiveTables;
import dev.headroom.source.TableFiles;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headroom import cloudwatch}: a scenario of CloudWatch's measurements. */
@Command(
    name = "cloudwatch",
    sortOptions = false,
    description = {
      "Writes a commented scenario whose traffic is what CloudWatch measured on a table:",
      "consumed units, and throttled operations as what was asked for beside."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  aws cloudwatch get-metric-data --metric-data-queries file://queries.json \\",
      "    --start-time 2026-11-26T00:00:00Z --end-time 2026-11-27T00:00:00Z > measured.json",
      "  headroom import cloudwatch measured.json queries.json --table orders.yaml -o"
          + " orders-day.yaml",
      "  headroom import cloudwatch aws:orders?region=eu-west-1 -o orders-day.yaml"
    })
final class ImportCloudWatchCommand implements Callable<Integer> {

  /** A longer rate goes to a file beside the scenario. */
  private static final int MAX_STEPS = 48;

  /** A scenario that is printed has no file beside it; longer ones cannot be read back. */
  private static final int MAX_PRINTED_PERIODS = 10_000;

  /** The longest time that a trace may have. */
  private static final long MAX_DAYS = 30;

  private static final long SECONDS_PER_DAY = 86_400;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = {
        "Output of get-metric-data or get-metric-",
        "statistics, or CSV; the file given to",
        "--metric-data-queries tells which series is",
        "which. All together are one set. Or a live",
        "table, aws:NAME?region=REGION."
      })
  private List<Path> files;

  @Option(
      names = "--table",
      paramLabel = "FILE",
      description = {
        "A table file of any accepted format, see",
        "docs/table-files.md. Default: the live table, if",
        "one is measured."
      })
  private @Nullable Path tableFile;

  @Option(
      names = "--table-name",
      paramLabel = "N",
      description = "Which table is meant, where the files have several.")
  private @Nullable String tableName;

  @Mixin private VariableOptions variables;

  @Option(
      names = "--period",
      paramLabel = "TIME",
      description = {
        "Length of a period, such as 1m or 5m. Default:",
        "the shortest gap between points; of a live table,",
        "the shortest that CloudWatch still has."
      })
  private @Nullable String period;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = {
        "Where the measurements of a live table begin,",
        "such as 2026-11-26T00:00:00Z. Default: a day",
        "before their end."
      })
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Where they end. Default: now.")
  private @Nullable String to;

  @Option(
      names = "--series",
      paramLabel = "ID=METRIC[/INDEX]",
      description = {
        "What a series is, by its Id, column or file:",
        "--series m1=ConsumedWriteCapacityUnits",
        "--series m2=ConsumedWriteCapacityUnits/by-date"
      })
  private Map<String, String> series = new LinkedHashMap<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = {
        "The new scenario, which must not exist; long",
        "traces go to CSV files beside it. Default:",
        "standard output."
      })
  private @Nullable Path target;

  @Override
  public Integer call() {
    Path liveTable = liveTable();
    Path source = tableFile == null ? liveTable : tableFile;
    Table table = source == null ? null : table(source);
    List<String> indexes =
        table == null
            ? List.of()
            : table.globalSecondaryIndexes().stream().map(GlobalSecondaryIndex::indexName).toList();
    Measurements measured =
        ofOneTable(
            MeasurementFiles.read(
                files,
                new MeasurementOptions(periodSeconds(), series, indexes),
                (name, indexNames) -> new AwsMeasurements(span()).measure(name, indexNames)));
    checkLength(measured);
    String seenFile = source == null ? "" : NewFile.pathFrom(target, source);
    Output output = new Output(spec);
    if (target == null) {
      Traces traces = new Traces(Integer.MAX_VALUE, "");
      output.print(MeasuredScenario.write(measured, table, seenFile, traces).text());
      return ExitCode.PASSED;
    }
    Traces traces = new Traces(MAX_STEPS, stem(target));
    write(target, MeasuredScenario.write(measured, table, seenFile, traces));
    output.print(
        String.format("Wrote %s. Look at its comments, then: headroom check %s%n", target, target));
    return ExitCode.PASSED;
  }

  /** The live table that is measured; null if files are. */
  private @Nullable Path liveTable() {
    List<Path> live =
        files.stream().filter(file -> LiveTables.isLive(file.toString())).distinct().toList();
    if (live.size() > 1) {
      throw new ParameterException(
          spec.commandLine(), "A scenario has one table; measure one live table at a time");
    }
    if (live.isEmpty() && (from != null || to != null)) {
      throw new ParameterException(
          spec.commandLine(), "--from and --to are for live tables; files are read as a whole");
    }
    return live.isEmpty() ? null : live.getFirst();
  }

  private MeasuredSpan span() {
    Long seconds = periodSeconds();
    return MeasuredSpan.of(
        time("--from", from),
        time("--to", to),
        seconds == null ? null : Duration.ofSeconds(seconds),
        Instant.now());
  }

  private @Nullable Instant time(String option, @Nullable String text) {
    Instant time = text == null ? null : Timestamps.parse(text);
    if (text != null && time == null) {
      throw new ParameterException(
          spec.commandLine(),
          option + " must be a time such as 2026-11-27T08:00:00Z, not " + Quoted.of(text));
    }
    return time;
  }

  private Table table(Path file) {
    return TableFiles.select(
        TableFiles.read(List.of(file), variables.variables()),
        tableName,
        Location.ofFile("--table-name"));
  }

  private Measurements ofOneTable(Measurements measured) {
    List<String> tables = measured.tables();
    if (tableName == null && tables.size() > 1) {
      throw new InvalidInputException(
          Location.ofFile("--table-name"),
          "must say which table is meant: " + String.join(", ", tables));
    }
    if (tableName != null && !tables.isEmpty() && !tables.contains(tableName)) {
      throw new InvalidInputException(
          Location.ofFile("--table-name"),
          "names a table of which nothing was measured; there is " + String.join(", ", tables));
    }
    return tableName == null ? measured : measured.ofTable(tableName);
  }

  private void checkLength(Measurements measured) {
    String file = files.getFirst().toString();
    long seconds = measured.periods() * measured.periodSeconds();
    if (seconds > MAX_DAYS * SECONDS_PER_DAY) {
      throw new InvalidInputException(
          Location.ofFile(file),
          "covers more than " + MAX_DAYS + " days, longer than a trace may be; export fewer");
    }
    if (target == null && measured.periods() > MAX_PRINTED_PERIODS) {
      throw new InvalidInputException(
          Location.ofFile(file),
          "has "
              + measured.periods()
              + " periods, too many for one file; -o FILE writes traces beside the scenario");
    }
  }

  private @Nullable Long periodSeconds() {
    if (period == null) {
      return null;
    }
    if (!period.matches("[1-9][0-9]{0,5}[smhd]")) {
      throw new ParameterException(
          spec.commandLine(), "--period must be a duration such as 60s, 1m or 1h, not " + period);
    }
    long number = Long.parseLong(period.substring(0, period.length() - 1));
    return switch (period.charAt(period.length() - 1)) {
      case 's' -> number;
      case 'm' -> number * 60;
      case 'h' -> number * 3600;
      default -> number * SECONDS_PER_DAY;
    };
  }

  private static void write(Path scenario, Written written) {
    NewFile.requireAbsent(scenario);
    Map<Path, String> traces = new LinkedHashMap<>();
    written.traces().forEach((name, csv) -> traces.put(scenario.resolveSibling(name), csv));
    traces.keySet().forEach(NewFile::requireAbsent);
    traces.forEach(NewFile::write);
    NewFile.write(scenario, written.text());
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
