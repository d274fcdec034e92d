package dev.headroom.scenario;

import dev.headroom.capacity.Consistency;
import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ServiceLimits;
import dev.headroom.document.Suggestion;
import dev.headroom.scenario.ScenarioFile.ArrivalsFile;
import dev.headroom.scenario.ScenarioFile.ArrivalsWord;
import dev.headroom.scenario.ScenarioFile.BurstyFile;
import dev.headroom.scenario.ScenarioFile.ClientsFile;
import dev.headroom.scenario.ScenarioFile.FlowFile;
import dev.headroom.scenario.ScenarioFile.RateFile;
import dev.headroom.scenario.ScenarioFile.ReadConsistency;
import dev.headroom.scenario.ScenarioFile.SizeFile;
import dev.headroom.scenario.ScenarioFile.Statement;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.KeyAttribute.KeyType;
import dev.headroom.table.LocalSecondaryIndex;
import dev.headroom.table.Table;
import dev.headroom.traffic.ArrivalProcess;
import dev.headroom.traffic.Client;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.Flow.Origin;
import dev.headroom.traffic.Flow.SortKeys;
import dev.headroom.traffic.IndexTouch;
import dev.headroom.traffic.ItemAction;
import dev.headroom.traffic.KeyDistribution;
import dev.headroom.traffic.Load;
import dev.headroom.traffic.Load.RateUnit;
import dev.headroom.traffic.Operation;
import dev.headroom.traffic.RateShape;
import dev.headroom.traffic.Sdk;
import dev.headroom.traffic.SizeDistribution;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns one flow of the file into a {@link Flow}. */
final class FlowReader {

  private static final SizeDistribution DEFAULT_ITEM_SIZE = new SizeDistribution.Fixed(1024);

  /** What a cache such as DAX answers. */
  private final Context context;

  private final String name;
  private final FlowFile file;
  private final @Nullable Operation operation;
  private final @Nullable ItemAction action;

  FlowReader(Context context, String name, Given<FlowFile> given) {
    this.context = context;
    this.name = name;
    this.file = given.value();
    this.operation = file.operation() == null ? null : file.operation().value();
    ItemAction usual = operation == null ? null : operation.action();
    this.action = file.statement() == null ? usual : file.statement().value().action();
  }

  /** The flow, or null after noting what is wrong with it. */
  @Nullable Flow read() {
    Load load = load();
    String indexName = indexName();
    Consistency consistency = consistency(indexName);
    double cacheHitRatio = cacheHitRatio(consistency);
    SizeDistribution itemSize = itemSize();
    SizeDistribution previousItemSize = previousItemSize();
    int itemsPerRequest = itemsPerRequest(itemSize);
    KeyDistribution keys =
        operation == Operation.SCAN && file.keys() == null
            ? pages(indexName, itemSize, itemsPerRequest)
            : keys(indexName);
    SortKeys sortKeys = sortKeys();
    Origin origin = origin();
    Client client = client(origin);
    boolean isOverwrite = file.previousItemSize() != null;
    List<IndexTouch> indexes =
        new IndexReader(context, name, action, isOverwrite).read(file.indexes(), keys, itemSize);
    Duration start = file.start() == null ? Duration.ZERO : file.start().value();
    checkStatement();
    if (operation == null || action == null || load == null) {
      return null;
    }
    return new Flow(
        name,
        operation,
        action,
        origin,
        indexName,
        load,
        consistency,
        cacheHitRatio,
        itemsPerRequest,
        itemSize,
        previousItemSize,
        keys,
        sortKeys,
        indexes,
        client,
        start,
        file.after() == null ? null : file.after().value());
  }

  private void checkStatement() {
    if (operation == Operation.EXECUTE_STATEMENT && file.statement() == null) {
      assume("the statement reads one item by its key");
    } else if (operation != Operation.EXECUTE_STATEMENT && file.statement() != null) {
      problem(file.statement(), "has a meaning for ExecuteStatement only");
    }
  }

