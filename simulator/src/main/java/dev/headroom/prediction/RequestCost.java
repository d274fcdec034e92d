package dev.headroom.prediction;

import dev.headroom.capacity.Consistency;
import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.RequestUnits;
import dev.headroom.capacity.ServiceLimits;
import dev.headroom.chance.Chance;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.IndexTouch;
import dev.headroom.traffic.ItemAction;
import dev.headroom.traffic.Operation;
import dev.headroom.traffic.Operation.Shape;
import dev.headroom.traffic.SizeClasses;
import dev.headroom.traffic.SizeDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a flow's requests cost: milli-units per item-level operation, for the table first and then
 * for each index touch. A page costs this where it stays within one partition.
 *
 * <p>A few requests are drawn one by one; many are drawn together from the normal distribution that
 * their sum approaches. Immutable.
 */
final class RequestCost {

  /** Up to this many requests every size is drawn by itself. */
  private static final long DRAWN_ONE_BY_ONE = 16;

  private static final long WHOLE_UNIT = 1_000;
  private static final long HALF_UNIT = WHOLE_UNIT / 2;

  private final Flow flow;
  private final List<IndexTouch> touches;
  private final ModelProfile profile;
  private final SizeClasses sizes;
  private final @Nullable SizeClasses previousSizes;
  private final List<SizeClasses> entrySizes;
  private final List<IndexTouch> localTouches;
  private final List<SizeClasses> localEntrySizes;
  private final double[] meanMilliUnits;
  private final double[] deviationMilliUnits;
  private final double meanSizeBytes;

  /**
   * The costs of a flow.
   *
   * @param flow the flow
   * @param touches its index touches that are charged to an index, in component order
   * @param localTouches its touches of local secondary indexes, charged to the table
   */
  RequestCost(
      Flow flow, List<IndexTouch> touches, List<IndexTouch> localTouches, ModelProfile profile) {
    this.flow = flow;
    this.touches = touches;
    this.profile = profile;
    SizeDistribution replaced = flow.previousItemSize();
    boolean isDelete = flow.action() == ItemAction.DELETE;
    SizeClasses item = SizeClasses.of(isDelete && replaced != null ? replaced : flow.itemSize());
    this.sizes =
        flow.operation().shape() == Shape.PAGE
            ? item.timesIndependently(flow.itemsPerRequest(), ServiceLimits.PAGE_MAX_BYTES)
            : item;
    this.previousSizes = isDelete || replaced == null ? null : SizeClasses.of(replaced);
    this.entrySizes = new ArrayList<>();
    for (IndexTouch touch : touches) {
      entrySizes.add(touch.entrySize() == null ? item : SizeClasses.of(touch.entrySize()));
    }
    this.localTouches = localTouches;
    this.localEntrySizes = new ArrayList<>();
    for (IndexTouch touch : localTouches) {
      localEntrySizes.add(touch.entrySize() == null ? item : SizeClasses.of(touch.entrySize()));
    }
    this.meanMilliUnits = new double[touches.size() + 1];
    this.deviationMilliUnits = new double[touches.size() + 1];
    computeTableMoments();
    for (int i = 0; i < touches.size(); i++) {
      computeIndexMoments(i);
    }
    this.meanSizeBytes = mean(sizes);
  }

  private void computeTableMoments() {
    double mean = 0;
    double square = 0;
    for (int i = 0; i < sizes.count(); i++) {
      int previousCount = previousSizes == null ? 1 : previousSizes.count();
      for (int j = 0; j < previousCount; j++) {
        double probability =
            sizes.probability(i) * (previousSizes == null ? 1 : previousSizes.probability(j));
        long previous = previousSizes == null ? 0 : previousSizes.sizeBytes(j);
        double units = tableMilliUnits(sizes.sizeBytes(i), previous);
        mean += probability * units;
        square += probability * units * units;
      }
    }
    double variance = square - mean * mean;
    for (int l = 0; l < localTouches.size(); l++) {
      double writes = localTouches.get(l).writesPerRequest();
      SizeClasses entries = localEntrySizes.get(l);
      for (int i = 0; i < entries.count(); i++) {
        mean += writes * entries.probability(i) * entryMilliUnits(entries.sizeBytes(i));
      }
    }
    setMoments(0, mean, variance);
  }

  private void computeIndexMoments(int touch) {
    SizeClasses entries = entrySizes.get(touch);
    double mean = 0;
    double square = 0;
    for (int i = 0; i < entries.count(); i++) {
      double units = entryMilliUnits(entries.sizeBytes(i));
      mean += entries.probability(i) * units;
      square += entries.probability(i) * units * units;
    }
    setMoments(touch + 1, mean, square - mean * mean);
  }

