package dev.headroom.prediction;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.engine.ControlPlane;
import dev.headroom.engine.ResourceState;
import dev.headroom.engine.ServiceLog;
import dev.headroom.engine.TableUpdate;
import dev.headroom.engine.TableUpdate.Answer;
import dev.headroom.engine.TableUpdate.Caller;
import dev.headroom.scenario.IndexCreation;
import dev.headroom.scenario.TableChange;
import dev.headroom.scenario.TableChange.Scaling;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.CapacityMode.OnDemand;
import dev.headroom.table.CapacityMode.Provisioned;
import dev.headroom.table.Throughput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the control plane for the changes of a scenario, each at its time, and tells when they have
 * taken effect. A change waits while another update is in flight, as whoever applies it would; one
 * that is refused is over. Not thread-safe.
 */
final class PlannedChanges {

  /** A change and how far it is. */
  private static final class Plan {
    final TableChange change;
    long dueNanos;
    boolean isAsked;
    int pending;

    Plan(TableChange change) {
      this.change = change;
      this.dueNanos = change.after() == null ? change.at().toNanos() : Long.MAX_VALUE;
    }
  }

  private final List<Plan> plans = new ArrayList<>();
  private final List<String> ended = new ArrayList<>();
  private final ControlPlane control;
  private final ServiceLog log;
  private final ObjLongConsumer<String> whenEnded;

  /**
   * The changes of a scenario.
   *
   * @param whenEnded hears the name of a change that has taken effect or was refused, and when
   */
  PlannedChanges(
      List<TableChange> changes,
      ControlPlane control,
      ServiceLog log,
      ObjLongConsumer<String> whenEnded) {
    this.control = control;
    this.log = log;
    this.whenEnded = whenEnded;
    changes.forEach(change -> plans.add(new Plan(change)));
  }

  /** When {@link #advance} has something to do next; {@link Long#MAX_VALUE} for never. */
  long nextNanos() {
    long next = control.nextNanos();
    for (Plan plan : plans) {
      next = plan.isAsked ? next : Math.min(next, plan.dueNanos);
    }
    return next;
  }

  /** Hears that a flow or a change has ended: others may wait for it. */
  void follow(String name, long nowNanos) {
    for (Plan plan : plans) {
      if (name.equals(plan.change.after()) && plan.dueNanos == Long.MAX_VALUE) {
        plan.dueNanos = nowNanos + plan.change.at().toNanos();
      }
    }
  }

  /** Asks for what is due, and lets the control plane do what is due. */
  void advance(long nowNanos) {
    for (Plan plan : plans) {
      if (!plan.isAsked && plan.dueNanos <= nowNanos) {
        ask(plan, nowNanos);
      }
    }
    control.advance(nowNanos);
    while (!ended.isEmpty()) {
      whenEnded.accept(ended.removeFirst(), nowNanos);
    }
  }

  private void ask(Plan plan, long nowNanos) {
    TableChange change = plan.change;
    if (change.createdIndex() != null) {
      create(plan, change.createdIndex(), nowNanos);
      return;
    }
    ResourceState resource = resource(change);
    if (!resource.exists()) {
      log.add(nowNanos, "update-refused", resource.name(), "the index does not exist yet");
      plan.isAsked = true;
      plan.pending = 1;
      end(plan);
      return;
    }
    if (!change.autoScaling().isEmpty() && control.isBackfilling(resource)) {
      return;
    }
    Map<ResourceState, CapacityMode> wanted = wanted(change);
    plan.pending = 1;
    if (!wanted.isEmpty()) {
      plan.pending++;
      TableUpdate update = new TableUpdate(wanted, Caller.USER, "", done -> end(plan));
      Answer answer = control.update(update, nowNanos);
      if (answer instanceof Answer.InUse) {
        return;
      }
      settle(plan, answer, resource, nowNanos);
    }
    plan.isAsked = true;
    if (!change.warmUnits().isEmpty()) {
      plan.pending++;
      Throughput warm = warm(change, resource.warm());
      settle(
          plan, control.raiseWarm(resource, warm, done -> end(plan), nowNanos), resource, nowNanos);
    }
    change.autoScaling().forEach((dimension, it) -> scale(resource, dimension, it, nowNanos));
    end(plan);
  }

