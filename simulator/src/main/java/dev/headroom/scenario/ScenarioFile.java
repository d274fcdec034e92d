package dev.headroom.scenario;

import dev.headroom.capacity.Era;
import dev.headroom.cost.ReservedCapacity;
import dev.headroom.document.Node;
import dev.headroom.scenario.ScalarFormat.Bytes;
import dev.headroom.scenario.ScalarFormat.Count;
import dev.headroom.scenario.ScalarFormat.PerSecond;
import dev.headroom.scenario.ScalarFormat.SdkName;
import dev.headroom.scenario.ScalarFormat.Share;
import dev.headroom.scenario.ScalarFormat.Text;
import dev.headroom.traffic.Backoff.Jitter;
import dev.headroom.traffic.Client.OnGiveUp;
import dev.headroom.traffic.Client.Resend;
import dev.headroom.traffic.Flow.Origin;
import dev.headroom.traffic.Flow.SortKeys;
import dev.headroom.traffic.ItemAction;
import dev.headroom.traffic.Operation;
import dev.headroom.traffic.RetryMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The scenario file as it stands: one record per mapping, one component per key. {@link FileBinder}
 * fills it, the schema and the reference are generated from it, so none of them can know a key that
 * the others do not. A component is null where the key is absent or its value is faulty.
 */
