package dev.headroom.endpoint;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.endpoint.service.LiveTable;
import dev.headroom.endpoint.service.ServiceListener;
import dev.headroom.endpoint.service.TableState;
import dev.headroom.endpoint.service.TableState.DimensionNow;
import dev.headroom.endpoint.service.TableState.ResourceNow;
import dev.headroom.metrics.Meters;
import dev.headroom.metrics.Meters.ResourceGauges;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Turns what the service decides into meters. */
final class EndpointMeters implements ServiceListener {

  private static final double MILLI = 1_000;

  private final Meters meters;

  EndpointMeters(Meters meters) {
    this.meters = meters;
  }

  @Override
  public void consumed(
      LiveTable table, String resource, boolean isIndex, Dimension dimension, long milliUnits) {
    meters.consumed(table.name(), isIndex ? resource : "", dimension, milliUnits / MILLI);
  }

  @Override
  public void throttled(
      LiveTable table, String resource, boolean isIndex, ThrottlingReason reason) {
    meters.throttleEvent(
        table.name(), isIndex ? resource : "", reason.dimension(), reason.awsName());
  }

  @Override
  public void event(LiveTable table, String kind, String resource, String detail) {
    meters.scalingEvent(table.name(), resource.equals(table.name()) ? "" : resource, kind);
  }

  /** Shows what tables look like now. */
  void show(List<TableState> tables) {
    List<ResourceGauges> gauges = new ArrayList<>();
    for (TableState table : tables) {
      for (ResourceNow resource : table.resources()) {
        Map<Dimension, Double> provisioned = new EnumMap<>(Dimension.class);
        Map<Dimension, Double> burst = new EnumMap<>(Dimension.class);
        add(Dimension.READ, resource.read(), provisioned, burst);
        add(Dimension.WRITE, resource.write(), provisioned, burst);
        gauges.add(
            new ResourceGauges(
                table.name(),
                resource.kind().equals("index") ? resource.name() : "",
                provisioned,
                burst,
                resource.partitions(),
                resource.hottestPartitionUtilization()));
      }
    }
    meters.show(gauges);
  }

  private static void add(
      Dimension dimension,
      DimensionNow now,
      Map<Dimension, Double> provisioned,
      Map<Dimension, Double> burst) {
    Long capacity = now.capacityUnits();
    if (capacity != null) {
      provisioned.put(dimension, (double) capacity);
      burst.put(dimension, now.burstBalance());
    }
  }
}
