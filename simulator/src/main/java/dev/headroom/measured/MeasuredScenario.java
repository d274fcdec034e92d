package dev.headroom.measured;

import dev.headroom.capacity.Dimension;
import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.document.Problems;
import dev.headroom.document.Quoted;
import dev.headroom.document.YamlText;
import dev.headroom.measured.Metric.Kind;
import dev.headroom.scenario.Texts;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.LocalSecondaryIndex;
import dev.headroom.table.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes a scenario whose traffic is what was measured, with a comment for all it assumes. */
public final class MeasuredScenario {

  private static final int PAIRS_PER_LINE = 5;
  private static final long MAX_READ_ITEM_BLOCKS = 100;
  private static final long MAX_PAGE_BLOCKS = 256;
  private static final int SECONDS_PER_MINUTE = 60;

  private final Measurements measured;
  private final @Nullable Table table;
  private final String tableFile;
  private final Traces traces;
  private final StringBuilder text = new StringBuilder();
  private final Map<String, String> files = new LinkedHashMap<>();

  private MeasuredScenario(
      Measurements measured, @Nullable Table table, String tableFile, Traces traces) {
    this.measured = measured;
    this.table = table;
    this.tableFile = tableFile;
    this.traces = traces;
  }

  /**
   * Where traffic over time is written.
   *
   * @param maxSteps flows of more changes of their rate than this go to a file
   * @param prefix what the names of these files begin with
   */
  public record Traces(int maxSteps, String prefix) {}

  /**
   * A scenario's text.
   *
   * @param text the scenario file
   * @param traces CSV texts of the files that it names, by name
   */
  public record Written(String text, Map<String, String> traces) {
    public Written {
      traces = Collections.unmodifiableMap(new LinkedHashMap<>(traces));
    }
  }

  /**
   * The scenario of a table's measurements.
   *
   * @param measured of one table
   * @param table the table; null where its file was not given
   * @param tableFile the file as the scenario has to write it; any text without a table
   * @throws InvalidInputException if no scenario can carry these measurements
   */
  public static Written write(
      Measurements measured, @Nullable Table table, String tableFile, Traces traces) {
    MeasuredScenario scenario = new MeasuredScenario(measured, table, tableFile, traces);
    scenario.checkIndexes();
    return scenario.write();
  }

  private void checkIndexes() {
    Problems problems = new Problems();
    Location location = Location.ofFile("measurements");
    boolean hasWrites = Demand.of(measured, null, Dimension.WRITE).totalUnits() > 0;
    boolean hasLoad = hasWrites || Demand.of(measured, null, Dimension.READ).totalUnits() > 0;
    for (String index : indexNames()) {
      if (table != null && !table.hasGlobalSecondaryIndex(index)) {
        problems.add(
            location,
            "name index "
                + Quoted.of(index)
                + ", which table "
                + Quoted.of(table.name())
                + " does not have");
      }
      hasLoad |= Demand.of(measured, index, Dimension.READ).totalUnits() > 0;
      if (!hasWrites && Demand.of(measured, index, Dimension.WRITE).totalUnits() > 0) {
        problems.add(
            location,
            "hold writes to index "
                + Quoted.of(index)
                + " but no ConsumedWriteCapacityUnits of the table, whose writes they are");
      }
    }
    if (!hasLoad && problems.isEmpty()) {
      problems.add(location, "hold no traffic: all values are 0");
    }
    problems.throwIfAny();
  }

  private Written write() {
    Duration length = Duration.ofSeconds(measured.periodSeconds() * measured.periods());
    String period = Texts.duration(Duration.ofSeconds(measured.periodSeconds()));
    comment(
        "",
        "Traffic as CloudWatch measured it from "
            + measured.start()
            + " on, for "
            + Texts.duration(length)
            + ", in sums of "
            + period
            + ".");
    comment("", "Predict what it meets: headroom check FILE. All keys: docs/scenario.md");
    comment("", "");
    comment("", "Assumed, because CloudWatch does not tell:");
    comment(
        "",
        "- Bursts within "
            + period
            + ": requests come independently (arrivals: poisson). If they come in");
    comment(
        "",
        "  bursts, say so: {bursty: {peakToMean: 3, length: 5s}} triples the rate for 5 seconds of 15.");
    comment(
        "", "- Keys: all alike (keys: uniform). A hot key throttles long before the table does.");
    throttling(Dimension.READ);
    throttling(Dimension.WRITE);
    measured.notes().forEach(note -> comment("", "- Note: " + note + "."));
    line("", "apiVersion: headroom/v1");
    table();
    line("", "start: " + measured.start());
    line("", "duration: " + Texts.duration(length));
    line("", "traffic:");
    writes();
    reads(null);
    indexNames().forEach(this::reads);
    return new Written(text.toString(), files);
  }

