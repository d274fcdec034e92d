package dev.headroom.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code headroom load} that matter on a real account. */
final class AwsLoadOptions {

  @Option(
      names = "--dry-run",
      description = {"Says what would be made, sent and paid, and ends."})
  boolean isDryRun;

  @Option(
      names = "--max-cost",
      paramLabel = "USD",
      description = {"Target aws: refuses a run that may cost more.", "Default: ${DEFAULT-VALUE}"})
  double maxCostUsd = 1;

  @Option(
      names = "--prefix",
      paramLabel = "P",
      description = {
        "Target aws: what the names of tables begin with",
        "that are made. Default: ${DEFAULT-VALUE}"
      })
  String prefix = "headroom-";

  @Option(
      names = "--existing",
      paramLabel = "TABLE",
      description = {
        "Target aws: drives this table instead of making",
        "one, and leaves it there."
      })
  @Nullable String existing;
}
