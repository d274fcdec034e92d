package dev.headroom.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.headroom.capacity.Consistency;
import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Problem;
import dev.headroom.source.Variables;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.Throughput;
import dev.headroom.traffic.ArrivalProcess;
import dev.headroom.traffic.Client;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.IndexTouch;
import dev.headroom.traffic.ItemAction;
import dev.headroom.traffic.KeyDistribution;
import dev.headroom.traffic.KeyDistribution.Weights.WeightedKey;
import dev.headroom.traffic.Load;
import dev.headroom.traffic.Operation;
import dev.headroom.traffic.RateShape;
import dev.headroom.traffic.RateShape.RatePoint;
import dev.headroom.traffic.RetryMode;
import dev.headroom.traffic.RetryPolicy;
import dev.headroom.traffic.Sdk;
import dev.headroom.traffic.SdkRelease;
import dev.headroom.traffic.SizeDistribution;
import dev.headroom.traffic.SizeDistribution.Values.WeightedSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it a run could answer for another traffic than the file declares. */
final class ScenarioReaderTest {

  private static final Path FOLDER = Path.of("src/test/resources/dev/headroom/scenario");

  private static final String TABLE =
      """
      table:
        name: t
        readCapacityUnits: 10
        writeCapacityUnits: 10
        partitionKey: id
        globalSecondaryIndexes:
          - {name: all, partitionKey: a, readCapacityUnits: 5, writeCapacityUnits: 5}
          - {name: keys, partitionKey: id, projection: KEYS_ONLY,
             readCapacityUnits: 5, writeCapacityUnits: 5}
      """;

  @TempDir Path temporary;

  @Test
  void read_fullFile_takesEveryKey() {
    Scenario scenario = ScenarioReader.read(FOLDER.resolve("full.yaml"));

    assertThat(scenario.name()).isEqualTo("orders-peak");
    assertThat(scenario.table().name()).isEqualTo("orders");
    assertThat(scenario.state())
        .isEqualTo(
            new InitialState(
                Duration.ofHours(2),
                0.5,
                20_000_000L,
                12L << 30,
                4,
                new Throughput(8000, 2000),
                new Throughput(3000, 1000)));
    assertThat(scenario.start()).isEqualTo(Instant.parse("2026-11-27T08:00:00Z"));
    assertThat(scenario.duration()).isEqualTo(Duration.ofHours(2));
    assertThat(scenario.seed()).isEqualTo(42);
    assertThat(scenario.trials()).isEqualTo(7);
    assertThat(scenario.profile().name()).isEqualTo("documented");
    assertThat(scenario.profile().tableBurstSeconds()).isEqualTo(200);
    assertThat(scenario.gates())
        .extracting(gate -> gate.expression())
        .containsExactly("throttled_requests < 0.1%", "failed_requests == 0");
  }

  @Test
  void read_fullFile_takesTheFirstFlowWhole() {
    Flow flow = ScenarioReader.read(FOLDER.resolve("full.yaml")).flows().getFirst();

    KeyDistribution zipf = new KeyDistribution.Zipf(5_000_000, 0.99);
    assertThat(flow)
        .isEqualTo(
            new Flow(
                "checkout",
                Operation.PUT_ITEM,
                ItemAction.PUT,
                Flow.Origin.CLIENT,
                null,
                new Load.Open(
                    new RateShape.Points(
                        List.of(minutes(0, 200), minutes(30, 1200), minutes(31, 0))),
                    Load.RateUnit.REQUESTS,
                    new ArrivalProcess.Bursty(4, Duration.ofMillis(500))),
                Consistency.EVENTUAL,
                0,
                1,
                new SizeDistribution.LogNormal(1229, 9216),
                new SizeDistribution.Uniform(200, 4096),
                zipf,
                Flow.SortKeys.INCREASING,
                List.of(
                    new IndexTouch(
                        "by-status",
                        1.5,
                        new SizeDistribution.Fixed(300),
                        new KeyDistribution.Weights(
                            List.of(
                                new WeightedKey("OPEN", 70),
                                new WeightedKey("PAID", 25),
                                new WeightedKey("SENT", 5)))),
                    new IndexTouch("by-customer", 1, null, new KeyDistribution.Uniform(20_000_000)),
                    new IndexTouch("by-total", 0, new SizeDistribution.Fixed(100), zipf)),
                new Client(
                    SdkRelease.newest(Sdk.BOTO3)
                        .policy(RetryMode.STANDARD)
                        .orElseThrow()
                        .withMaxAttempts(5),
                    4,
                    OptionalInt.empty(),
                    null,
                    Client.Resend.NEVER,
                    Client.OnGiveUp.STOP),
                Duration.ZERO,
                null));
  }

  @Test
  void read_fullFile_takesLoadsKeysAndSizes() {
    List<Flow> flows = ScenarioReader.read(FOLDER.resolve("full.yaml")).flows();

    assertThat(flows)
        .extracting(Flow::name)
        .containsExactly(
            "checkout",
            "order-page",
            "nightly-export",
            "BatchWriteItem",
            "BatchWriteItem-2",
            "GetItem");
    assertThat(flows.subList(1, 6))
        .extracting(Flow::load)
        .containsExactly(
            new Load.Open(
                new RateShape.Steps(List.of(minutes(0, 1), minutes(10, 3000))),
                Load.RateUnit.REQUESTS,
                new ArrivalProcess.Even()),
            new Load.Closed(4, Duration.ofMillis(10), OptionalLong.of(5000)),
            open(
                new RateShape.Spike(100, 900, Duration.ofMinutes(10), Duration.ofMinutes(2)),
                Load.RateUnit.WRITE_UNITS),
            open(new RateShape.Diurnal(1, 90, LocalTime.of(18, 0)), Load.RateUnit.REQUESTS),
            open(
                new RateShape.Trace(
                    "trace.csv",
                    List.of(minutes(0, 5), minutes(1, 25.5), minutes(2, 7), minutes(3, 0))),
                Load.RateUnit.READ_UNITS));
    assertThat(flows.subList(1, 6))
        .extracting(Flow::keys)
        .containsExactly(
            new KeyDistribution.Hotspot(0.8, 10, 1_000_000),
            new KeyDistribution.Partitions(List.of(1.0, 2.0, 3.0, 4.0)),
            new KeyDistribution.Rolling(365, 10_000),
            new KeyDistribution.Single("key"),
            new KeyDistribution.Single("2026"));
    assertThat(flows.get(1).itemSize())
        .isEqualTo(
            new SizeDistribution.Values(
                List.of(new WeightedSize(1024, 70), new WeightedSize(8192, 30))));
    assertThat(flows.get(2).after()).isEqualTo("checkout");
    assertThat(flows.get(2).start()).isEqualTo(Duration.ofMinutes(5));
    assertThat(flows.get(2).consistency()).isEqualTo(Consistency.STRONG);
    assertThat(flows.get(3).client().resend()).isEqualTo(Client.Resend.BACKOFF);
  }