  private Origin origin() {
    if (file.origin() == null || file.origin().value() == Origin.CLIENT) {
      return Origin.CLIENT;
    }
    if (operation != null
        && (operation.shape() != Operation.Shape.SINGLE
            || operation.action().dimension() != Dimension.WRITE)) {
      problem(
          file.origin(),
          "must be client for "
              + operation.apiName()
              + ": writes are replicated one by one, as PutItem, UpdateItem or DeleteItem");
    }
    if (file.clients() != null) {
      problem(file.clients(), "has no meaning for replicated writes; use rate or writeUnits");
    }
    if (file.client() != null) {
      problem(
          file.client(),
          "has no meaning for replicated writes, which the service makes until they succeed");
    }
    return Origin.REPLICATION;
  }

  private Client client(Origin origin) {
    return switch (origin) {
      case CLIENT ->
          new ClientReader(context, name, operation, file.clients() == null, file.client()).read();
      case REPLICATION -> Client.of(Sdk.NONE);
    };
  }

  private @Nullable Load load() {
    if (file.clients() != null) {
      if (file.arrivals() != null) {
        problem(file.arrivals(), "has a meaning beside a rate only, not beside clients");
      }
      return closed(file.clients().value());
    }
    ArrivalProcess arrivals = arrivals();
    if (file.rate() != null) {
      return open(file.rate(), RateUnit.REQUESTS, arrivals);
    }
    if (file.readUnits() != null) {
      checkUnits(file.readUnits(), Dimension.READ);
      return open(file.readUnits(), RateUnit.READ_UNITS, arrivals);
    }
    if (file.writeUnits() != null) {
      checkUnits(file.writeUnits(), Dimension.WRITE);
      return open(file.writeUnits(), RateUnit.WRITE_UNITS, arrivals);
    }
    return null;
  }

  private void checkUnits(Given<?> rate, Dimension dimension) {
    if (operation != null && action != null && action.dimension() != dimension) {
      boolean isRead = action.dimension() == Dimension.READ;
      problem(
          rate,
          "does not fit "
              + operation.apiName()
              + ", which takes "
              + (isRead ? "read units; use readUnits" : "write units; use writeUnits"));
    }
  }

  private @Nullable Load open(Given<RateFile> rate, RateUnit unit, ArrivalProcess arrivals) {
    RateShape shape = new RateReader(context).read(rate);
    return shape == null ? null : new Load.Open(shape, unit, arrivals);
  }

  private static @Nullable Load closed(ClientsFile clients) {
    if (clients.count() == null) {
      return null;
    }
    return new Load.Closed(
        clients.count().value(),
        clients.thinkTime() == null ? Duration.ZERO : clients.thinkTime().value(),
        clients.requests() == null
            ? OptionalLong.empty()
            : OptionalLong.of(clients.requests().value().value()));
  }

  private ArrivalProcess arrivals() {
    if (file.arrivals() == null) {
      return new ArrivalProcess.Poisson();
    }
    ArrivalsFile arrivals = file.arrivals().value();
    if (arrivals.bursty() != null) {
      return bursty(arrivals.bursty().value());
    }
    boolean isEven = arrivals.process() != null && arrivals.process().value() == ArrivalsWord.EVEN;
    return isEven ? new ArrivalProcess.Even() : new ArrivalProcess.Poisson();
  }

  private ArrivalProcess bursty(BurstyFile bursty) {
    if (bursty.peakToMean() == null || bursty.length() == null) {
      return new ArrivalProcess.Poisson();
    }
    if (bursty.peakToMean().value() <= 1) {
      problem(bursty.peakToMean(), "must be above 1");
    }
    return new ArrivalProcess.Bursty(bursty.peakToMean().value(), bursty.length().value());
  }

  private @Nullable String indexName() {
    if (file.index() == null) {
      return null;
    }
    String index = file.index().value();
    if (operation != null && operation.shape() != Operation.Shape.PAGE) {
      problem(file.index(), "has a meaning for Query and Scan only");
    } else if (context.table() != null && !indexNames(context.table()).contains(index)) {
      problem(file.index(), unknownIndex(index, context.table()));
    }
    return index;
  }

