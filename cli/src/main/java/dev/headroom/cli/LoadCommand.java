package dev.headroom.cli;

import dev.headroom.document.InvalidInputException;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code headroom load}: drives a scenario for real. What it needs of Gatling is on the class path
 * of this command alone, so that only {@link LoadWork} may name it.
 */
@Command(
    name = "load",
    sortOptions = false,
    description = {
      "Drives a scenario's traffic against a real table.",
      "Through Gatling and the AWS SDK, beside an engine that decides about the same requests."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  headroom load examples/load/provisioned.yaml --target embedded -o out",
      "  headroom load orders.yaml --target http://localhost:4566",
      "  headroom load orders.yaml --target aws --dry-run"
    })
final class LoadCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1", paramLabel = "SCENARIO", description = "A scenario file.")
  private Path scenarioFile;

  @Option(
      names = "--target",
      required = true,
      paramLabel = "embedded|URL|aws",
      description = {
        "What is driven: an embedded DynamoDB Local behind",
        "an endpoint that throttles as DynamoDB would; a",
        "store at a URL, behind such an endpoint too; or",
        "DynamoDB itself."
      })
  private String target = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = {
        "Writes what was observed into this folder:",
        "outcome.json, report.html, summary.md, junit.xml,",
        "latency logs, Gatling's report, the prediction as",
        "predicted.json, and the comparison of both."
      })
  private @Nullable Path folder;

  @Option(
      names = "--direct",
      description = {
        "Goes straight to the URL, without the endpoint",
        "that throttles: only units and latency compare."
      })
  private boolean isDirect;

  @Option(
      names = "--metrics-port",
      paramLabel = "N",
      description = {
        "Serves metrics for Prometheus at /metrics on this",
        "port of the loopback interface; 0 for any."
      })
  private @Nullable Integer metricsPort;

  @Mixin private AwsLoadOptions aws;

  @Mixin private ScenarioOptions changes;

  @Override
  public Integer call() throws InterruptedException {
    Output output = new Output(spec);
    LoadOptions options = new LoadOptions(spec, target, isDirect, folder, metricsPort, aws);
    try {
      Scenario scenario = ScenarioReader.read(scenarioFile, changes.overrides(List.of()));
      return LoadWork.of(options, scenario, output).run();
    } catch (InvalidInputException e) {
      output.problems(e);
      return ExitCode.BAD_INPUT;
    }
  }
}
