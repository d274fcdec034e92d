package dev.headroom.scenario;

import dev.headroom.capacity.Dimension;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.CapacityMode.OnDemand;
import dev.headroom.table.CapacityMode.Provisioned;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A change of the table's settings during the run. Dimensions that it does not name stay as they
 * are.
 *
 * @param name what flows and changes call that begin after it; null for none
 * @param at when it is asked for, from the start of the run or the end of {@code after}
 * @param after the flow or change after whose end it is asked for; null for none
 * @param indexName the index that is changed; null for the table
 * @param billingMode the table's new billing mode; null to keep it
 * @param capacityUnits provisioned capacity, units per second
 * @param maxRequestUnits on-demand maximum, request units per second; empty for none
 * @param warmUnits warm throughput, units per second
 * @param autoScaling other bounds or targets
 * @param createdIndex the index that is added to the table, and nothing else; null for none
 */
public record TableChange(
    @Nullable String name,
    Duration at,
    @Nullable String after,
    @Nullable String indexName,
    @Nullable BillingMode billingMode,
    Map<Dimension, Long> capacityUnits,
    Map<Dimension, OptionalLong> maxRequestUnits,
    Map<Dimension, Long> warmUnits,
    Map<Dimension, Scaling> autoScaling,
    @Nullable IndexCreation createdIndex) {

  public TableChange {
    capacityUnits = byDimension(capacityUnits);
    maxRequestUnits = byDimension(maxRequestUnits);
    warmUnits = byDimension(warmUnits);
    autoScaling = byDimension(autoScaling);
  }

  /**
   * The capacity that it asks for; nothing where it is not about capacity.
   *
   * @param before the capacity of the table, under null, and of each index that there is
   * @return the new capacity of what is to change, under the same names
   */
  public Map<@Nullable String, CapacityMode> capacities(
      Map<@Nullable String, CapacityMode> before) {
    Map<@Nullable String, CapacityMode> wanted = new LinkedHashMap<>();
    BillingMode mode = billingMode;
    if (mode != null) {
      before.forEach((index, old) -> wanted.put(index, inMode(mode, index == null, old)));
    } else if (!capacityUnits.isEmpty() || !maxRequestUnits.isEmpty()) {
      CapacityMode old = Objects.requireNonNull(before.get(indexName), "no such index");
      wanted.put(
          indexName,
          switch (old) {
            case Provisioned provisioned -> withUnits(provisioned);
            case OnDemand onDemand -> withMaximums(onDemand);
          });
    }
    return wanted;
  }

  private CapacityMode inMode(BillingMode mode, boolean isTable, CapacityMode before) {
    return switch (mode) {
      case PROVISIONED ->
          before instanceof Provisioned provisioned
              ? isTable ? withUnits(provisioned) : provisioned
              : withUnits(new Provisioned(1, 1));
      case PAY_PER_REQUEST -> {
        OnDemand onDemand = before instanceof OnDemand already ? already : OnDemand.UNLIMITED;
        yield isTable ? withMaximums(onDemand) : onDemand;
      }
    };
  }

  private Provisioned withUnits(Provisioned before) {
    return new Provisioned(
        capacityUnits.getOrDefault(Dimension.READ, before.readCapacityUnits()),
        capacityUnits.getOrDefault(Dimension.WRITE, before.writeCapacityUnits()));
  }

  private OnDemand withMaximums(OnDemand before) {
    return new OnDemand(
        maxRequestUnits.getOrDefault(Dimension.READ, before.maxReadRequestUnits()),
        maxRequestUnits.getOrDefault(Dimension.WRITE, before.maxWriteRequestUnits()));
  }

  /** The API's billing modes. */
  public enum BillingMode {
    PROVISIONED,
    PAY_PER_REQUEST
  }

  /**
   * A change of target tracking; null keeps what is.
   *
   * @param minCapacityUnits lowest capacity, units per second
   * @param maxCapacityUnits highest capacity, units per second
   * @param targetPercent target utilisation in percent
   */
  public record Scaling(
      @Nullable Long minCapacityUnits,
      @Nullable Long maxCapacityUnits,
      @Nullable Double targetPercent) {}

  private static <V> Map<Dimension, V> byDimension(Map<Dimension, V> values) {
    Map<Dimension, V> copy = new EnumMap<>(Dimension.class);
    copy.putAll(values);
    return Collections.unmodifiableMap(copy);
  }
}