  @Test
  void read_brokenFile_namesEveryProblemWithLineAndKey() {
    List<String> problems = problemsOf(FOLDER.resolve("broken.yaml"));

    assertThat(problems)
        .containsExactly(
            "1: apiVersion: is not supported yet: \"headroom/v2\"",
            "11: state.age: needs a unit, such as 250ms, 90s, 5m, 2h, 1d, not \"5\"",
            "12: state.burst: must be at most 1, not \"150%\"",
            "14: duraton: is not a known key; did you mean \"duration\"?",
            "15: duration: must be at most 1000d, not \"1001d\"",
            "16: seed: must be an integer such as 1, 42, not \"1.5\"",
            "17: trials: must be at least 1, not \"0\"",
            "18: era: must be now, a day or a month such as now, 2018-08-22, 2018-08, not"
                + " \"2018-13\"",
            "19: model[\"table.burstSecond\"]: is not a constant of the model; did you mean"
                + " \"table.burstSeconds\"?",
            "20: changes[0].index: is not an index of table orders; did you mean \"by-status\"?",
            "20: changes[0].maxReadRequestUnits: has no meaning for a table that is PROVISIONED",
            "20: changes[0].after: is neither a flow nor a change; known are writes, reads, loop,"
                + " Scan",
            "24: traffic[0].rate.points[2][1]: must not be negative: \"-5/s\"",
            "24: traffic[0].rate.points[3]: must be later than the time before it, 30m",
            "25: traffic[0].itemSize: must be at most 400KB, not \"401KB\"",
            "26: traffic[0].consistency: has a meaning for reads only",
            "27: traffic[0].keys: must have as many weights as the table has partitions, 3, not 2",
            "29: traffic[0].indexes.by-statsu: is not an index of table orders; did you mean"
                + " \"by-status\"?",
            "30: traffic[0].client.timeout: needs a unit, such as 250ms, 90s, 5m, 2h, 1d, not \"2\"",
            "32: traffic[1].operation: must be one of GetItem, BatchGetItem, Query, Scan, PutItem,"
                + " UpdateItem, DeleteItem, BatchWriteItem, TransactGetItems, TransactWriteItems,"
                + " ExecuteStatement, not \"GetItme\"",
            "33: traffic[1].rate: must be above 0",
            "34: traffic[1].readUnits: cannot stand beside rate; only one of them can be given",
            "35: traffic[1].after: makes a circle of flows that wait for each other",
            "36: traffic[2].name: is the name of an earlier flow",
            "38: traffic[2].itemsPerRequest: must be at most 25 for BatchWriteItem, not 26",
            "39: traffic[2].rate.spike.duration: is missing, such as duration: 2m",
            "40: traffic[2].keys.weights.a: must be above 0 and at most 1e15",
            "43: traffic[3].index: is not an index of table orders; did you mean \"by-status\"?",
            "44: traffic[3].cacheHitRatio: must be at most 1, not \"140%\"",
            "45: traffic[3].rate: must be a rate such as 800/s, 1.2k/s, 30/min, 100/h, not"
                + " \".nan\"",
            "46: traffic[3].after: makes a circle of flows that wait for each other",
            "48: traffic[4].clients.count: is out of range: \"99999999999\"",
            "49: traffic[4].itemSize.lognormal.p99: must not be below median",
            "50: traffic[4].after: is neither a flow nor a change; known are writes, reads, loop, Scan",
            "52: gates[0]: unknown metric \"throttled_reqests\"; did you mean"
                + " \"throttled_requests\"?");
  }

