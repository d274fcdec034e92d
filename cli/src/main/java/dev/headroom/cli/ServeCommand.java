package dev.headroom.cli;

import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.ServiceLimits;
import dev.headroom.document.Problems;
import dev.headroom.endpoint.ThrottlingEndpoint;
import dev.headroom.endpoint.upstream.EmbeddedUpstream;
import dev.headroom.endpoint.upstream.HttpUpstream;
import dev.headroom.endpoint.upstream.StatelessUpstream;
import dev.headroom.endpoint.upstream.Upstream;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.ScenarioReader;
import dev.headroom.source.TableFiles;
import dev.headroom.table.Table;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headroom serve}: a DynamoDB endpoint that throttles. */
@Command(
    name = "serve",
    sortOptions = false,
    description =
        "Serves DynamoDB's API on this machine, and throttles as DynamoDB would with"
            + " the capacity that tables have.")
final class ServeCommand implements Callable<Integer> {

  private static final int MAX_PORT = 65_535;

  /** What the image of the application must not redistribute. */
  private static final String EMBEDDED_STORE =
      "/software/amazon/dynamodb/services/local/server/LocalDynamoDBRequestHandler.class";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = {
        "Scenarios and table files of any accepted format:",
        "their tables are there from the start. Others are",
        "made by clients."
      })
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port; 0 for any that is free. Default: ${DEFAULT-VALUE}")
  private int port = 8_000;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = {
        "Address to listen on. Anything but loopback lets",
        "others on the network read and write without a",
        "password. Default: ${DEFAULT-VALUE}"
      })
  private String bind = "127.0.0.1";

  @Option(
      names = "--upstream",
      paramLabel = "embedded|none|URL",
      description = {
        "What stores: an embedded DynamoDB Local, nothing",
        "at all (for tests of capacity alone), or another",
        "store at a URL. Default: ${DEFAULT-VALUE}"
      })
  private String upstream = "embedded";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder for the embedded store's data, instead of memory.")
  private @Nullable Path data;

  @Option(
      names = "--item-size",
      paramLabel = "BYTES",
      description = {
        "Size of every item that is read from upstream",
        "none. Default: ${DEFAULT-VALUE}"
      })
  private int itemSizeBytes = 1_024;

  @Option(
      names = "--scale",
      paramLabel = "SHARE",
      description = {
        "Declared capacity counts for so much of itself:",
        "with 0.01 a table of 40,000 units throttles at",
        "400. Default: ${DEFAULT-VALUE}"
      })
  private double scale = 1;

  @Option(
      names = "--profile",
      paramLabel = "P",
      description = {
        "How the service behaves: observed (fits",
        "published measurements; the default) or",
        "documented (AWS's text taken literally)."
      })
  private @Nullable String profile;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides on which partition a key lies. Default: 1")
  private @Nullable Long seed;

  @Option(
      names = "--error-probability",
      paramLabel = "P",
      defaultValue = "${env:DYNAMODB_ERROR_PROBABILITY:-0}",
      description = {
        "So many requests are throttled whatever capacity",
        "is left, 0 to 1. Default:",
        "$DYNAMODB_ERROR_PROBABILITY, else 0"
      })
  private double errorProbability;

  @Option(
      names = "--read-error-probability",
      paramLabel = "P",
      defaultValue = "${env:DYNAMODB_READ_ERROR_PROBABILITY:-0}",
      description = {
        "The same of reads alone. Default:",
        "$DYNAMODB_READ_ERROR_PROBABILITY, else 0"
      })
  private double readErrorProbability;

  @Option(
      names = "--write-error-probability",
      paramLabel = "P",
      defaultValue = "${env:DYNAMODB_WRITE_ERROR_PROBABILITY:-0}",
      description = {
        "The same of writes alone. Default:",
        "$DYNAMODB_WRITE_ERROR_PROBABILITY, else 0"
      })
  private double writeErrorProbability;

  @Option(
      names = "--show-keys",
      description = "Shows keys of real traffic as they are, instead of hashes.")
  private boolean showKeys;

  @Mixin private VariableOptions variables;

  @Override
  public Integer call() throws InterruptedException {
    checkOptions();
    Output output = new Output(spec);
    ThrottlingEndpoint.Builder builder = ThrottlingEndpoint.builder().port(port).bind(bind);
    Problems problems = new Problems();
    List<Table> tables = declare(builder, problems);
    problems.list().forEach(problem -> output.problem(problem.toString()));
    if (!problems.isEmpty()) {
      return ExitCode.BAD_INPUT;
    }
    try {
      Upstream store = store();
      ThrottlingEndpoint endpoint = builder.upstream(store).start();
      Interruption.onInterrupt(
          () -> {
            endpoint.close();
            return ExitCode.PASSED;
          });
      output.print(greeting(endpoint, store, tables));
      warnOfOthers(output);
      endpoint.join();
      return ExitCode.PASSED;
    } catch (IOException e) {
      output.problem(String.valueOf(e.getMessage()));
      return ExitCode.BAD_INPUT;
    }
  }

  private void checkOptions() {
    check(port >= 0 && port <= MAX_PORT, "--port must be from 0 to " + MAX_PORT + ": " + port);
    check(
        itemSizeBytes >= StatelessUpstream.MIN_ITEM_BYTES
            && itemSizeBytes <= ServiceLimits.ITEM_MAX_BYTES,
        "--item-size must be from %d to %d: %d"
            .formatted(
                StatelessUpstream.MIN_ITEM_BYTES, ServiceLimits.ITEM_MAX_BYTES, itemSizeBytes));
    check(scale > 0 && scale <= 1, "--scale must be above 0 and at most 1: " + scale);
    for (double probability :
        new double[] {errorProbability, readErrorProbability, writeErrorProbability}) {
      check(
          probability >= 0 && probability <= 1,
          "An error probability must be from 0 to 1: " + probability);
    }
    check(
        profile == null || ModelProfile.names().contains(profile),
        "--profile must be " + String.join(" or ", ModelProfile.names()) + ": " + profile);
  }

  private void check(boolean isRight, String message) {
    if (!isRight) {
      throw misuse(message);
    }
  }

  private List<Table> declare(ThrottlingEndpoint.Builder builder, Problems problems) {
    List<Table> declared = new ArrayList<>();
    List<Path> tableFiles = new ArrayList<>();
    for (Path file : files) {
      if (ScenarioReader.isScenario(file)) {
        Scenario scenario = ScenarioReader.read(file);
        builder.scenario(scenario);
        declared.add(scenario.table());
      } else {
        tableFiles.add(file);
      }
    }
    if (!tableFiles.isEmpty()) {
      for (Table table : TableFiles.read(tableFiles, variables.variables(), problems)) {
        builder.table(table);
        declared.add(table);
      }
    }
    if (seed != null) {
      builder.seed(seed);
    }
    if (profile != null) {
      builder.profile(ModelProfile.named(profile));
    }
    builder
        .scale(scale)
        .showKeys(showKeys)
        .errorProbability(
            either(errorProbability, readErrorProbability),
            either(errorProbability, writeErrorProbability));
    return declared;
  }

  /** The probability that at least one of two things happens. */
  private static double either(double one, double other) {
    return 1 - (1 - one) * (1 - other);
  }

  private Upstream store() throws IOException {
    return switch (upstream) {
      case "embedded" -> {
        check(
            ServeCommand.class.getResource(EMBEDDED_STORE) != null,
            "No store is embedded here: --upstream must be none, or a URL such as"
                + " http://dynamodb-local:8000");
        yield new EmbeddedUpstream(data);
      }
      case "none" -> new StatelessUpstream(itemSizeBytes);
      default -> {
        URI uri = Urls.http(upstream);
        if (uri == null) {
          throw misuse(
              "--upstream must be embedded, none, or a URL such as http://localhost:4566: "
                  + upstream);
        }
        check(
            !uri.getHost().endsWith(".amazonaws.com"),
            "--upstream cannot be AWS, which checks the signatures of requests and throttles by"
                + " itself: "
                + upstream);
        yield new HttpUpstream(uri);
      }
    };
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static String greeting(ThrottlingEndpoint endpoint, Upstream store, List<Table> tables) {
    StringBuilder text = new StringBuilder();
    text.append("DynamoDB endpoint  ").append(endpoint.uri()).append('\n');
    text.append("Live page          ").append(endpoint.uri()).append("/headroom\n");
    text.append("Metrics            ").append(endpoint.uri()).append("/metrics\n");
    text.append("Store              ").append(store.description()).append('\n');
    for (Table table : tables) {
      text.append("Table              ").append(table.name()).append('\n');
    }
    return text.append("Ctrl-C ends it.\n").toString();
  }

  private void warnOfOthers(Output output) throws UnknownHostException {
    if (!Arrays.stream(InetAddress.getAllByName(bind)).allMatch(InetAddress::isLoopbackAddress)) {
      output
          .err()
          .println(
              "warning: listening on "
                  + bind
                  + ", so everyone who reaches this machine can read and write its tables");
      output.err().flush();
    }
  }
}
