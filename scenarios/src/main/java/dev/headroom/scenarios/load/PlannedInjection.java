package dev.headroom.scenarios.load;

import io.gatling.core.controller.inject.open.OpenInjectionProfile;
import io.gatling.core.controller.inject.open.OpenInjectionStep;
import io.gatling.javaapi.core.CoreDsl;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import java.time.Duration;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import scala.collection.Iterator;
import scala.concurrent.duration.FiniteDuration;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Injects a virtual user at each of given instants. Gatling's own steps know rates only.
 *
 * <p>The instants are asked for as the run goes on.
 */
final class PlannedInjection implements OpenInjectionStep {

  private final Supplier<PrimitiveIterator.OfLong> instants;
  private final long users;
  private final Duration length;
  private final Runnable whenBegun;

  /**
   * An injection.
   *
   * @param instants makes the instants anew, nanoseconds from the start of the injection
   * @param users how many they are
   * @param length after it no instant comes
   * @param whenBegun hears that the first is asked for
   */
  PlannedInjection(
      Supplier<PrimitiveIterator.OfLong> instants,
      long users,
      Duration length,
      Runnable whenBegun) {
    this.instants = instants;
    this.users = users;
    this.length = length;
    this.whenBegun = whenBegun;
  }

  /** A population of users of a scenario, who come at the instants. */
  PopulationBuilder into(ScenarioBuilder scenario) {
    // The Java API lets nobody make steps, but hands out what it has built with one of its own.
    io.gatling.core.structure.ScenarioBuilder built =
        scenario.injectOpen(CoreDsl.nothingFor(Duration.ZERO)).asScala().scenarioBuilder();
    OpenInjectionProfile profile =
        new OpenInjectionProfile(
            CollectionConverters.asScala(List.<OpenInjectionStep>of(this)).toList());
    return new PopulationBuilder(built.inject(profile));
  }

  @Override
  public Iterator<FiniteDuration> chain(Iterator<FiniteDuration> next) {
    return CollectionConverters.asScala(new Users(instants.get()))
        .concat(() -> next.map(later -> later.$plus(duration())));
  }

  /** The instants as Gatling takes them. */
  private final class Users implements java.util.Iterator<FiniteDuration> {
    private final PrimitiveIterator.OfLong left;
    private boolean hasBegun;

    Users(PrimitiveIterator.OfLong left) {
      this.left = left;
    }

    @Override
    public boolean hasNext() {
      if (!hasBegun) {
        hasBegun = true;
        whenBegun.run();
      }
      return left.hasNext();
    }

    @Override
    public FiniteDuration next() {
      return new FiniteDuration(left.nextLong(), TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public long users() {
    return users;
  }

  @Override
  public FiniteDuration duration() {
    return new FiniteDuration(length.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public int productArity() {
    return 0;
  }

  @Override
  public Object productElement(int n) {
    throw new IndexOutOfBoundsException(n);
  }

  @Override
  public boolean canEqual(Object that) {
    return that instanceof PlannedInjection;
  }
}
