package dev.headroom.cli;

import dev.headroom.metrics.OpenMetricsWriter;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.OutcomeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headroom openmetrics}: turns an outcome into what Prometheus takes. */
@Command(
    name = "openmetrics",
    sortOptions = false,
    description = {
      "Prints an outcome as OpenMetrics with timestamps.",
      "With promtool tsdb create-blocks-from openmetrics a prediction stands beside a real run in"
          + " Grafana, see docs/dashboards.md."
    },
    footerHeading = "%nExample:%n",
    footer = "  headroom openmetrics out/outcome.json --start 2026-11-27T08:00:00Z > prediction.om")
final class OpenMetricsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init")
  @Parameters(paramLabel = "OUTCOME", description = "An outcome.json, simulated or observed.")
  private Path file;

  @Option(
      names = "--start",
      paramLabel = "T",
      description = {
        "When the run is to have begun, such as the start of",
        "the run to compare with. Default: the outcome's start."
      })
  private @Nullable Instant start;

  @Override
  public Integer call() {
    Outcome outcome = OutcomeFile.parse(file.toString(), OutcomeFile.text(file));
    Output output = new Output(spec);
    try {
      OpenMetricsWriter.write(outcome, start == null ? outcome.start() : start, output.out());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    output.out().flush();
    return ExitCode.PASSED;
  }
}
