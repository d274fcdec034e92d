package dev.headroom.cli;

import dev.headroom.cli.aws.AwsTarget;
import dev.headroom.comparison.Comparer;
import dev.headroom.comparison.Comparison;
import dev.headroom.comparison.Tolerance;
import dev.headroom.gate.GateEvaluator;
import dev.headroom.metrics.Meters;
import dev.headroom.metrics.MetricsServer;
import dev.headroom.metrics.PrometheusPage;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.OutcomeJson;
import dev.headroom.prediction.Predictor;
import dev.headroom.reports.ComparisonReport;
import dev.headroom.reports.ConsoleReport;
import dev.headroom.reports.Reports;
import dev.headroom.scenario.InitialState;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenarios.load.LoadException;
import dev.headroom.scenarios.load.LoadListener;
import dev.headroom.scenarios.load.LoadProgress;
import dev.headroom.scenarios.load.LoadResult;
import dev.headroom.scenarios.load.LoadRun;
import dev.headroom.scenarios.load.LoadTarget;
import dev.headroom.scenarios.observation.RunMeters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What {@code headroom load} does: predicts, drives, reports. */
final class LoadWork {

  /** How long an interrupted run may take to tell what it saw and to clean up. */
  private static final long ENDING_SECONDS = 60;

  private static final String LOOPBACK = "127.0.0.1";

  /** Of a table that the run makes itself nothing is known, and nothing is saved. */
  private static final InitialState MADE_NOW =
      new InitialState(Duration.ZERO, null, null, null, null, null, null);

  private final LoadOptions options;
  private final Scenario scenario;
  private final Output output;

  private LoadWork(LoadOptions options, Scenario scenario, Output output) {
    this.options = options;
    this.scenario = scenario;
    this.output = output;
  }

  /** The work of one command. */
  static LoadWork of(LoadOptions options, Scenario scenario, Output output) {
    boolean isMadeNow = options.isAws() && options.aws().existing == null;
    return new LoadWork(options, isMadeNow ? scenario.withState(MADE_NOW) : scenario, output);
  }