  static Stream<Arguments> read_oneFault_isToldWithItsPlace() {
    return Stream.of(
        arguments("{operation: GetItem}", "needs one of rate, readUnits, writeUnits, clients"),
        arguments("{rate: 5/s}", "traffic[0].operation: is missing, such as operation: PutItem"),
        arguments(
            "{operation: PutItem, readUnits: 5/s}",
            "traffic[0].readUnits: does not fit PutItem, which takes write units; use writeUnits"),
        arguments(
            "{operation: GetItem, clients: {count: 0}}",
            "traffic[0].clients.count: must be at least 1, not \"0\""),
        arguments(
            "{operation: GetItem, clients: {count: 2}, arrivals: even}",
            "traffic[0].arrivals: has a meaning beside a rate only, not beside clients"),
        arguments(
            "{operation: GetItem, rate: 5/s, arrivals: {bursty: {peakToMean: 1, length: 1s}}}",
            "traffic[0].arrivals.bursty.peakToMean: must be above 1"),
        arguments(
            "{operation: GetItem, rate: 5/s, index: all}",
            "traffic[0].index: has a meaning for Query and Scan only"),
        arguments(
            "{operation: Query, rate: 5/s, index: all, consistency: strong}",
            "traffic[0].consistency: must be eventual: a global secondary index has no other"),
        arguments(
            "{operation: TransactGetItems, rate: 5/s, consistency: strong}",
            "traffic[0].consistency: has no meaning for transactions, which have their own"),
        arguments(
            "{operation: GetItem, rate: 5/s, indexes: {all: {}}}",
            "traffic[0].indexes: has a meaning for writes only"),
        arguments(
            "{operation: GetItem, rate: 5/s, previousItemSize: 1KB}",
            "traffic[0].previousItemSize: has a meaning for writes only"),
        arguments(
            "{operation: GetItem, rate: 5/s, consistency: strong, cacheHitRatio: 0.4}",
            "traffic[0].cacheHitRatio: has no meaning for strong reads, which pass through a cache"),
        arguments(
            "{operation: TransactGetItems, rate: 5/s, cacheHitRatio: 0.4}",
            "traffic[0].cacheHitRatio: has a meaning for GetItem, BatchGetItem, Query, Scan only,"
                + " not for TransactGetItems"),
        arguments(
            "{operation: PutItem, rate: 5/s, cacheHitRatio: 0.4}",
            "traffic[0].cacheHitRatio: has a meaning for GetItem, BatchGetItem, Query, Scan only,"
                + " not for PutItem"),
        arguments(
            "{operation: BatchWriteItem, rate: 5/s, origin: replication}",
            "traffic[0].origin: must be client for BatchWriteItem: writes are replicated one by"
                + " one, as PutItem, UpdateItem or DeleteItem"),
        arguments(
            "{operation: PutItem, clients: {count: 1}, origin: replication}",
            "traffic[0].clients: has no meaning for replicated writes; use rate or writeUnits"),
        arguments(
            "{operation: PutItem, rate: 5/s, origin: replication, client: {sdk: boto3}}",
            "traffic[0].client: has no meaning for replicated writes, which the service makes"
                + " until they succeed"),
        arguments(
            "{operation: GetItem, rate: 5/s, itemsPerRequest: 2}",
            "traffic[0].itemsPerRequest: must be at most 1 for GetItem, not 2"),
        arguments(
            "{operation: TransactWriteItems, rate: 5/s, itemsPerRequest: 50, itemSize: 100KB}",
            "traffic[0].itemsPerRequest: is too much for TransactWriteItems, which ends at 4MB:"
                + " 50 items have 5,000 KB"),
        arguments(
            "{operation: PutItem, rate: 5/s, sortKeys: increasing}",
            "traffic[0].sortKeys: must be none: the table has no sort key"),
        arguments(
            "{operation: PutItem, rate: 2G/s}",
            "traffic[0].rate: must be at most 1G/s, not \"2G/s\""),
        arguments(
            "{operation: PutItem, rate: {points: []}}",
            "traffic[0].rate.points: must not be empty"),
        arguments(
            "{operation: PutItem, rate: {steps: [[0s, 0/s]]}}",
            "traffic[0].rate.steps: must be above 0 at some time"),
        arguments(
            "{operation: PutItem, rate: {points: [[0s]]}}",
            "traffic[0].rate.points[0]: must be a list [at, rate] such as [30m, 800/s],"
                + " not a list"),
        arguments(
            "{operation: PutItem, rate: {spike: {base: 9/s, peak: 5/s, at: 1m, duration: 1m}}}",
            "traffic[0].rate.spike.peak: must be above base"),
        arguments(
            "{operation: PutItem, rate: {diurnal: {low: 9/s, high: 5/s, peakAt: \"25:00\"}}}",
            "traffic[0].rate.diurnal.peakAt: must be a time of day such as 18:00,"
                + " not \"25:00\""),
        arguments(
            "{operation: PutItem, rate: [5/s]}",
            "traffic[0].rate: must be 800/s or the like, or a mapping with one of points, steps,"
                + " spike, diurnal, trace, not a list"),
        arguments(
            "{operation: PutItem, rate: 5/s, keys: zipff}",
            "traffic[0].keys: must be one of single, uniform, not \"zipff\""),
        arguments(
            "{operation: PutItem, rate: 5/s, keys: {hotspot: {share: 0, of: 5}}}",
            "traffic[0].keys.hotspot.share: must be above 0"),
        arguments(
            "{operation: PutItem, rate: 5/s, keys: {hotspot: {share: 1, of: 5, keys: 6}}}",
            "traffic[0].keys.hotspot.keys: must be at most the number of keys, 5"),
        arguments(
            "{operation: PutItem, rate: 5/s, keys: {weights: {}}}",
            "traffic[0].keys.weights: must not be empty"),
        arguments(
            "{operation: PutItem, rate: 5/s, keys: {partitions: [0, 0]}}",
            "traffic[0].keys.partitions: must have at least one weight above 0"),
        arguments(
            "{operation: PutItem, rate: 5/s, itemSize: {uniform: {min: 2KB, max: 1KB}}}",
            "traffic[0].itemSize.uniform.max: must not be below min"),
        arguments(
            "{operation: PutItem, rate: 5/s, itemSize: {values: {1KB: 1, 1024B: 2}}}",
            "traffic[0].itemSize.values.1024B: says the same as an earlier key"),
        arguments(
            "{operation: PutItem, rate: 5/s, itemSize: {values: {big: 1}}}",
            "traffic[0].itemSize.values.big: must be a size such as 200B, 1.5KB, 400KB, 12GB,"
                + " not \"big\""),
        arguments(
            "{operation: PutItem, rate: 5/s, indexes: {all: {writes: 2.5}}}",
            "traffic[0].indexes.all.writes: must be at most 2, not \"2.5\""),
        arguments(
            "{operation: PutItem, rate: 5/s, client: {sdk: none, mode: legacy}}",
            "traffic[0].client.mode: has no meaning for sdk none, which never retries"),
        arguments(
            "{operation: PutItem, rate: 5/s, client: {sdk: none, maxAttempts: 2}}",
            "traffic[0].client.maxAttempts: must be 1 for sdk none, which never retries"),
        arguments(
            "{operation: PutItem, rate: 5/s, client: {resendUnprocessed: true}}",
            "traffic[0].client.resendUnprocessed: has a meaning for batches only"),
        arguments(
            "{operation: PutItem, rate: 5/s, client: {sdk: none, baseDelay: 0s}}",
            "traffic[0].client.baseDelay: has no meaning for sdk none, which never retries"),
        arguments(
            "{operation: PutItem, rate: 5/s, client: {sdk: boto4}}",
            "traffic[0].client.sdk: must be an SDK such as java-v2, java-v1, boto3, boto3@1.43,"
                + " aws-cli, js-v2, js-v3, none, not \"boto4\""),
        arguments(
            "{operation: PutItem, rate: 5/s, client: {sdk: boto3@new}}",
            "traffic[0].client.sdk: must be an SDK such as java-v2, java-v1, boto3, boto3@1.43,"
                + " aws-cli, js-v2, js-v3, none, not \"boto3@new\""),
        arguments(
            "{operation: PutItem, rate: 5/s, client: {sdk: js-v3, mode: legacy}}",
            "traffic[0].client.mode: must be one of the modes of js-v3@3.1162, standard, adaptive,"
                + " not legacy"),
        arguments(
            "{operation: PutItem, rate: 5/s, client: {maxAttempts: 101}}",
            "traffic[0].client.maxAttempts: must be at most 100 for a flow with a rate, not 101"),
        arguments(
            "{operation: PutItem, clients: {count: 5}, client: {concurrency: 5}}",
            "traffic[0].client.concurrency: has a meaning beside a rate only; clients have one"
                + " request in flight each"),
        arguments(
            "{operation: PutItem, rate: {trace: nowhere.csv}}",
            "traffic[0].rate.trace: is no file: "));
  }