  private void throttling(Dimension dimension) {
    if (!Demand.hasThrottleMetrics(measured, dimension)) {
      String metric = dimension == Dimension.READ ? "ReadThrottleEvents" : "WriteThrottleEvents";
      double requests =
          measured.series().stream()
              .filter(series -> series.metric().kind() == Kind.REQUESTS)
              .mapToDouble(MeasuredSeries::total)
              .sum();
      String known =
          requests > 0
              ? " ThrottledRequests counts "
                  + count(requests)
                  + ", without telling reads and writes."
              : "";
      comment(
          "", "- " + metric + " was not given: what was throttled then is missing here." + known);
    }
  }

  private void table() {
    if (table != null) {
      line("", "table: " + YamlText.quoted(tableFile));
      line("", "tableName: " + YamlText.quoted(table.name()));
      return;
    }
    List<String> names = measured.tables();
    comment(
        "",
        "The table's settings were not given: name its file here (table: orders.yaml), or its capacity.");
    line("", "table:");
    line("  ", "name: " + YamlText.quoted(names.isEmpty() ? "measured" : names.getFirst()));
    line("  ", "billingMode: PAY_PER_REQUEST");
    if (!indexNames().isEmpty()) {
      line("  ", "globalSecondaryIndexes:");
      for (String index : indexNames()) {
        line(
            "    ",
            "- {name: "
                + YamlText.quoted(index)
                + ", partitionKey: "
                + YamlText.quoted(index + "-key")
                + "}");
      }
    }
  }

  /** The table's indexes that were measured; without a table all that were. */
  private Set<String> indexNames() {
    return new LinkedHashSet<>(Demand.indexes(measured));
  }

  private void writes() {
    Demand demand = Demand.of(measured, null, Dimension.WRITE);
    if (demand.totalUnits() == 0) {
      comment("  ", "Nothing was written.");
      return;
    }
    Map<String, Demand> indexes = new LinkedHashMap<>();
    for (String index : indexNames()) {
      indexes.put(index, Demand.of(measured, index, Dimension.WRITE));
    }
    describe(demand, "ConsumedWriteCapacityUnits", "WriteThrottleEvents");
    IndexWrites writes = IndexWrites.of(demand, indexes);
    if (writes.flows().size() > 1) {
      comment(
          "  ",
          "The indexes' shares of the writes change: the writes that touch an index stand apart.");
    }
    if (writes.leftOut() > 0) {
      comment(
          "  ",
          "Left out: "
              + count(writes.leftOut())
              + " units of indexes at times at which the table has too few writes for them.");
    }
    for (IndexWrites.Part part : writes.flows()) {
      if (Collections.max(part.units()) > 0) {
        write(part, demand);
      }
    }
  }

  private void write(IndexWrites.Part part, Demand demand) {
    long unitsPerItem = Math.max(1, Math.round(demand.unitsPerRequest()));
    String name = part.name().isEmpty() ? "writes" : "writes-" + part.name();
    line("  ", "- name: " + YamlText.quoted(name));
    line("    ", "operation: PutItem");
    rate("writeUnits", name, part.units());
    requestSize(demand, unitsPerItem + "KB");
    behaviour(demand);
    Map<String, String> touches = new LinkedHashMap<>();
    part.unitsByIndex().forEach((index, share) -> touches.put(index, touch(share * unitsPerItem)));
    if (table != null) {
      for (LocalSecondaryIndex index : table.localSecondaryIndexes()) {
        touches.put(index.indexName(), "{writes: 0}");
      }
    }
    if (touches.isEmpty()) {
      return;
    }
    line("    ", "indexes:");
    touches.forEach((index, touch) -> line("      ", YamlText.quoted(index) + ": " + touch));
    if (table != null) {
      for (LocalSecondaryIndex index : table.localSecondaryIndexes()) {
        comment("      ", "The units of " + index.indexName() + " are among the table's.");
      }
      for (GlobalSecondaryIndex index : table.globalSecondaryIndexes()) {
        if (!touches.containsKey(index.indexName())) {
          comment(
              "      ",
              index.indexName() + " was not given: its load is derived from its projection.");
        }
      }
    }
  }

  /** How one request of the table touches an index that takes so many units of it. */
  private static String touch(double unitsPerRequest) {
    long entryUnits = Math.max(1, (long) Math.ceil(unitsPerRequest - 1e-9));
    String writes = decimal(unitsPerRequest / entryUnits, 4);
    return "{writes: " + writes + ", entrySize: " + entryUnits + "KB}";
  }

