package dev.headroom.metrics;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.metrics.Meters.ResourceGauges;
import dev.headroom.service.LiveTable;
import dev.headroom.service.ServiceListener;
import dev.headroom.service.TableState;
import dev.headroom.service.TableState.DimensionNow;
import dev.headroom.service.TableState.ResourceNow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns what a service decides into meters, be it an endpoint's or a shadow's. Thread-safe. */
public final class ServiceMeters implements ServiceListener {

  /** One dimension of a table or an index. */
  private record Counted(String table, String index, Dimension dimension) {}

  private final Meters meters;
  private final Map<Counted, Double> consumedBefore = new HashMap<>();

  /** Counts with the given meters. */
  public ServiceMeters(Meters meters) {
    this.meters = meters;
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

  /** Shows what tables look like now, and counts what they have consumed since the last time. */
  public synchronized void show(List<TableState> tables) {
    List<ResourceGauges> gauges = new ArrayList<>();
    for (TableState table : tables) {
      for (ResourceNow resource : table.resources()) {
        String index = resource.kind().equals("index") ? resource.name() : "";
        meters.expect(table.name(), index);
        count(new Counted(table.name(), index, Dimension.READ), resource.read());
        count(new Counted(table.name(), index, Dimension.WRITE), resource.write());
        Map<Dimension, Double> provisioned = new EnumMap<>(Dimension.class);
        Map<Dimension, Double> burst = new EnumMap<>(Dimension.class);
        add(Dimension.READ, resource.read(), provisioned, burst);
        add(Dimension.WRITE, resource.write(), provisioned, burst);
        gauges.add(
            new ResourceGauges(
                table.name(),
                index,
                provisioned,
                burst,
                resource.partitions(),
                resource.hottestPartitionUtilization()));
      }
    }
    meters.show(gauges);
  }

  /** A table that was made anew begins at 0 again. */
  private void count(Counted what, DimensionNow now) {
    Double before = consumedBefore.put(what, now.consumedUnits());
    double begin = before == null || before > now.consumedUnits() ? 0 : before;
    meters.consumed(what.table(), what.index(), what.dimension(), now.consumedUnits() - begin);
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