  @ParameterizedTest
  @MethodSource
  void read_oneFault_isToldWithItsPlace(String flow, String problem) {
    List<String> problems = problemsOf(TABLE + "traffic:\n  - " + flow);

    assertThat(problems).singleElement().asString().contains(problem);
  }

  static Stream<Arguments> read_faultOutsideTraffic_isToldWithItsPlace() {
    return Stream.of(
        arguments("traffic: []", "traffic: must not be empty"),
        arguments("traffic:", "traffic: is missing, such as a list of flows"),
        arguments("traffic: {operation: GetItem}", "traffic: must be a list, not a mapping"),
        arguments(flows() + "seed: 99999999999999999999", "seed: is out of range"),
        arguments(flows() + "trials: 1001", "trials: must be at most 1000"),
        arguments(flows() + "profile: optimistic", "profile: must be one of observed, documented"),
        arguments(flows() + "start: yesterday", "start: must be an instant such as"),
        arguments(flows() + "start: 2026-02-30T00:00:00Z", "start: must be an instant such as"),
        arguments(flows() + "duration: 0s", "duration: must be at least 1s, not \"0s\""),
        arguments(flows() + "state: {items: -1}", "state.items: must not be negative: \"-1\""),
        arguments(flows() + "state: {items: 1.5}", "state.items: must be a whole number"),
        arguments(flows() + "state: {partitions: 0}", "state.partitions: must be at least 1"),
        arguments(flows() + "tableName: other", "tableName: no table is called \"other\""),
        arguments(flows() + "apiVersion: v1", "apiVersion: must be headroom/v1, not \"v1\""),
        arguments(flows() + "name: 5", "name: must be text, not \"5\"; write it in quotes"));
  }

  @ParameterizedTest
  @MethodSource
  void read_faultOutsideTraffic_isToldWithItsPlace(String text, String problem) {
    assertThat(problemsOf(TABLE + text)).singleElement().asString().contains(problem);
  }

  private static String flows() {
    return "traffic: [{operation: GetItem, rate: 5/s}]\n";
  }

  @Test
  void read_flowAfterOneThatNeverEnds_isToldWithItsPlace() {
    String traffic =
        """
        traffic:
          - {name: first, operation: GetItem, rate: 5/s}
          - {operation: GetItem, rate: 5/s, after: first}
        """;

    assertThat(problemsOf(TABLE + traffic))
        .singleElement()
        .asString()
        .contains("traffic[1].after: never ends");
  }

  @Test
  void read_noScenario_saysSoInOneLine() {
    assertThat(problemsOf("apiVersion: core.oam.dev/v1beta1\nkind: Application\n"))
        .singleElement()
        .asString()
        .contains("is not a scenario");
    assertThat(problemsOf("[1, 2]")).singleElement().asString().contains("must be a mapping");
    assertThat(problemsOf(TABLE + flows() + "---\na: 1"))
        .singleElement()
        .asString()
        .contains("second document");
  }

  @Test
  void read_missingTableFile_namesTheScenariosKey() {
    assertThat(problemsOf("table: nowhere.yaml\n" + flows()))
        .singleElement()
        .asString()
        .startsWith("1: table: does not exist: ")
        .endsWith("nowhere.yaml");
  }

  @Test
  void read_tableFile_isFoundBesideTheScenario() throws IOException {
    Files.writeString(temporary.resolve("t.yaml"), TABLE.replaceAll("(?m)^table:\n|^  ", ""));
    Path file = temporary.resolve("peak.yaml");
    Files.writeString(file, "table: t.yaml\n" + flows());

    Scenario scenario = ScenarioReader.read(file);

    assertThat(scenario.table().name()).isEqualTo("t");
    assertThat(scenario.name()).isEqualTo("peak");
  }

  @Test
  void read_leastFile_printsEveryDefaultThatMayDecide() {
    Scenario scenario = read(TABLE + "traffic: [{operation: UpdateItem, rate: 5/s}]\n");

    assertThat(scenario.assumptions())
        .containsExactly(
            "state.age: the table has been idle for 1h, so its burst buckets are full",
            "UpdateItem: items have 1KB",
            "UpdateItem: requests spread evenly over 1,000,000 partition keys",
            "UpdateItem: the client is SDK java-v2 in retry mode legacy, at most 9 attempts",
            "UpdateItem: index all (projection ALL) takes 1 write per item, has entries as large"
                + " as the item, spreads them evenly over 1,000,000 keys",
            "UpdateItem: index keys (projection KEYS_ONLY) is not touched by this write",
            "duration: the run lasts 1h",
            "gates: none are given, so any throttled request fails");
    assertThat(scenario.state()).isEqualTo(InitialState.UNKNOWN);
    assertThat(scenario.seed()).isEqualTo(1);
    assertThat(scenario.trials()).isEqualTo(20);
    assertThat(scenario.profile().name()).isEqualTo("observed");
    assertThat(scenario.gates()).hasSize(1);
    assertThat(scenario.flows().getFirst().itemSize()).isEqualTo(new SizeDistribution.Fixed(1024));
    assertThat(scenario.flows().getFirst().previousItemSize()).isNull();
  }

  static Stream<Arguments> read_client_takesItsPresetAndWhatOverridesIt() {
    return Stream.of(
        arguments(
            "{sdk: js-v3}", 4, 1_000_000_000L, "js-v3@3.1162 in retry mode standard, at most 4"),
        arguments("{sdk: js-v3@3.899.0}", 3, 1_000_000_000L, "js-v3@3.899 in retry mode standard"),
        arguments("{sdk: js-v2}", 11, 50_000_000L, "js-v2 in retry mode legacy, at most 11"),
        arguments(
            "{sdk: boto3@1.50}",
            4,
            1_000_000_000L,
            "the retry rules of boto3@1.50 are not known; those of boto3@1.44 apply"),
        arguments("{sdk: aws-cli@1.45}", 10, 50_000_000L, "aws-cli@1.45 in retry mode legacy"),
        arguments("{mode: standard, maxAttempts: 9}", 9, 1_000_000_000L, "at most 9 attempts"),
        arguments("{baseDelay: 20ms}", 9, 20_000_000L, "java-v2 in retry mode legacy"),
        arguments("{baseDelay: 0s, maxAttempts: 3}", 3, 0L, "at most 3 attempts"));
  }