  /** The names of all indexes of a table. */
  static List<String> indexNames(Table table) {
    return Stream.concat(
            table.globalSecondaryIndexes().stream().map(GlobalSecondaryIndex::indexName),
            table.localSecondaryIndexes().stream().map(LocalSecondaryIndex::indexName))
        .toList();
  }

  /** What is wrong with the name of an index that the table does not have. */
  static String unknownIndex(String index, Table table) {
    List<String> names = indexNames(table);
    return "is not an index of table "
        + table.name()
        + (names.isEmpty() ? ", which has none" : Suggestion.forWord(index, names));
  }

  private Consistency consistency(@Nullable String indexName) {
    boolean isTransaction = operation != null && operation.shape() == Operation.Shape.TRANSACTION;
    boolean isWrite = action != null && action.dimension() == Dimension.WRITE;
    if (file.consistency() == null) {
      if (operation != null && !isTransaction && !isWrite) {
        assume("reads are eventually consistent");
      }
      return isTransaction ? Consistency.TRANSACTIONAL : Consistency.EVENTUAL;
    }
    if (isTransaction) {
      problem(file.consistency(), "has no meaning for transactions, which have their own");
      return Consistency.TRANSACTIONAL;
    }
    if (isWrite) {
      problem(file.consistency(), "has a meaning for reads only");
      return Consistency.EVENTUAL;
    }
    if (file.consistency().value() == ReadConsistency.EVENTUAL) {
      return Consistency.EVENTUAL;
    }
    if (isGlobal(indexName)) {
      problem(file.consistency(), "must be eventual: a global secondary index has no other");
    }
    return Consistency.STRONG;
  }

  private boolean isGlobal(@Nullable String indexName) {
    return context.table() != null && context.table().hasGlobalSecondaryIndex(indexName);
  }

  /** Strongly consistent and transactional reads pass through a cache, and so do statements. */
  private double cacheHitRatio(Consistency consistency) {
    if (file.cacheHitRatio() == null) {
      return 0;
    }
    if (operation != null && !Operation.CACHED.contains(operation)) {
      problem(
          file.cacheHitRatio(),
          "has a meaning for "
              + Operation.CACHED.stream().map(Operation::apiName).collect(Collectors.joining(", "))
              + " only, not for "
              + operation.apiName());
    } else if (consistency == Consistency.STRONG) {
      problem(file.cacheHitRatio(), "has no meaning for strong reads, which pass through a cache");
    }
    return file.cacheHitRatio().value().value();
  }

  private SizeDistribution itemSize() {
    SizeDistribution size = size(file.itemSize());
    if (file.itemSize() == null) {
      assume("items have 1KB");
    }
    return size == null ? DEFAULT_ITEM_SIZE : size;
  }

  private @Nullable SizeDistribution previousItemSize() {
    if (file.previousItemSize() == null) {
      return null;
    }
    if (action == ItemAction.READ) {
      problem(file.previousItemSize(), "has a meaning for writes only");
    } else if (file.statement() != null && file.statement().value() == Statement.INSERT) {
      problem(file.previousItemSize(), "has no meaning for an INSERT, which replaces no item");
    }
    return size(file.previousItemSize());
  }

  private @Nullable SizeDistribution size(@Nullable Given<SizeFile> size) {
    return size == null ? null : new SizeReader(context).read(size);
  }

  private int itemsPerRequest(SizeDistribution itemSize) {
    double meanBytes = SizeReader.meanBytes(itemSize);
    if (file.itemsPerRequest() == null) {
      return defaultItemsPerRequest(meanBytes);
    }
    int items = file.itemsPerRequest().value();
    if (operation == null) {
      return items;
    }
    int maxItems = ApiLimits.maxItems(operation);
    long maxBytes = ApiLimits.maxBytes(operation);
    if (items == 0 && operation.shape() != Operation.Shape.PAGE) {
      problem(
          file.itemsPerRequest(),
          "must be at least 1 for " + operation.apiName() + ", which names its items");
    } else if (items > maxItems) {
      problem(
          file.itemsPerRequest(),
          "must be at most " + maxItems + " for " + operation.apiName() + ", not " + items);
    } else if (items * meanBytes > maxBytes) {
      problem(
          file.itemsPerRequest(),
          "is too much for "
              + operation.apiName()
              + ", which ends at "
              + Texts.bytes(maxBytes)
              + ": "
              + items
              + " items have "
              + Texts.count(Math.round(items * meanBytes / 1024))
              + " KB");
    }
    return items;
  }