  private void reads(@Nullable String index) {
    Demand demand = Demand.of(measured, index, Dimension.READ);
    if (demand.totalUnits() == 0) {
      return;
    }
    describe(demand, "ConsumedReadCapacityUnits", "ReadThrottleEvents");
    String name = index == null ? "reads" : "reads-" + index;
    long blocks = Math.clamp(Math.round(2 * demand.unitsPerRequest()), 1, MAX_PAGE_BLOCKS);
    boolean isPage = index != null || blocks > MAX_READ_ITEM_BLOCKS;
    line("  ", "- name: " + YamlText.quoted(name));
    line("    ", "operation: " + (isPage ? "Query" : "GetItem"));
    if (index != null) {
      line("    ", "index: " + YamlText.quoted(index));
    }
    rate("readUnits", name, demand.units());
    if (isPage) {
      line("    ", "itemsPerRequest: " + blocks);
    }
    requestSize(demand, (isPage ? 4 : 4 * blocks) + "KB");
    behaviour(demand);
  }

  private void requestSize(Demand demand, String itemSize) {
    String source = demand.isRequestMeasured() ? "measured" : "assumed";
    String units = decimal(demand.unitsPerRequest(), 2);
    line("    ", "itemSize: " + itemSize + "  # units per request: " + units + ", " + source);
  }

  private void behaviour(Demand demand) {
    line("    ", "arrivals: poisson");
    line("    ", "keys: uniform");
    if (demand.throttleEvents() > 0) {
      comment("    ", "Retries are measured already: each throttled attempt is a request here.");
      line("    ", "client: {sdk: none}");
    }
  }

  private void describe(Demand demand, String consumed, String throttled) {
    String of = demand.index() == null ? "" : " of " + demand.index();
    String highest = decimal(demand.highest() / measured.periodSeconds(), 2);
    comment("  ", consumed + of + ": " + count(demand.consumedUnits()) + " units.");
    if (demand.throttleEvents() > 0) {
      comment(
          "  ",
          throttled
              + ": "
              + count(demand.throttleEvents())
              + ", added as units that were asked for.");
    }
    comment("  ", "Busiest period: " + highest + " units per second.");
  }

  private void rate(String key, String flow, List<Double> units) {
    List<Integer> changes = changes(units);
    if (changes.size() <= traces.maxSteps) {
      line("    ", key + ":");
      line("      ", "steps: [" + steps(units, changes) + "]");
      return;
    }
    String file = traces.prefix + "-" + flow.replaceAll("[^A-Za-z0-9_.-]", "_") + ".csv";
    files.put(file, trace(units));
    line("    ", key + ": {trace: " + YamlText.quoted(file) + "}");
  }

  /** The periods whose units differ from those of the period before. */
  private static List<Integer> changes(List<Double> units) {
    return IntStream.range(0, units.size())
        .filter(i -> i == 0 || !units.get(i).equals(units.get(i - 1)))
        .boxed()
        .toList();
  }

  /** Rates per second where all come out even, else per minute. */
  private String steps(List<Double> units, List<Integer> changes) {
    boolean isEven =
        changes.stream().allMatch(i -> isEven(units.get(i) / measured.periodSeconds()));
    StringBuilder steps = new StringBuilder();
    for (int n = 0; n < changes.size(); n++) {
      int i = changes.get(n);
      double perSecond = units.get(i) / measured.periodSeconds();
      String rate =
          isEven
              ? decimal(perSecond, 2) + "/s"
              : decimal(perSecond * SECONDS_PER_MINUTE, 3) + "/min";
      Duration at = Duration.ofSeconds(i * measured.periodSeconds());
      steps.append(n == 0 ? "" : n % PAIRS_PER_LINE == 0 ? ",\n        " : ", ");
      steps.append('[').append(Texts.duration(at)).append(", ").append(rate).append(']');
    }
    return steps.toString();
  }

  private static boolean isEven(double perSecond) {
    return Math.abs(perSecond * 100 - Math.rint(perSecond * 100)) < 1e-9;
  }

  private String trace(List<Double> units) {
    StringBuilder csv = new StringBuilder("timestamp,units\n");
    for (int i = 0; i < units.size(); i++) {
      csv.append(measured.start().plusSeconds(i * measured.periodSeconds()))
          .append(',')
          .append(decimal(units.get(i), 3))
          .append('\n');
    }
    return csv.toString();
  }

  private static String decimal(double value, int digits) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private static String count(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  private void comment(String indent, String content) {
    line(indent, content.isEmpty() ? "#" : "# " + content);
  }

  private void line(String indent, String content) {
    text.append(indent).append(content).append('\n');
  }
}