  @ParameterizedTest
  @MethodSource
  void read_client_takesItsPresetAndWhatOverridesIt(
      String client, int maxAttempts, long firstPauseNanos, String assumption) {
    Scenario scenario =
        read(TABLE + "traffic: [{operation: PutItem, rate: 5/s, client: " + client + "}]\n");

    RetryPolicy retries = scenario.flows().getFirst().client().retries();
    assertThat(retries.maxAttempts()).isEqualTo(maxAttempts);
    assertThat(retries.backoff().longestNanos(2)).isEqualTo(firstPauseNanos);
    assertThat(scenario.assumptions()).anyMatch(line -> line.contains(assumption));
  }

  @Test
  void read_clientThatRetriesAtOnceForEver_isTakenForClosedLoad() {
    Client client =
        read(TABLE
                + "traffic: [{operation: BatchWriteItem, clients: {count: 5}, client:"
                + " {baseDelay: 0s, jitter: none, maxAttempts: 1000000,"
                + " resendUnprocessed: batch-writer}}]\n")
            .flows()
            .getFirst()
            .client();

    assertThat(client.retries().maxAttempts()).isEqualTo(1_000_000);
    assertThat(client.retries().isRandom()).isFalse();
    assertThat(client.resend()).isEqualTo(Client.Resend.BATCH_WRITER);
  }

  static Stream<Arguments> read_noTrials_areOneOnlyWithoutChance() {
    String calm = "operation: GetItem, rate: 5/s, arrivals: even, client: {sdk: none}";
    return Stream.of(
        arguments("{" + calm + ", keys: single}", 1),
        arguments("{" + calm + ", keys: {uniform: {count: 9}}}", 20),
        arguments("{" + calm + ", keys: single, itemSize: {uniform: {min: 1B, max: 2B}}}", 20),
        arguments("{operation: GetItem, rate: 5/s, keys: single, client: {sdk: none}}", 20),
        arguments(
            "{operation: GetItem, clients: {count: 5}, keys: single, client: {sdk: none}}", 1),
        arguments(
            "{operation: GetItem, clients: {count: 5}, keys: single, client: {sdk: boto3@1.43}}",
            1),
        arguments("{operation: GetItem, clients: {count: 5}, keys: single}", 20));
  }

  @ParameterizedTest
  @MethodSource
  void read_noTrials_areOneOnlyWithoutChance(String flow, int trials) {
    assertThat(read(TABLE + "traffic: [" + flow + "]").trials()).isEqualTo(trials);
  }

  static Stream<Arguments> read_noTrialsAndOneHotKey_areOneOnlyWhereTheServiceDrawsNoLots() {
    String writes =
        "operation: PutItem, arrivals: even, keys: single, itemSize: 1KB, client: {sdk: none}";
    String reads = "operation: GetItem, arrivals: even, keys: single, client: {sdk: none}";
    String small = "traffic: [{rate: 5/s, " + writes + "}]\n";
    return Stream.of(
        arguments(small, 1),
        arguments("traffic: [{rate: 700/s, " + writes + "}]", 1),
        arguments("traffic: [{rate: 900/s, " + writes + "}]", 20),
        arguments("duration: 1m\ntraffic: [{rate: 900/s, " + writes + "}]", 1),
        arguments("profile: documented\ntraffic: [{rate: 900/s, " + writes + "}]", 1),
        arguments("model: {split.heat: OFF}\ntraffic: [{rate: 900/s, " + writes + "}]", 1),
        arguments(
            "traffic: [{rate: {points: [[0s, 1/s], [9m, 900/s], [20m, 1/s]]}, " + writes + "}]",
            20),
        // Each reader waits at least two milliseconds for an answer.
        arguments(
            "traffic: [{clients: {count: 2}, operation: GetItem, keys: single, client: {sdk: none}}]",
            1),
        arguments(
            "traffic: [{clients: {count: 20}, operation: GetItem, keys: single,"
                + " client: {sdk: none}}]",
            20),
        arguments("duration: 1m\ntraffic: [{rate: 4000/s, " + reads + "}]", 1),
        arguments("duration: 1m\ntraffic: [{rate: 5000/s, " + reads + "}]", 20),
        arguments("duration: 1m\ntraffic: [{rate: 5000/s, consistency: strong, " + reads + "}]", 1),
        arguments("state: {dataSize: 8GB, partitions: 1}\n" + small, 1),
        arguments("state: {dataSize: 9.5GB, partitions: 1}\n" + small, 20),
        arguments("state: {dataSize: 8.9GB, partitions: 1}\nduration: 7d\n" + small, 20),
        arguments("model: {gac.mode: ROUTER}\n" + small, 20),
        arguments("model: {gac.mode: ROUTER, gac.routers: 1}\n" + small, 1),
        arguments("era: 2018-04\n" + small, 20));
  }

  @ParameterizedTest
  @MethodSource
  void read_noTrialsAndOneHotKey_areOneOnlyWhereTheServiceDrawsNoLots(String rest, int trials) {
    String plain = "table: {name: t, readCapacityUnits: 10, writeCapacityUnits: 10}\n";
    assertThat(read(plain + rest).trials()).isEqualTo(trials);
  }

  static Stream<Arguments> read_noDuration_lastsUntilAllRatesHaveChanged() {
    return Stream.of(
        arguments("rate: 5/s", Duration.ofHours(1)),
        arguments("rate: 5/s, start: 20m", Duration.ofMinutes(25)),
        arguments("rate: {points: [[0s, 5/s], [90s, 9/s]]}", Duration.ofMinutes(7)),
        arguments(
            "rate: {spike: {base: 0/s, peak: 9/s, at: 10m, duration: 2m}}", Duration.ofMinutes(17)),
        arguments(
            "rate: {diurnal: {low: 1/s, high: 9/s, peakAt: \"12:00\"}}",
            Duration.ofMinutes(24 * 60 + 5)),
        arguments("clients: {count: 2}", Duration.ofHours(1)));
  }

  @ParameterizedTest
  @MethodSource
  void read_noDuration_lastsUntilAllRatesHaveChanged(String load, Duration duration) {
    Scenario scenario = read(TABLE + "traffic: [{operation: GetItem, " + load + "}]");

    assertThat(scenario.duration()).isEqualTo(duration);
  }