  private int defaultItemsPerRequest(double meanBytes) {
    if (operation == Operation.SCAN) {
      long fitting = Math.max(1, (long) (ServiceLimits.PAGE_MAX_BYTES / meanBytes));
      Double dataBytes = dataBytes(meanBytes);
      if (dataBytes != null && dataBytes == 0) {
        assume("a request searches the whole table and finds nothing, since that is empty");
        return 0;
      }
      Long items = context.state().items();
      int perPage = (int) (items == null ? fitting : Math.min(fitting, Math.max(1, items)));
      assume("a request reads a page of " + Texts.count(perPage) + " items");
      return perPage;
    }
    if (operation != null && operation.shape() != Operation.Shape.SINGLE) {
      assume("a request has 1 item");
    }
    return 1;
  }

  private KeyDistribution keys(@Nullable String indexName) {
    KeyDistribution keys = file.keys() == null ? null : new KeysReader(context).read(file.keys());
    if (file.keys() == null) {
      assume("requests spread evenly over " + Texts.count(context.keyCount()) + " partition keys");
    }
    Integer partitions = context.state().partitions();
    if (keys instanceof KeyDistribution.Partitions weights
        && file.keys() != null
        && partitions != null
        && !isGlobal(indexName)
        && weights.weights().size() != partitions) {
      problem(
          file.keys(),
          "must have as many weights as the table has partitions, "
              + partitions
              + ", not "
              + weights.weights().size());
    }
    return keys == null ? new KeyDistribution.Uniform(context.keyCount()) : keys;
  }

  /** A Scan of the table whose size is known walks through it, each client in its own segment. */
  private KeyDistribution pages(
      @Nullable String indexName, SizeDistribution itemSize, int itemsPerRequest) {
    double itemBytes = SizeReader.meanBytes(itemSize);
    Double dataBytes = dataBytes(itemBytes);
    int segments =
        file.clients() == null || file.clients().value().count() == null
            ? 1
            : file.clients().value().count().value();
    if (itemsPerRequest == 0) {
      if (file.itemsPerRequest() != null
          && indexName == null
          && dataBytes != null
          && dataBytes > 0) {
        problem(file.itemsPerRequest(), "must be at least 1, since the table has items");
      }
      return new KeyDistribution.Walk(1, segments);
    }
    if (indexName != null || dataBytes == null) {
      assume(
          "pages spread evenly over the partitions, since the size of the "
              + (indexName == null ? "table" : "index")
              + " is not known");
      return new KeyDistribution.Uniform(context.keyCount());
    }
    double pageBytes = Math.min(ServiceLimits.PAGE_MAX_BYTES, itemsPerRequest * itemBytes);
    long pages = Math.max(1, (long) Math.ceil(dataBytes / pageBytes));
    assume(
        segments == 1
            ? "walks through the table page by page, again and again"
            : "each client walks through a segment of the table, again and again");
    return new KeyDistribution.Walk(pages, segments);
  }

  private @Nullable Double dataBytes(double itemBytes) {
    InitialState state = context.state();
    if (state.dataSizeBytes() != null) {
      return state.dataSizeBytes().doubleValue();
    }
    return state.items() == null ? null : state.items() * itemBytes;
  }

  private SortKeys sortKeys() {
    Table table = context.table();
    boolean hasSortKey =
        table == null || table.keySchema().stream().anyMatch(k -> k.keyType() == KeyType.RANGE);
    if (file.sortKeys() == null) {
      return hasSortKey ? SortKeys.RANDOM : SortKeys.NONE;
    }
    if (!hasSortKey && file.sortKeys().value() != SortKeys.NONE) {
      problem(file.sortKeys(), "must be none: the table has no sort key");
    }
    return file.sortKeys().value();
  }

  private void problem(Given<?> at, String message) {
    context.problem(at.location(), message);
  }

  private void assume(String line) {
    context.assumptions().add(name + ": " + line);
  }
}