record ScenarioFile(
    @Key(
            value = "Version of this format",
            defaults = "`headroom/v1`",
            example = "headroom/v1",
            notYet = "headroom/v[2-9].*")
        @Nullable Given<FileVersion> apiVersion,
    @Key(
            value = "Name of the scenario in reports",
            defaults = "the file's name without extension",
            example = "orders-peak")
        @Nullable Given<String> name,
    @Key(
            value =
                "The table under test: a file of any accepted format or a folder of such files,"
                    + " relative to the scenario, a live table such as"
                    + " `aws:orders?region=eu-west-1`, a list of them, or the table itself",
            example = "orders.yaml",
            required = true)
        @Nullable Node table,
    @Key(
            value =
                "Which table of the files is meant, where they hold several; with its Region, as in"
                    + " `orders (eu-west-1)`, where only that tells them apart",
            defaults = "the only one",
            example = "orders")
        @Nullable Given<String> tableName,
    @Key(
            value = "What the table looks like when the run starts",
            example = "{items: 20M, dataSize: 12GB}")
        @Nullable Given<StateFile> state,
    @Key(
            value =
                "The instant at which the run starts; matters for daily shapes and scheduled"
                    + " actions",
            defaults = "`2026-01-01T00:00:00Z`",
            example = "2026-11-27T08:00:00Z")
        @Nullable Given<Instant> start,
    @Key(
            value = "Length of the run",
            defaults =
                "5 minutes more than the last change of any rate; a day where a rate is `diurnal`;"
                    + " `1h` where all rates are constant",
            example = "2h",
            min = "1s",
            max = "1000d")
        @Nullable Given<Duration> duration,
    @Key(
            value = "Seed of all chance; the same seed gives the same outcome",
            defaults = "`1`",
            example = "42")
        @Nullable Given<Long> seed,
    @Key(
            value = "How many runs with different seeds the bands and gates rest on",
            defaults = "`1` where nothing is random, else `20`, or fewer where a run is large",
            example = "20",
            min = "1",
            max = "1000")
        @Nullable Given<Integer> trials,
    @Key(
            value =
                "Which reading of the service's behaviour holds: what AWS documents, or what was"
                    + " observed",
            defaults = "`observed`",
            example = "documented")
        @Nullable Given<Profile> profile,
    @Key(
            value =
                "The service as it was on a day, or on the first of a month, to replay what ran"
                    + " then",
            defaults = "`now`",
            example = "2018-08")
        @Nullable Given<Era> era,
    @Key(
            value = "Constants of the model that differ from the profile, by name",
            example = "{table.burstSeconds: 300}")
        @Nullable Given<Map<String, Given<Text>>> model,
    @Key(value = "The flows of requests that the table meets", required = true, isFilled = true)
        @Nullable Given<List<Given<FlowFile>>> traffic,
    @Key(
            value = "Changes of the table's settings during the run",
            defaults = "none",
            example = "[{at: 25m, writeCapacityUnits: 1500}]")
        @Nullable Given<List<Given<ChangeFile>>> changes,
    @Key(
            value = "How the table is paid for",
            defaults = "list prices, without any discount",
            example = "{region: eu-west-1, freeTier: true}")
        @Nullable Given<CostFile> cost,
    @Key(
            value = "Thresholds that the outcome must hold",
            defaults = "`[throttled_requests == 0]`",
            example = "[throttled_requests < 0.1%, failed_requests == 0]")
        @Nullable Given<List<Given<String>>> gates) {

  /** Versions of the format. */
  enum FileVersion {
    V1
  }

  /** Names of profiles. */
  enum Profile {
    OBSERVED,
    DOCUMENTED
  }

  /** What a PartiQL statement does. */
  enum Statement {
    SELECT(ItemAction.READ),
    INSERT(ItemAction.PUT),
    UPDATE(ItemAction.UPDATE),
    DELETE(ItemAction.DELETE);

    private final ItemAction action;

    Statement(ItemAction action) {
      this.action = action;
    }

    ItemAction action() {
      return action;
    }
  }

  /** Consistency that a flow can ask for. */
  enum ReadConsistency {
    EVENTUAL,
    STRONG
  }

  /** Key distributions that need no numbers. */
  enum KeysWord {
    SINGLE,
    UNIFORM
  }

  /** Arrival processes that need no numbers. */
  enum ArrivalsWord {
    POISSON,
    EVEN
  }

  /** The key {@code state}. */
  record StateFile(
      @Key(
              value =
                  "How long the table has been idle at its present capacity; fills the burst"
                      + " buckets accordingly",
              defaults = "from the table's creation date if `start` is given, else `1h`",
              example = "1h",
              min = "0s",
              max = "36500d")
          @Nullable Given<Duration> age,
      @Key(
              value = "Share of the burst buckets that is full; wins over `age`",
              defaults = "what `age` makes of it",
              example = "50%",
              max = "1")
          @Nullable Given<Share> burst,
      @Key(
              value = "Number of items",
              defaults = "the table's item count if its file knows it",
              example = "20M",
              max = "1000000G")
          @Nullable Given<Count> items,
      @Key(
              value = "Size of all items",
              defaults = "the table's size if its file knows it",
              example = "12GB",
              max = "1000000TB")
          @Nullable Given<Bytes> dataSize,
      @Key(
              value = "Number of partitions",
              defaults = "derived from capacity and size",
              example = "4",
              min = "1",
              max = "100000")
          @Nullable Given<Integer> partitions,
      @Key(
              value = "The highest traffic that the table has served, per second",
              example = "{reads: 8k/s, writes: 2k/s}")
          @Nullable Given<PeakFile> previousPeak,
      @Key(
              value = "The highest capacity that was ever provisioned",
              example = "{reads: 3000, writes: 1000}")
          @Nullable Given<ProvisionedFile> everProvisioned) {}

  /** The key {@code state.previousPeak}. */
  record PeakFile(
      @Key(value = "Read units", defaults = "`0/s`", example = "8k/s", max = "1G/s")
          @Nullable Given<PerSecond> reads,
      @Key(value = "Write units", defaults = "`0/s`", example = "2k/s", max = "1G/s")
          @Nullable Given<PerSecond> writes) {}

  /** The key {@code state.everProvisioned}. */
  record ProvisionedFile(
      @Key(value = "Read capacity units", defaults = "`0`", example = "3000", max = "1G")
          @Nullable Given<Count> reads,
      @Key(value = "Write capacity units", defaults = "`0`", example = "1000", max = "1G")
          @Nullable Given<Count> writes) {}

  /** The key {@code cost}. */
  record CostFile(
      @Key(
              value = "The Region whose prices hold",
              defaults = "the table's Region if its file names it, else `us-east-1`",
              example = "eu-west-1")
          @Nullable Given<String> region,
      @Key(
              value =
                  "Whether this table has the account's whole monthly free tier: 25 read and 25"
                      + " write capacity units and 25 GB of the table class Standard",
              defaults = "`false`",
              example = "true")
          @Nullable Given<Boolean> freeTier,
      @Key(
              value = "Reserved capacity that pays for this table",
              defaults = "none",
              example = "{readCapacityUnits: 100, writeCapacityUnits: 100, term: 1y}")
          @Nullable Given<ReservedFile> reserved,
      @Key(
              value =
                  "AWS's price list of DynamoDB for the Region (`index.json`), relative to the"
                      + " scenario",
              defaults = "the packaged list",
              example = "dynamodb-eu-west-1.json")
          @Nullable Given<String> prices) {}

  /** The key {@code cost.reserved}. */
  record ReservedFile(
      @Key(
              value = "Reserved read capacity units, in blocks of 100",
              defaults = "`0`",
              example = "100",
              max = "1G")
          @Nullable Given<Count> readCapacityUnits,
      @Key(
              value = "Reserved write capacity units, in blocks of 100",
              defaults = "`0`",
              example = "100",
              max = "1G")
          @Nullable Given<Count> writeCapacityUnits,
      @Key(value = "For how long they are reserved", example = "1y", required = true)
          @Nullable Given<ReservedCapacity.Term> term) {}

  /** An element of {@code traffic}. */
  @Form(exactlyOneOf = {"rate", "readUnits", "writeUnits", "clients"})
  record FlowFile(
      @Key(
              value = "Name of the flow",
              defaults = "its operation, with a number where that is taken",
              example = "checkout")
          @Nullable Given<String> name,
      @Key(value = "The DynamoDB operation that is sent", example = "PutItem", required = true)
          @Nullable Given<Operation> operation,
      @Key(
              value =
                  "What an ExecuteStatement does to one item, which it names by its key; it costs what"
                      + " the API's operation for that costs. A SELECT without the whole key is a"
                      + " Query, or a Scan where the partition key is not given: say so instead",
              defaults = "`SELECT`",
              example = "UPDATE")
          @Nullable Given<Statement> statement,
      @Key(
              value =
                  "Who makes the requests: clients of this table, or the service, for writes that"
                      + " were made in other Regions of a global table (`replication`). TTL deletes"
                      + " are free in the Region in which they happen and no load there; those of"
                      + " other Regions are replicated `DeleteItem`s",
              defaults = "`client`",
              example = "replication")
          @Nullable Given<Origin> origin,
      @Key(
              value = "The index that a Query or Scan reads",
              defaults = "the table",
              example = "by-status")
          @Nullable Given<String> index,
      @Key(value = "Requests per second over time", example = "800/s")
          @Nullable Given<RateFile> rate,
      @Key(value = "Read units per second over time, instead of `rate`", example = "300/s")
          @Nullable Given<RateFile> readUnits,
      @Key(value = "Write units per second over time, instead of `rate`", example = "500/s")
          @Nullable Given<RateFile> writeUnits,
      @Key(
              value = "Clients that wait for each answer, instead of `rate`: a closed model",
              example = "{count: 4, thinkTime: 10ms}")
          @Nullable Given<ClientsFile> clients,
      @Key(
              value = "How requests lie in time around the rate",
              defaults = "`poisson`",
              example = "even")
          @Nullable Given<ArrivalsFile> arrivals,
      @Key(
              value = "Consistency of reads; transactions have their own",
              defaults = "`eventual`",
              example = "strong")
          @Nullable Given<ReadConsistency> consistency,
      @Key(
              value =
                  "Share of eventually consistent reads that a cache in front of the table answers,"
                      + " such as DAX: only the rest reaches the table. Of a BatchGetItem, share of"
                      + " its items. A rate counts all reads, in units as if there were no cache",
              defaults = "`0`",
              example = "40%",
              max = "1")
          @Nullable Given<Share> cacheHitRatio,
      @Key(
              value =
                  "Items of a batch, a transaction or a page; 0 for a Query that finds nothing, or for"
                      + " a Scan of an empty table",
              defaults = "`1`; a Scan fills its page of 1 MB, as far as the table has items",
              example = "12",
              min = "0",
              max = "1048576")
          @Nullable Given<Integer> itemsPerRequest,
      @Key(value = "Size of an item", defaults = "`1KB`", example = "1.2KB")
          @Nullable Given<SizeFile> itemSize,
      @Key(
              value = "Size of the item that a write replaces or deletes",
              defaults = "no item for a put; `itemSize` for an update or delete",
              example = "2KB")
          @Nullable Given<SizeFile> previousItemSize,
      @Key(
              value = "Which partition keys are touched, and how often",
              defaults =
                  "`uniform` over `state.items`, or over a million; a Scan of a table of known size"
                      + " walks through it page by page, each of its `clients` in a segment of its own",
              example = "{zipf: {count: 5M, exponent: 0.99}}")
          @Nullable Given<KeysFile> keys,
      @Key(
              value =
                  "How sort keys of new items lie inside a partition key: decides whether an item"
                      + " collection can split",
              defaults = "`random`; `none` for a table without sort key",
              example = "increasing")
          @Nullable Given<SortKeys> sortKeys,
      @Key(
              value = "How a write touches each index, by the index's name",
              defaults = "derived from operation, projection and keys",
              example = "{by-status: {writes: 1, entrySize: 300B}}")
          @Nullable Given<Map<String, Given<IndexFile>>> indexes,
      @Key(
              value = "Who sends the requests, and how it retries",
              example = "{sdk: java-v2, mode: legacy, maxAttempts: 9}")
          @Nullable Given<ClientFile> client,
      @Key(
              value = "When the flow begins, from the start of the run or the end of `after`",
              defaults = "`0s`",
              example = "20m",
              max = "1000d")
          @Nullable Given<Duration> start,
      @Key(value = "The flow or the change after whose end this flow begins", example = "checkout")
          @Nullable Given<String> after) {}

  /** An element of {@code changes}. */
  record ChangeFile(
      @Key(value = "Name of the change, for `after`", example = "raise")
          @Nullable Given<String> name,
      @Key(
              value =
                  "When the change is asked for, from the start of the run or the end of `after`; it"
                      + " waits while another one is in flight",
              defaults = "`0s` where `after` is given",
              example = "25m",
              max = "1000d")
          @Nullable Given<Duration> at,
      @Key(
              value = "The flow or the change after whose end this change is asked for",
              example = "checkout")
          @Nullable Given<String> after,
      @Key(
              value = "The global secondary index that is changed",
              defaults = "the table",
              example = "by-status")
          @Nullable Given<String> index,
      @Key(
              value =
                  "A global secondary index that is added to the table, as the table itself would"
                      + " declare it; nothing else can stand in the same change. It takes writes, and"
                      + " can throttle them, from the beginning of its backfill on; the change has"
                      + " ended, and auto scaling begins, when the index is active. A flow that reads"
                      + " it begins `after` this change",
              example =
                  "{name: by-status, partitionKey: status, readCapacityUnits: 5, writeCapacityUnits:"
                      + " 50}")
          @Nullable IndexNode createIndex,
      @Key(
              value =
                  "The table's new billing mode; PROVISIONED needs the table's units, which its"
                      + " indexes get as well",
              example = "PAY_PER_REQUEST")
          @Nullable Given<TableChange.BillingMode> billingMode,
      @Key(value = "Provisioned read capacity", example = "100", min = "1", max = "1G")
          @Nullable Given<Count> readCapacityUnits,
      @Key(value = "Provisioned write capacity", example = "1500", min = "1", max = "1G")
          @Nullable Given<Count> writeCapacityUnits,
      @Key(
              value = "Maximum read request units per second; 0 for none",
              example = "4000",
              max = "1G")
          @Nullable Given<Count> maxReadRequestUnits,
      @Key(
              value = "Maximum write request units per second; 0 for none",
              example = "1000",
              max = "1G")
          @Nullable Given<Count> maxWriteRequestUnits,
      @Key(value = "Warm throughput for reads", example = "30000", max = "1G")
          @Nullable Given<Count> warmReadUnitsPerSecond,
      @Key(value = "Warm throughput for writes", example = "10000", max = "1G")
          @Nullable Given<Count> warmWriteUnitsPerSecond,
      @Key(
              value = "Other bounds or targets of auto scaling",
              example = "{write: {min: 100, max: 2000}}")
          @Nullable Given<ChangedScalingFile> autoScaling) {}

  /** The key {@code autoScaling} of a change. */
  record ChangedScalingFile(
      @Key(value = "Of reads", example = "{min: 100}") @Nullable Given<ChangedTargetFile> read,
      @Key(value = "Of writes", example = "{min: 100}") @Nullable Given<ChangedTargetFile> write) {}

  /** A dimension's target tracking in a change. */
  record ChangedTargetFile(
      @Key(value = "Lowest capacity", defaults = "as it is", example = "100", min = "1", max = "1G")
          @Nullable Given<Count> min,
      @Key(
              value = "Highest capacity",
              defaults = "as it is",
              example = "2000",
              min = "1",
              max = "1G")
          @Nullable Given<Count> max,
      @Key(
              value = "Target utilisation in percent",
              defaults = "as it is",
              example = "70",
              min = "20",
              max = "90")
          @Nullable Given<Double> targetPercent) {}

  /** A rate over time. */
  @Form(
      shorthand = "constant",
      exactlyOneOf = {"constant", "points", "steps", "spike", "diurnal", "trace"})
  record RateFile(
      @Key(value = "The same rate throughout", example = "800/s", max = "1G/s")
          @Nullable Given<PerSecond> constant,
      @Key(
              value =
                  "Straight lines between points of time and rate; before the first and after the"
                      + " last the rate is theirs",
              example = "[[0s, 200/s], [30m, 800/s]]",
              isFilled = true)
          @Nullable Given<List<Given<RatePointFile>>> points,
      @Key(
              value =
                  "Times and rates; each rate holds until the next time, before the first it is 0",
              example = "[[0s, 200/s], [30m, 800/s]]",
              isFilled = true)
          @Nullable Given<List<Given<RatePointFile>>> steps,
      @Key(
              value = "A base rate with one peak that begins and ends at once",
              example = "{base: 100/s, peak: 900/s, at: 10m, duration: 2m}")
          @Nullable Given<SpikeFile> spike,
      @Key(
              value = "A daily wave between a lowest and a highest rate",
              example = "{low: 100/s, high: 900/s, peakAt: \"18:00\"}")
          @Nullable Given<DiurnalFile> diurnal,
      @Key(
              value =
                  "A recorded rate: a CSV file, relative to the scenario, with a column `seconds`"
                      + " or `timestamp` and a column of rates (`requestsPerSecond`,"
                      + " `unitsPerSecond`) or of amounts until the next row (`requests`, `units`)",
              example = "traffic.csv")
          @Nullable Given<String> trace) {}

  /** A time and a rate. */
  @Form(isTuple = true)
  record RatePointFile(
      @Key(value = "Time from the start of the flow", example = "30m", max = "1000d")
          @Nullable Given<Duration> at,
      @Key(value = "Rate", example = "800/s", max = "1G/s") @Nullable Given<PerSecond> rate) {}

  /** The key {@code spike}. */
  record SpikeFile(
      @Key(value = "Rate outside the peak", example = "100/s", required = true, max = "1G/s")
          @Nullable Given<PerSecond> base,
      @Key(value = "Rate of the peak", example = "900/s", required = true, max = "1G/s")
          @Nullable Given<PerSecond> peak,
      @Key(
              value = "When the peak begins, from the start of the flow",
              example = "10m",
              required = true,
              max = "1000d")
          @Nullable Given<Duration> at,
      @Key(
              value = "How long the peak lasts",
              example = "2m",
              required = true,
              min = "1ms",
              max = "1000d")
          @Nullable Given<Duration> duration) {}

  /** The key {@code diurnal}. */
  record DiurnalFile(
      @Key(value = "Lowest rate", example = "100/s", required = true, max = "1G/s")
          @Nullable Given<PerSecond> low,
      @Key(value = "Highest rate", example = "900/s", required = true, max = "1G/s")
          @Nullable Given<PerSecond> high,
      @Key(value = "When the rate is highest, UTC", example = "\"18:00\"", required = true)
          @Nullable Given<LocalTime> peakAt) {}

  /** The key {@code clients}. */
  record ClientsFile(
      @Key(value = "Number of clients", example = "4", required = true, min = "1", max = "1000000")
          @Nullable Given<Integer> count,
      @Key(
              value = "Pause between an answer and the next request",
              defaults = "`0s`",
              example = "10ms",
              max = "1d")
          @Nullable Given<Duration> thinkTime,
      @Key(
              value = "Requests that all clients together send before the flow ends",
              defaults = "no end",
              example = "5000",
              min = "1",
              max = "1000000G")
          @Nullable Given<Count> requests) {}

  /** The key {@code arrivals}. */
  @Form(
      shorthand = "process",
      exactlyOneOf = {"process", "bursty"})
  record ArrivalsFile(
      @Key(value = "Independent requests, or equal gaps", example = "poisson")
          @Nullable Given<ArrivalsWord> process,
      @Key(
              value =
                  "Silence and bursts: all requests of a cycle fall evenly spaced into its first"
                      + " part",
              example = "{peakToMean: 5, length: 2s}")
          @Nullable Given<BurstyFile> bursty) {}

  /** The key {@code bursty}. */
  record BurstyFile(
      @Key(
              value = "Rate inside a burst over the flow's rate, above 1",
              example = "5",
              required = true,
              max = "100000")
          @Nullable Given<Double> peakToMean,
      @Key(value = "Length of a burst", example = "2s", required = true, min = "1ms", max = "1d")
          @Nullable Given<Duration> length) {}

  /** Sizes of items. */
  @Form(
      shorthand = "fixed",
      exactlyOneOf = {"fixed", "uniform", "lognormal", "values"})
  record SizeFile(
      @Key(value = "Every item has this size", example = "1.2KB", min = "1B", max = "400KB")
          @Nullable Given<Bytes> fixed,
      @Key(value = "Sizes spread evenly", example = "{min: 200B, max: 4KB}")
          @Nullable Given<UniformSizeFile> uniform,
      @Key(value = "Log-normal sizes, cut off at 400 KB", example = "{median: 1.2KB, p99: 9KB}")
          @Nullable Given<LogNormalSizeFile> lognormal,
      @Key(value = "Given sizes and their weights", example = "{1KB: 70, 8KB: 30}", isFilled = true)
          @Nullable Given<Map<Bytes, Given<Double>>> values) {}

  /** The key {@code uniform} of a size. */
  record UniformSizeFile(
      @Key(value = "Smallest size", example = "200B", required = true, min = "1B", max = "400KB")
          @Nullable Given<Bytes> min,
      @Key(value = "Largest size", example = "4KB", required = true, min = "1B", max = "400KB")
          @Nullable Given<Bytes> max) {}

  /** The key {@code lognormal}. */
  record LogNormalSizeFile(
      @Key(
              value = "Half of the items are smaller",
              example = "1.2KB",
              required = true,
              min = "1B",
              max = "400KB")
          @Nullable Given<Bytes> median,
      @Key(
              value = "One item in a hundred is larger",
              example = "9KB",
              required = true,
              min = "1B",
              max = "400KB")
          @Nullable Given<Bytes> p99) {}

  /** Partition keys. */
  @Form(
      shorthand = "kind",
      exactlyOneOf = {
        "kind",
        "uniform",
        "zipf",
        "hotspot",
        "single",
        "weights",
        "partitions",
        "rolling"
      })
  record KeysFile(
      @Key(value = "One key for everything, or all keys alike", example = "single")
          @Nullable Given<KeysWord> kind,
      @Key(value = "All keys alike", example = "{count: 5M}")
          @Nullable Given<UniformKeysFile> uniform,
      @Key(
              value = "The k-th most frequent key has weight 1/k^exponent",
              example = "{count: 5M, exponent: 0.99}")
          @Nullable Given<ZipfFile> zipf,
      @Key(value = "A few keys take most of the load", example = "{share: 80%, of: 5M, keys: 10}")
          @Nullable Given<HotspotFile> hotspot,
      @Key(value = "One key takes everything", example = "tenant-1") @Nullable Given<Text> single,
      @Key(
              value = "Named keys and their weights",
              example = "{OPEN: 70, PAID: 25, SENT: 5}",
              isFilled = true)
          @Nullable Given<Map<String, Given<Double>>> weights,
      @Key(
              value = "Load put on partitions directly: the weight of each partition",
              example = "[50, 50, 50, 150]",
              isFilled = true)
          @Nullable Given<List<Given<Double>>> partitions,
      @Key(
              value = "One hot key at a time, then the next: sorted loads, date keys",
              example = "{count: 365, run: 10k}")
          @Nullable Given<RollingFile> rolling) {}

  /** The key {@code uniform} of keys. */
  record UniformKeysFile(
      @Key(
              value = "How many keys there are",
              defaults = "`state.items`, or a million",
              example = "5M",
              min = "1",
              max = "1000G")
          @Nullable Given<Count> count) {}

  /** The key {@code zipf}. */
  record ZipfFile(
      @Key(
              value = "How many keys there are",
              defaults = "`state.items`, or a million",
              example = "5M",
              min = "1",
              max = "1000G")
          @Nullable Given<Count> count,
      @Key(
              value = "Skew: 0 is uniform, 0.99 is usual for web traffic",
              defaults = "`0.99`",
              example = "0.99",
              max = "10")
          @Nullable Given<Double> exponent) {}

  /** The key {@code hotspot}. */
  record HotspotFile(
      @Key(
              value = "Part of the requests that goes to the hot keys",
              example = "80%",
              required = true,
              max = "1")
          @Nullable Given<Share> share,
      @Key(
              value = "How many keys there are in all",
              defaults = "`state.items`, or a million",
              example = "5M",
              min = "1",
              max = "1000G")
          @Nullable Given<Count> of,
      @Key(
              value = "How many keys are hot",
              defaults = "`1`",
              example = "10",
              min = "1",
              max = "1000G")
          @Nullable Given<Count> keys) {}

  /** The key {@code rolling}. */
  record RollingFile(
      @Key(
              value = "How many keys there are; after the last the first comes again",
              example = "365",
              required = true,
              min = "1",
              max = "1000G")
          @Nullable Given<Count> count,
      @Key(
              value = "How many requests go to a key before the next is used",
              example = "10k",
              required = true,
              min = "1",
              max = "1000G")
          @Nullable Given<Count> run) {}

  /** How writes touch one index. */
  record IndexFile(
      @Key(
              value =
                  "Index writes per item written: 0 where the entry stays as it is, 1 for a put or"
                      + " change of the entry, 2 where the index key changes; fractions are means",
              defaults = "from operation and projection",
              example = "1",
              max = "2")
          @Nullable Given<Double> writes,
      @Key(value = "Size of an index entry", defaults = "from the projection", example = "300B")
          @Nullable Given<SizeFile> entrySize,
      @Key(
              value = "The index's partition keys",
              defaults = "`uniform`; the flow's own where the index has the table's partition key",
              example = "{weights: {OPEN: 70, PAID: 30}}")
          @Nullable Given<KeysFile> keys) {}

  /** The key {@code client}. */
  record ClientFile(
      @Key(
              value = "SDK whose retry rules apply, with a version where they depend on it",
              defaults = "`java-v2`",
              example = "boto3@1.43")
          @Nullable Given<SdkName> sdk,
      @Key(
              value = "The SDK's retry mode; which ones there are depends on SDK and version",
              defaults =
                  "the SDK's: js-v3, aws-cli 2 and boto3 since 1.44 `standard`, others `legacy`",
              example = "standard")
          @Nullable Given<RetryMode> mode,
      @Key(
              value =
                  "Attempts per request, the first included; at most "
                      + MOST_ATTEMPTS_AT_A_RATE
                      + " in a flow with a rate",
              defaults = "the SDK's",
              example = "9",
              min = "1",
              max = "1000000")
          @Nullable Given<Integer> maxAttempts,
      @Key(
              value =
                  "Longest pause before the first retry of a throttled request; it doubles with each"
                      + " further one. `0s` retries at once",
              defaults = "the SDK's",
              example = "50ms",
              max = "1h")
          @Nullable Given<Duration> baseDelay,
      @Key(
              value = "Longest pause before any retry",
              defaults = "the SDK's",
              example = "20s",
              max = "1d")
          @Nullable Given<Duration> maxDelay,
      @Key(
              value =
                  "Where a pause lies: at its longest, in the upper half of it (`equal`), or anywhere"
                      + " below it (`full`)",
              defaults = "the SDK's",
              example = "full")
          @Nullable Given<Jitter> jitter,
      @Key(
              value =
                  "How many clients share the flow; retry quota, rate limiter and concurrency are"
                      + " each client's own",
              defaults = "`1`",
              example = "4",
              min = "1",
              max = "1000000")
          @Nullable Given<Integer> instances,
      @Key(
              value =
                  "Requests that a client has in flight at most, those that wait for a retry"
                      + " included; others wait in the client, which counts as latency",
              defaults = "no limit",
              example = "200",
              min = "1",
              max = "1000000")
          @Nullable Given<Integer> concurrency,
      @Key(
              value =
                  "After which a request has failed, over all its attempts; waiting for"
                      + " `concurrency` does not count",
              defaults = "none",
              example = "2s",
              min = "1ms",
              max = "1d")
          @Nullable Given<Duration> timeout,
      @Key(
              value =
                  "Whether unprocessed items of a batch are sent again: after growing pauses at most"
                      + " ten times (`true`), or at once until none is left, as boto3's batch_writer"
                      + " does (`batch-writer`)",
              defaults = "`false`",
              example = "batch-writer")
          @Nullable Given<Resend> resendUnprocessed,
      @Key(
              value = "What the flow does after a request failed for good",
              defaults = "`continue`",
              example = "stop")
          @Nullable Given<OnGiveUp> onGiveUp) {

    static final int MOST_ATTEMPTS_AT_A_RATE = 100;

    static final ClientFile EMPTY =
        new ClientFile(null, null, null, null, null, null, null, null, null, null, null);
  }
}