  @Test
  void read_flowAfterAnother_countsFromTheEndOfThatOne() {
    String traffic =
        """
        traffic:
          - {name: first, operation: GetItem, start: 1m,
             rate: {steps: [[0s, 5/s], [10m, 0/s]]}}
          - {operation: GetItem, rate: {steps: [[0s, 5/s], [20m, 0/s]]}, after: first}
        """;

    assertThat(read(TABLE + traffic).duration()).isEqualTo(Duration.ofMinutes(36));
  }

  @Test
  void read_weightsOfPartitions_tellTheirNumber() {
    Scenario scenario =
        read(TABLE + "traffic: [{operation: GetItem, rate: 5/s, keys: {partitions: [1, 2, 3]}}]");

    assertThat(scenario.state().partitions()).isEqualTo(3);
    assertThat(scenario.assumptions()).anyMatch(line -> line.startsWith("state.partitions: 3"));
  }

  @Test
  void read_weightsOfAnIndexsPartitions_tellItsNumberNotTheTables() {
    Scenario scenario =
        read(
            TABLE
                + "traffic: [{operation: PutItem, rate: 5/s, indexes: {all: {keys: {partitions: [1,"
                + " 2, 3]}}}}]");

    assertThat(scenario.state().partitions()).isNull();
    assertThat(scenario.weightedPartitions("all")).contains(3);
    assertThat(scenario.assumptions()).anyMatch(line -> line.startsWith("index all: 3 partitions"));
  }

  @Test
  void read_differentWeightsOfAnIndexsPartitions_areRefused() {
    String flows =
        """
        traffic:
          - {operation: PutItem, rate: 5/s, indexes: {all: {keys: {partitions: [1, 2, 3]}}}}
          - {operation: Query, index: all, rate: 5/s, keys: {partitions: [1, 2]}}
        """;

    assertThat(problemsOf(TABLE + flows))
        .singleElement()
        .asString()
        .contains("must have as many weights for the partitions of index all");
  }

  @Test
  void read_scanWithoutItems_readsAFullPage() {
    Scenario scenario = read(TABLE + "traffic: [{operation: Scan, rate: 5/s, itemSize: 2KB}]");

    assertThat(scenario.flows().getFirst().itemsPerRequest()).isEqualTo(512);
  }

  @Test
  void read_putOfANewItem_touchesEveryIndexOnce() {
    Flow flow =
        read(TABLE + "traffic: [{operation: PutItem, rate: 5/s, itemSize: 50B, keys: single}]")
            .flows()
            .getFirst();

    assertThat(flow.indexes())
        .containsExactly(
            new IndexTouch("all", 1, null, new KeyDistribution.Uniform(1_000_000)),
            new IndexTouch(
                "keys", 1, new SizeDistribution.Fixed(50), new KeyDistribution.Single("key")));
  }

  @Test
  void read_transaction_isTransactional() {
    Scenario scenario =
        read(TABLE + "traffic: [{operation: TransactGetItems, rate: 5/s, itemsPerRequest: 3}]");

    assertThat(scenario.flows().getFirst().consistency()).isEqualTo(Consistency.TRANSACTIONAL);
  }

  @Test
  void read_tableInSeveralFiles_isReadAsOneSetWithTheGivenValues() throws IOException {
    Files.writeString(
        temporary.resolve("template.yaml"),
        """
        Parameters:
          Reads: {Type: Number}
        Resources:
          Orders:
            Type: AWS::DynamoDB::Table
            Properties:
              TableName: orders
              AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
              KeySchema: [{AttributeName: id, KeyType: HASH}]
              ProvisionedThroughput: {ReadCapacityUnits: !Ref Reads, WriteCapacityUnits: 20}
        """);
    Files.writeString(
        temporary.resolve("target.yaml"),
        """
        Resources:
          Target:
            Type: AWS::ApplicationAutoScaling::ScalableTarget
            Properties:
              ServiceNamespace: dynamodb
              ResourceId: table/orders
              ScalableDimension: dynamodb:table:WriteCapacityUnits
              MinCapacity: 20
              MaxCapacity: 90
        """);
    Path file = temporary.resolve("s.yaml");
    Files.writeString(file, "table: [template.yaml, target.yaml]\n" + flows());
    ScenarioOverrides overrides =
        new ScenarioOverrides(
            null,
            null,
            null,
            List.of("table.writeCapacityUnits=30"),
            new Variables(Map.of("Reads", "70")),
            null);

    Scenario scenario = ScenarioReader.read(file, overrides);

    assertThat(scenario.table().capacity()).isEqualTo(new CapacityMode.Provisioned(70, 30));
    assertThat(scenario.table().autoScaling())
        .singleElement()
        .matches(scaling -> scaling.maxCapacityUnits() == 90);
    assertThatThrownBy(() -> ScenarioReader.read(file))
        .hasMessageContaining("which has no default; supply it with --var Reads=VALUE");
  }

  @Test
  void read_tableInFilesThatAreNotThere_namesEach() throws IOException {
    Path file = temporary.resolve("s.yaml");
    Files.writeString(file, "table: [a.yaml, b.yaml]\n" + flows());
    assertThatThrownBy(() -> ScenarioReader.read(file))
        .hasMessageContaining(file + ":1: table[0]: does not exist: ")
        .hasMessageContaining(file + ":1: table[1]: does not exist: ");

    Files.writeString(file, "table: []\n" + flows());
    assertThatThrownBy(() -> ScenarioReader.read(file))
        .hasMessage(file + ":1: table: must name at least one file");

    Files.writeString(file, "table: !Ref Orders\n" + flows());
    assertThatThrownBy(() -> ScenarioReader.read(file))
        .hasMessage(file + ":1: table: must be text, not a value with the YAML tag !Ref");
  }

