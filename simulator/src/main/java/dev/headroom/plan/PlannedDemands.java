package dev.headroom.plan;

import dev.headroom.capacity.Consistency;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.RequestUnits;
import dev.headroom.capacity.ServiceLimits;
import dev.headroom.engine.KeyPosition;
import dev.headroom.plan.PlannedItem.IndexWrite;
import dev.headroom.service.Demand;
import dev.headroom.service.Demand.Part;
import dev.headroom.service.LiveTable;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.ItemAction;
import dev.headroom.traffic.KeyDistribution.Walk;
import dev.headroom.traffic.Operation;
import dev.headroom.traffic.Operation.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the planned requests of a flow ask of a table, from what the client knows before it sends
 * them. Immutable.
 */
public final class PlannedDemands {

  private final Flow flow;
  private final LiveTable table;
  private final ModelProfile profile;

  /** The demands of a flow on a table. */
  public PlannedDemands(Flow flow, LiveTable table, ModelProfile profile) {
    this.flow = flow;
    this.table = table;
    this.profile = profile;
  }

  /**
   * What is admitted as a whole.
   *
   * @param expected what is known of it when it is sent
   * @param actual what it takes in the end
   */
  public record Admission(Demand expected, Demand actual) {}

  /** What is admitted by itself: each item of a batch, all of any other request. */
  public List<Admission> of(PlannedRequest request) {
    return switch (flow.operation().shape()) {
      case PAGE -> List.of(page(request));
      case SINGLE, BATCH -> request.items().stream().map(this::single).toList();
      case TRANSACTION -> {
        List<Admission> each = request.items().stream().map(this::single).toList();
        yield List.of(
            new Admission(
                together(each.stream().map(Admission::expected).toList()),
                together(each.stream().map(Admission::actual).toList())));
      }
    };
  }

  private static Demand together(List<Demand> demands) {
    return demands.getFirst().none().with(demands);
  }

  private boolean isTransaction() {
    return flow.operation().shape() == Shape.TRANSACTION;
  }

  private Admission single(PlannedItem item) {
    return flow.action() == ItemAction.READ ? read(item) : write(item);
  }

  private Admission read(PlannedItem item) {
    return new Admission(reads(item, 0), reads(item, item.sizeBytes()));
  }

  private Demand reads(PlannedItem item, long sizeBytes) {
    boolean isEventual = !isTransaction() && flow.consistency() == Consistency.EVENTUAL;
    long units =
        isTransaction()
            ? RequestUnits.transactionMilliUnits(
                RequestUnits.readMilliUnits(sizeBytes, Consistency.STRONG),
                profile.transactionMultiplier())
            : RequestUnits.readMilliUnits(sizeBytes, flow.consistency());
    return Demand.reads(isEventual, List.of(ofTable(item, units)));
  }

  private Part ofTable(PlannedItem item, long milliUnits) {
    KeyPosition position = table.position(item.key(), item.sortKey());
    return new Part(table, null, null, item.key(), position, milliUnits);
  }

  private Admission write(PlannedItem item) {
    Demand actual = writes(item, item.previousBytes());
    return new Admission(table.hasIndexes() ? actual : writes(item, 0), actual);
  }

  private Demand writes(PlannedItem item, long previousBytes) {
    int multiplier = isTransaction() ? profile.transactionMultiplier() : 1;
    int indexMultiplier = isTransaction() ? profile.transactionIndexMultiplier() : 1;
    List<Part> parts = new ArrayList<>();
    parts.add(
        ofTable(item, multiplier * RequestUnits.updateMilliUnits(previousBytes, item.sizeBytes())));
    for (IndexWrite write : item.indexWrites()) {
      boolean isGlobal = table.table().hasGlobalSecondaryIndex(write.indexName());
      long units = indexMultiplier * RequestUnits.writeMilliUnits(write.entryBytes());
      parts.add(
          isGlobal
              ? new Part(
                  table,
                  write.indexName(),
                  null,
                  write.key(),
                  table.position(write.key(), write.sortKey()),
                  units)
              : new Part(
                  table,
                  null,
                  write.indexName(),
                  item.key(),
                  table.position(item.key(), item.sortKey()),
                  units));
    }
    return Demand.writes(parts);
  }

  private Admission page(PlannedRequest request) {
    String indexName = flow.indexName();
    boolean isGlobal = table.table().hasGlobalSecondaryIndex(indexName);
    boolean isScan = flow.operation() == Operation.SCAN;
    String key = isScan ? "scan" : Objects.requireNonNull(request.pageKey());
    KeyPosition position =
        isScan && flow.keys() instanceof Walk walk
            ? KeyPosition.ofHash(KeyPosition.atFraction(walk.begin(request.number())))
            : table.position(key, null);
    long bytes =
        Math.min(
            ServiceLimits.PAGE_MAX_BYTES,
            request.items().stream().mapToLong(PlannedItem::sizeBytes).sum());
    Part part =
        new Part(
            table,
            isGlobal ? indexName : null,
            isGlobal ? null : indexName,
            key,
            position,
            RequestUnits.emptyPageReadMilliUnits(1, flow.consistency()));
    boolean isEventual = flow.consistency() == Consistency.EVENTUAL;
    long units =
        bytes == 0 ? part.milliUnits() : RequestUnits.pageReadMilliUnits(bytes, flow.consistency());
    return new Admission(
        Demand.reads(isEventual, List.of(part)),
        Demand.reads(isEventual, List.of(part.with(units))));
  }
}