  /** Does it, and tells the exit code. */
  int run() throws InterruptedException {
    List<String> obstacles = LoadRun.obstacles(scenario);
    if (!obstacles.isEmpty()) {
      obstacles.forEach(line -> output.problem(scenario.name() + ": cannot be driven: " + line));
      return ExitCode.BAD_INPUT;
    }
    Path given = options.folder();
    try {
      if (given != null) {
        Reports.createFolder(given);
        return run(given);
      }
      Path folder = Files.createTempDirectory("headroom-load");
      try {
        return run(folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int run(Path folder) throws InterruptedException {
    Outcome predicted = predict();
    try {
      if (options.isAws()) {
        try (AwsTarget target = awsTarget()) {
          return runOnAccount(target, predicted, folder);
        }
      }
      if (options.aws().isDryRun) {
        output.print(
            new DryRun(scenario, predicted).text(options.target(), scenario.table().name()));
        return ExitCode.PASSED;
      }
      try (EndpointTarget target = target()) {
        return drive(target, predicted, folder);
      }
    } catch (IOException e) {
      output.problem(String.valueOf(e.getMessage()));
      return ExitCode.BAD_INPUT;
    } catch (LoadException e) {
      output.problem(String.valueOf(e.getMessage()));
      return ExitCode.INCONCLUSIVE;
    }
  }

  private AwsTarget awsTarget() {
    if (options.isDirect()) {
      throw options.misuse("--direct is for a target at a URL");
    }
    return AwsTarget.of(
        scenario, options.aws().prefix, options.aws().existing, scenario.table().region(), null);
  }

  private int runOnAccount(AwsTarget target, Outcome predicted, Path folder)
      throws InterruptedException, IOException {
    DryRun dryRun = new DryRun(scenario, predicted);
    output.print(dryRun.text(target.description(), target.tableName(scenario)));
    if (options.aws().isDryRun) {
      return ExitCode.PASSED;
    }
    double maxCostUsd = options.aws().maxCostUsd;
    if (!(dryRun.usd().orElse(Double.MAX_VALUE) <= maxCostUsd)) {
      output.problem(
          "the run may cost more than --max-cost %s USD".formatted(Double.toString(maxCostUsd)));
      return ExitCode.BAD_INPUT;
    }
    return drive(target, predicted, folder);
  }

  private Outcome predict() {
    int threads = Runtime.getRuntime().availableProcessors();
    try (Progress progress = output.progress(scenario.name(), scenario.trials())) {
      return new Predictor(threads, progress::advance).predict(scenario);
    }
  }

  private EndpointTarget target() throws IOException {
    if (options.target().equals("embedded")) {
      if (options.isDirect()) {
        throw options.misuse("--direct is for a target at a URL");
      }
      return EndpointTarget.embedded(scenario);
    }
    return options.isDirect()
        ? EndpointTarget.directlyAt(options.uri())
        : EndpointTarget.at(options.uri(), scenario);
  }

  private int drive(LoadTarget target, Outcome predicted, Path folder)
      throws InterruptedException, IOException {
    PrometheusPage page = new PrometheusPage();
    RunMeters meters =
        new RunMeters(
            new Meters(page.registry(), Meters.Source.OBSERVED),
            new Meters(page.registry(), Meters.Source.SIMULATED));
    Integer port = options.metricsPort();
    if (port == null) {
      return drive(target, predicted, folder, meters);
    }
    try (MetricsServer server = MetricsServer.start(page, LOOPBACK, port)) {
      output.note("metrics at " + server.uri());
      return drive(target, predicted, folder, meters);
    }
  }

  private int drive(LoadTarget target, Outcome predicted, Path folder, RunMeters meters)
      throws InterruptedException, IOException {
    CountDownLatch isDone = new CountDownLatch(1);
    try {
      LoadResult result = drive(target, folder, meters, isDone);
      Outcome seen =
          target.isThrottling() ? result.outcome() : result.outcome().withoutThrottling();
      Outcome observed =
          seen.withGates(GateEvaluator.evaluate(scenario.gates(), List.of(result.outcome())));
      return report(result, observed, predicted, folder);
    } finally {
      isDone.countDown();
    }
  }

  private LoadResult drive(LoadTarget target, Path folder, RunMeters meters, CountDownLatch isDone)
      throws InterruptedException {
    try (Progress progress = output.progress(scenario.name(), 1)) {
      LoadRun run = new LoadRun(scenario, target, folder, new Line(progress, output), meters);
      Interruption.onInterrupt(
          () -> {
            run.stop("interrupted");
            return awaited(isDone);
          });
      return run.run();
    }
  }

  private static int awaited(CountDownLatch isDone) {
    try {
      isDone.await(ENDING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.INCONCLUSIVE;
  }

  /** Tells what was observed, and how far the prediction is from it; gates make the verdict. */
  private int report(LoadResult result, Outcome observed, Outcome predicted, Path folder)
      throws IOException {
    Comparison comparison = Comparer.compare(predicted, observed, Tolerance.DEFAULT);
    new ConsoleReport(output.terminal()).write(observed, output.out());
    output.print(System.lineSeparator());
    output.print(new ComparisonReport(comparison).console(output.terminal()));
    if (options.folder() != null) {
      List<Path> written = new ArrayList<>(Reports.writeAll(observed, folder));
      Files.writeString(folder.resolve("predicted.json"), OutcomeJson.print(predicted));
      written.addAll(Reports.writeAll(comparison, folder.resolve("comparison")));
      output.print(new ConsoleReport(output.terminal()).renderWritten(written));
    }
    String endedEarly = result.endedEarly();
    if (endedEarly != null) {
      output.problem("the run ended early: " + endedEarly);
      return ExitCode.INCONCLUSIVE;
    }
    return ExitCode.of(observed);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Shows how far the run is. */
  private record Line(Progress progress, Output output) implements LoadListener {

    @Override
    public void phase(String what) {
      progress.say(what);
    }

    @Override
    public void leftBehind(String tableName, String why) {
      output.problem(
          "table %s was made for the run and could not be deleted: %s".formatted(tableName, why));
    }

    @Override
    public void progress(LoadProgress now) {
      progress.say(
          String.format(
              Locale.ROOT,
              "%d of %d s, %,d offered, %,d admitted, %,d throttled, %.0f ms late",
              now.elapsed().toSeconds(),
              now.length().toSeconds(),
              now.offered(),
              now.admitted(),
              now.throttled(),
              now.lateMillis()));
    }
  }
}