  @Test
  void read_overrides_winOverTheFile() throws IOException {
    Path file = temporary.resolve("s.yaml");
    Files.writeString(file, TABLE + flows() + "seed: 5\n");

    Scenario scenario =
        ScenarioReader.read(
            file,
            new ScenarioOverrides(
                77L,
                3,
                "documented",
                List.of(
                    "traffic[0].rate=900/s",
                    "traffic[0].keys={zipf: {count: 5k}}",
                    "model.table.burstSeconds=60",
                    "state.items=5k",
                    "table.writeCapacityUnits=200",
                    "table.globalSecondaryIndexes.all.writeCapacityUnits=70"),
                Variables.NONE,
                null));

    assertThat(scenario.seed()).isEqualTo(77);
    assertThat(scenario.trials()).isEqualTo(3);
    assertThat(scenario.profile().name()).isEqualTo("documented");
    assertThat(scenario.profile().tableBurstSeconds()).isEqualTo(60);
    assertThat(scenario.state().items()).isEqualTo(5000);
    assertThat(scenario.flows().getFirst().keys()).isEqualTo(new KeyDistribution.Zipf(5000, 0.99));
    assertThat(scenario.flows().getFirst().load())
        .isEqualTo(open(new RateShape.Constant(900), Load.RateUnit.REQUESTS));
    assertThat(scenario.table().capacity()).isEqualTo(new CapacityMode.Provisioned(10, 200));
    assertThat(scenario.table().globalSecondaryIndexes().getFirst().capacity())
        .isEqualTo(new CapacityMode.Provisioned(5, 70));
  }

  @Test
  void read_overridesOfATableFile_changeTheTableThatWasRead() throws IOException {
    Files.writeString(temporary.resolve("t.yaml"), TABLE.replaceAll("(?m)^table:\n|^  ", ""));
    Path file = temporary.resolve("s.yaml");
    Files.writeString(file, "table: t.yaml\n" + flows());

    Scenario more =
        ScenarioReader.read(
            file,
            ScenarioOverrides.ofSettings(
                "table.readCapacityUnits=1.5k",
                "table.globalSecondaryIndexes.all.writeCapacityUnits=70"));
    Scenario onDemand =
        ScenarioReader.read(
            file,
            ScenarioOverrides.ofSettings(
                "table.billingMode=PAY_PER_REQUEST", "table.maxWriteRequestUnits=500"));

    assertThat(more.table().capacity()).isEqualTo(new CapacityMode.Provisioned(1500, 10));
    assertThat(more.table().globalSecondaryIndexes().getFirst().capacity())
        .isEqualTo(new CapacityMode.Provisioned(5, 70));
    assertThat(onDemand.table().capacity())
        .isEqualTo(new CapacityMode.OnDemand(OptionalLong.empty(), OptionalLong.of(500)));
    assertThat(onDemand.table().globalSecondaryIndexes().getLast().capacity())
        .isEqualTo(new CapacityMode.OnDemand(OptionalLong.empty(), OptionalLong.empty()));
  }

  /** So does the service where its API is used (Developer Guide, switching.capacitymode). */
  @Test
  void read_scaledTableSetToOnDemand_keepsItsScalingAndSaysThatItIsIdle() throws IOException {
    Files.writeString(
        temporary.resolve("t.yaml"),
        """
        name: t
        readCapacityUnits: 10
        writeCapacityUnits: 10
        autoScaling: {write: {min: 5, max: 50, targetPercent: 70}}
        """);
    Path file = temporary.resolve("s.yaml");
    Files.writeString(file, "table: t.yaml\n" + flows());
    String idle = "table: autoScaling does not act while the billing mode is PAY_PER_REQUEST";

    Scenario onDemand =
        ScenarioReader.read(
            file, ScenarioOverrides.ofSettings("table.billingMode=PAY_PER_REQUEST"));

    assertThat(onDemand.table().autoScaling()).hasSize(1);
    assertThat(onDemand.assumptions()).contains(idle);
    assertThat(ScenarioReader.read(file).assumptions()).doesNotContain(idle);
  }

  static Stream<Arguments> read_faultyOverride_isToldAsSuch() {
    return Stream.of(
        arguments("traffic[0].rate=fast", "--set: traffic[0].rate: must be a rate such as"),
        arguments("traffic[7].rate=5/s", "--set: traffic[7].rate: cannot be set: there is no"),
        arguments("traffic[0].rat=5/s", "--set: traffic[0].rat: is not a known key; did you"),
        arguments("traffic[0].rate.x=5/s", "--set: traffic[0].rate.x: cannot be set: what holds"),
        arguments("table.size=5", "--set: table.size: cannot be set on a table; known are"),
        arguments("table.readCapacityUnits=0", "--set: table.readCapacityUnits: must be at least"),
        arguments(
            "table.globalSecondaryIndexes.al.readCapacityUnits=5",
            "--set: table.globalSecondaryIndexes.al.readCapacityUnits: is not an index of table t;"
                + " did you mean \"all\"?"),
        arguments("table.maxReadRequestUnits=5", "has no meaning for a table that is PROVISIONED"),
        arguments("table.billingMode=FREE", "must be one of PROVISIONED, PAY_PER_REQUEST"),
        arguments("seed", "--set: must be key=value such as traffic[0].rate=900/s, not \"seed\""),
        arguments("seed=", "--set: seed: has no value"),
        arguments("seed=[1", "--set: seed: has a value that is not YAML"),
        arguments("a..b=1", "--set: must be key=value"));
  }

  @ParameterizedTest
  @MethodSource
  void read_faultyOverride_isToldAsSuch(String setting, String problem) throws IOException {
    Files.writeString(temporary.resolve("t.yaml"), TABLE.replaceAll("(?m)^table:\n|^  ", ""));
    Path file = temporary.resolve("s.yaml");
    Files.writeString(file, "table: t.yaml\n" + flows());

    InvalidInputException thrown =
        catchThrowableOfType(
            InvalidInputException.class,
            () -> ScenarioReader.read(file, ScenarioOverrides.ofSettings(setting)));

    assertThat(thrown.problems()).singleElement().asString().contains(problem);
  }

  @Test
  void read_gateWithSelectorInNoQuotes_isTheSameGate() {
    String unquoted = "gates:\n  - latency_p99{flow: GetItem} < 25ms # fast\n";
    String quoted = "gates: ['latency_p99{flow: GetItem} < 25ms']\n";

    assertThat(read(TABLE + flows() + unquoted).gates())
        .isEqualTo(read(TABLE + flows() + quoted).gates());
  }

  static Stream<Arguments> read_gateThatIsAMapping_isNamed() {
    return Stream.of(
        arguments("latency_p99{flow: nobody} < 25ms", "gates[0]: selects the flow \"nobody\""),
        arguments("latency_p99{flow: GetItem < 25ms", "gates[0]: must be a metric, an operator"),
        arguments("latency_p99: 25ms", "gates[0]: must be text, not a mapping"),
        arguments("{\"a{b\": c, d: e}", "gates[0]: must be text, not a mapping"));
  }

