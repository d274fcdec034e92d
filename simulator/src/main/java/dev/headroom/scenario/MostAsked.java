package dev.headroom.scenario;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.RequestUnits;
import dev.headroom.capacity.ServiceLimits;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.IndexTouch;
import dev.headroom.traffic.Load;
import dev.headroom.traffic.Operation;
import dev.headroom.traffic.Operation.Shape;
import dev.headroom.traffic.SizeDistribution;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The most that flows may ask of one partition, if all of them meet the same one: an upper bound,
 * which tells where no partition comes near a limit.
 *
 * @param limitShare share of a partition's limits that is asked for when all flows are at their
 *     highest rates; indexes count as if they were the same partition
 * @param writtenBytes what all flows may write in the whole run
 */
record MostAsked(double limitShare, double writtenBytes) {

  /** The bound for a run. */
  static MostAsked of(List<Flow> flows, ModelProfile profile, Duration duration) {
    double share = 0;
    double bytes = 0;
    for (Flow flow : flows) {
      double items = perSecond(flow, profile) * flow.operationsPerRequest();
      boolean isRead = flow.dimension() == Dimension.READ;
      double limit =
          isRead
              ? profile.partitionMaxReadUnitsPerSecond()
              : profile.partitionMaxWriteUnitsPerSecond();
      double touched = 1 + flow.indexes().stream().mapToDouble(IndexTouch::writesPerRequest).sum();
      share += touched * items * units(flow) / limit;
      bytes += isRead ? 0 : items * bytes(flow.itemSize()) * duration.toSeconds();
    }
    return new MostAsked(share, bytes);
  }

  /** Requests; a rate in units counts as a request each. */
  private static double perSecond(Flow flow, ModelProfile profile) {
    return switch (flow.load()) {
      case Load.Open open -> open.rate().highestPerSecond();
      case Load.Closed closed -> {
        double answerMillis =
            profile.latencyNetworkRoundTripMillis()
                + (flow.dimension() == Dimension.READ
                    ? profile.latencyReadMedianMillis()
                    : profile.latencyWriteMedianMillis());
        yield closed.count() / (answerMillis / 1e3 + closed.thinkTime().toNanos() / 1e9);
      }
    };
  }

  private static double units(Flow flow) {
    long bytes = Math.max(bytes(flow.itemSize()), bytes(flow.previousItemSize()));
    Operation operation = flow.operation();
    long milliUnits =
        flow.dimension() == Dimension.WRITE
            ? RequestUnits.writeMilliUnits(bytes)
            : operation.shape() == Shape.PAGE
                ? RequestUnits.pageReadMilliUnits(
                    Math.min(bytes * flow.itemsPerRequest(), ServiceLimits.PAGE_MAX_BYTES),
                    flow.consistency())
                : RequestUnits.readMilliUnits(bytes, flow.consistency());
    boolean isWriteOfTransaction =
        operation.shape() == Shape.TRANSACTION && flow.dimension() == Dimension.WRITE;
    return milliUnits / 1e3 * (isWriteOfTransaction ? 2 : 1);
  }

  private static long bytes(@Nullable SizeDistribution size) {
    return switch (size) {
      case null -> 0;
      case SizeDistribution.Fixed fixed -> fixed.sizeBytes();
      case SizeDistribution.Uniform uniform -> uniform.maxBytes();
      case SizeDistribution.LogNormal logNormal -> ServiceLimits.ITEM_MAX_BYTES;
      case SizeDistribution.Values values ->
          values.sizes().stream()
              .mapToLong(SizeDistribution.Values.WeightedSize::sizeBytes)
              .max()
              .orElse(0);
    };
  }
}