  private void setMoments(int component, double mean, double variance) {
    meanMilliUnits[component] = mean;
    deviationMilliUnits[component] = variance < 1 ? 0 : Math.sqrt(variance);
  }

  /** Expected milli-units of one item-level operation; component 0 is the table. */
  double meanMilliUnits(int component) {
    return meanMilliUnits[component];
  }

  /** Standard deviation of the milli-units of one item-level operation. */
  double deviationMilliUnits(int component) {
    return deviationMilliUnits[component];
  }

  /** Expected bytes that a request carries. */
  double meanBytesPerRequest() {
    return flow.operation().shape() == Shape.PAGE
        ? meanSizeBytes
        : meanSizeBytes * flow.itemsPerRequest();
  }

  /** By how many bytes one item-level operation changes the size of the table's data. */
  double meanStoredBytes() {
    if (!isWrite()) {
      return 0;
    }
    return flow.action() == ItemAction.DELETE
        ? -mean(sizes)
        : mean(sizes) - (previousSizes == null ? 0 : mean(previousSizes));
  }

  private static double mean(SizeClasses classes) {
    double mean = 0;
    for (int i = 0; i < classes.count(); i++) {
      mean += classes.probability(i) * classes.sizeBytes(i);
    }
    return mean;
  }

  /** Expected units of one whole request in the table's dimension. */
  double meanUnitsPerRequest() {
    return meanMilliUnits[0] * flow.operationsPerRequest() / 1_000;
  }

  /**
   * Draws what {@code n} item-level operations cost together.
   *
   * @param milliUnits receives one sum per component
   */
  void draw(long n, Chance chance, long[] milliUnits) {
    if (n <= DRAWN_ONE_BY_ONE) {
      Arrays.fill(milliUnits, 0);
      for (long i = 0; i < n; i++) {
        addOne(chance, milliUnits);
      }
      return;
    }
    double normal = isConstant() ? 0 : chance.nextNormal();
    long least = flow.consistency() == Consistency.EVENTUAL && !isWrite() ? HALF_UNIT : WHOLE_UNIT;
    for (int c = 0; c < milliUnits.length; c++) {
      double sum = meanMilliUnits[c] * n + deviationMilliUnits[c] * Math.sqrt((double) n) * normal;
      milliUnits[c] = Math.max(n, Math.round(sum / least)) * least;
    }
  }

  private boolean isWrite() {
    return flow.dimension() == Dimension.WRITE;
  }

  private boolean isConstant() {
    for (double deviation : deviationMilliUnits) {
      if (deviation > 0) {
        return false;
      }
    }
    return true;
  }

  private void addOne(Chance chance, long[] milliUnits) {
    long size = sizes.draw(chance);
    long previous = previousSizes == null ? 0 : previousSizes.draw(chance);
    milliUnits[0] += tableMilliUnits(size, previous);
    for (int l = 0; l < localTouches.size(); l++) {
      long entry =
          localTouches.get(l).entrySize() == null ? size : localEntrySizes.get(l).draw(chance);
      milliUnits[0] += Math.round(localTouches.get(l).writesPerRequest() * entryMilliUnits(entry));
    }
    for (int i = 0; i < touches.size(); i++) {
      long entry = touches.get(i).entrySize() == null ? size : entrySizes.get(i).draw(chance);
      milliUnits[i + 1] += entryMilliUnits(entry);
    }
  }

  private long tableMilliUnits(long sizeBytes, long previousBytes) {
    Operation operation = flow.operation();
    if (isWrite()) {
      long units = RequestUnits.putMilliUnits(previousBytes, sizeBytes);
      return operation.shape() == Shape.TRANSACTION
          ? RequestUnits.transactionMilliUnits(units, profile.transactionMultiplier())
          : units;
    }
    return switch (operation.shape()) {
      case PAGE ->
          flow.itemsPerRequest() == 0
              ? emptyPartitionMilliUnits()
              : RequestUnits.pageReadMilliUnits(sizeBytes, flow.consistency());
      case TRANSACTION ->
          RequestUnits.transactionMilliUnits(
              RequestUnits.readMilliUnits(sizeBytes, Consistency.STRONG),
              profile.transactionMultiplier());
      case SINGLE, BATCH -> RequestUnits.readMilliUnits(sizeBytes, flow.consistency());
    };
  }

  /** What a page costs for a partition in which it finds no item. */
  long emptyPartitionMilliUnits() {
    return RequestUnits.emptyPageReadMilliUnits(
        profile.minReadChargeEmptyPartition(), flow.consistency());
  }

  private long entryMilliUnits(long entryBytes) {
    long units = RequestUnits.writeMilliUnits(entryBytes);
    return flow.operation().shape() == Shape.TRANSACTION
        ? RequestUnits.transactionMilliUnits(units, profile.transactionIndexMultiplier())
        : units;
  }
}