  @ParameterizedTest
  @MethodSource
  void read_gateThatIsAMapping_isNamed(String gate, String problem) {
    assertThat(problemsOf(TABLE + flows() + "gates:\n  - " + gate + "\n"))
        .singleElement()
        .asString()
        .contains(problem);
  }

  static Stream<Arguments> read_tooMuch_isRefused() {
    String flow = "traffic: [{operation: PutItem, rate: 5/s}]\n";
    String name = "n".repeat(201);
    return Stream.of(
        arguments(
            "traffic: [{operation: PutItem, rate: 1G/s}]\nduration: 30d\n", "30d with 1 flow"),
        arguments(
            "traffic: [{operation: PutItem, clients: {count: 1M}}]\n".replace("1M", "1000000"),
            "1h with 1 flow"),
        arguments(
            "traffic: [{operation: PutItem, rate: 1G/s, keys: {rolling: {count: 9, run: 1}}}]\n",
            "1h with 1 flow"),
        arguments(flow + "duration: 7d\ntrials: 1000\n", "at most 43 trials are possible"),
        arguments(flow + "state: {dataSize: 1000000TB}\n", "partitions by its capacity, peak or"),
        arguments(flow + "state: {partitions: 100001}\n", "must be at most 100000"),
        arguments(flow + "name: " + name + "\n", "must have at most 200 characters, not 201"));
  }

  @ParameterizedTest
  @MethodSource
  void read_tooMuch_isRefused(String text, String problem) {
    assertThat(problemsOf(TABLE + text)).singleElement().asString().contains(problem);
  }

  @Test
  void read_largeRunWithoutTrials_takesAsManyAsFit() {
    Scenario scenario =
        read(
            TABLE
                + "duration: 30d\nstate: {partitions: 800}\n"
                + "traffic: [{operation: GetItem, rate: 5/s}, {operation: Scan, rate: 1/min}]\n");

    assertThat(scenario.trials()).isBetween(1, 19);
    assertThat(scenario.assumptions())
        .contains("trials: " + scenario.trials() + " instead of 20, because the run is large");
  }

  @Test
  void isScenario_thatIsNoYaml_tellsByItsFirstKey() throws IOException {
    Path file = temporary.resolve("s.yaml");
    Files.writeString(file, "# Peak\napiVersion: headroom/v1\n\ttable: t\n");

    assertThat(ScenarioReader.isScenario(file)).isTrue();
  }

  @Test
  void isScenario_tellsByContent() throws IOException {
    Path table = temporary.resolve("t.yaml");
    Files.writeString(table, "name: t\nbillingMode: PAY_PER_REQUEST\n");

    assertThat(ScenarioReader.isScenario(FOLDER.resolve("full.yaml"))).isTrue();
    assertThat(ScenarioReader.isScenario(FOLDER.resolve("broken.yaml"))).isTrue();
    assertThat(ScenarioReader.isScenario(table)).isFalse();
    assertThat(ScenarioReader.isScenario(temporary.resolve("nowhere.yaml"))).isFalse();
  }

  private static Scenario read(String text) {
    return ScenarioReader.read(Path.of("s.yaml"), text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> problemsOf(String text) {
    return lines(catchThrowableOfType(InvalidInputException.class, () -> read(text)));
  }

  private static List<String> problemsOf(Path file) {
    return lines(
        catchThrowableOfType(InvalidInputException.class, () -> ScenarioReader.read(file)));
  }

  private static List<String> lines(InvalidInputException thrown) {
    return thrown.problems().stream().map(ScenarioReaderTest::line).toList();
  }

  private static String line(Problem problem) {
    return problem.location().line()
        + ": "
        + (problem.location().key().isEmpty() ? "" : problem.location().key() + ": ")
        + problem.message();
  }

  private static RatePoint minutes(long minutes, double perSecond) {
    return new RatePoint(Duration.ofMinutes(minutes), perSecond);
  }

  private static Load open(RateShape rate, Load.RateUnit unit) {
    return new Load.Open(rate, unit, new ArrivalProcess.Poisson());
  }

  @Test
  void read_statementOfAnotherOperation_isAProblem() {
    InvalidInputException e =
        catchThrowableOfType(
            InvalidInputException.class,
            () ->
                ScenarioReader.read(
                    Path.of("s.yaml"),
                    """
                    table: {name: orders, billingMode: PAY_PER_REQUEST, partitionKey: id}
                    traffic:
                      - {operation: PutItem, statement: INSERT, rate: 1/s}
                      - {operation: ExecuteStatement, statement: insert, rate: 1/s}
                      - {operation: ExecuteStatement, statement: UPDATE, readUnits: 1/s}
                      - {operation: ExecuteStatement, statement: INSERT, previousItemSize: 1KB, rate: 1/s}
                    """
                        .getBytes(StandardCharsets.UTF_8)));

    assertThat(e.problems().stream().map(Problem::toString))
        .satisfiesExactly(
            first -> assertThat(first).contains("has a meaning for ExecuteStatement only"),
            second -> assertThat(second).contains("must be one of SELECT, INSERT, UPDATE, DELETE"),
            third -> assertThat(third).contains("takes write units; use writeUnits"),
            fourth -> assertThat(fourth).contains("has no meaning for an INSERT"));
  }

  @ParameterizedTest
  @CsvSource({
    "PutItem, 'must be at least 1 for PutItem, which names its items'",
    "BatchGetItem, 'must be at least 1 for BatchGetItem, which names its items'",
    "Scan, 'must be at least 1, since the table has items'"
  })
  void read_noItemsPerRequest_isForPagesThatFindNothing(String operation, String message) {
    String text =
        """
        table: {name: orders, billingMode: PAY_PER_REQUEST, partitionKey: id}
        state: {items: 10}
        traffic:
          - {operation: %s, itemsPerRequest: 0, rate: 1/s}
        """;
    InvalidInputException e =
        catchThrowableOfType(
            InvalidInputException.class,
            () ->
                ScenarioReader.read(
                    Path.of("s.yaml"), text.formatted(operation).getBytes(StandardCharsets.UTF_8)));

    assertThat(e.problems()).extracting(Problem::message).containsExactly(message);
    Scenario query =
        ScenarioReader.read(
            Path.of("s.yaml"), text.formatted("Query").getBytes(StandardCharsets.UTF_8));
    assertThat(query.flows().getFirst().itemsPerRequest()).isZero();
  }
}