  /** Has an index created; one that is refused never is, so that nothing follows it. */
  private void create(Plan plan, IndexCreation creation, long nowNanos) {
    ResourceState index = index(creation.index().indexName());
    plan.pending = 1;
    Answer answer =
        control.create(
            index,
            modeOf(creation),
            creation.backfillUnits(),
            done -> {
              creation.autoScaling().forEach(it -> control.autoScale(it, done));
              end(plan);
            },
            nowNanos);
    plan.isAsked = !(answer instanceof Answer.InUse);
    if (answer instanceof Answer.Refused refused) {
      log.add(nowNanos, "update-refused", index.name(), refused.why());
    }
  }

  /** The declared capacity; where the table's billing mode has changed since, what that allows. */
  private CapacityMode modeOf(IndexCreation creation) {
    CapacityMode declared = creation.index().capacity();
    return switch (control.table().capacity()) {
      case Provisioned provisioned -> declared instanceof Provisioned ? declared : provisioned;
      case OnDemand onDemand ->
          declared instanceof OnDemand
              ? declared
              : new OnDemand(OptionalLong.empty(), OptionalLong.empty());
    };
  }

  /** Ends a part of a change that will never take effect. */
  private void settle(Plan plan, Answer answer, ResourceState resource, long nowNanos) {
    switch (answer) {
      case Answer.Accepted accepted -> {}
      case Answer.InUse inUse -> {}
      case Answer.Unchanged unchanged -> end(plan);
      case Answer.Refused refused -> {
        log.add(nowNanos, "update-refused", resource.name(), refused.why());
        end(plan);
      }
    }
  }

  private void end(Plan plan) {
    String name = plan.change.name();
    if (--plan.pending == 0 && name != null) {
      ended.add(name);
    }
  }

  private ResourceState resource(TableChange change) {
    return change.indexName() == null ? control.table() : index(change.indexName());
  }

  private ResourceState index(String name) {
    return control.resources().stream()
        .filter(it -> it.kind() == ResourceKind.INDEX && it.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such index: " + name));
  }

  /** The capacity that a change asks for; nothing where it is not about capacity. */
  private Map<ResourceState, CapacityMode> wanted(TableChange change) {
    Map<@Nullable String, CapacityMode> before = new LinkedHashMap<>();
    for (ResourceState each : control.resources()) {
      if (each.exists()) {
        before.put(each == control.table() ? null : each.name(), each.capacity());
      }
    }
    Map<ResourceState, CapacityMode> wanted = new LinkedHashMap<>();
    change
        .capacities(before)
        .forEach((index, mode) -> wanted.put(index == null ? control.table() : index(index), mode));
    return wanted;
  }

  private static Throughput warm(TableChange change, Throughput before) {
    return new Throughput(
        change.warmUnits().getOrDefault(Dimension.READ, before.readUnitsPerSecond()),
        change.warmUnits().getOrDefault(Dimension.WRITE, before.writeUnitsPerSecond()));
  }

  private void scale(ResourceState resource, Dimension dimension, Scaling scaling, long nowNanos) {
    AutoScaling before = control.autoScaling(resource, dimension).orElse(null);
    long min = or(scaling.minCapacityUnits(), before == null ? 1 : before.minCapacityUnits());
    long max = or(scaling.maxCapacityUnits(), before == null ? min : before.maxCapacityUnits());
    Double target = scaling.targetPercent();
    if (min > max) {
      log.add(
          nowNanos,
          "update-refused",
          resource.name(),
          "auto scaling from " + min + " to " + max + " units is no range");
      return;
    }
    AutoScaling wanted =
        before == null
            ? new AutoScaling(resource.name(), dimension, min, max, target, 0, 0, false, List.of())
            : before.withBounds(min, max);
    control.autoScale(target == null ? wanted : wanted.withTarget(target), nowNanos);
  }

  private static long or(@Nullable Long value, long otherwise) {
    return value == null ? otherwise : value;
  }
}
