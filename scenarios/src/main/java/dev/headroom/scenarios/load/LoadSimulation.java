package dev.headroom.scenarios.load;

import io.gatling.javaapi.core.Simulation;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The simulation that Gatling makes of a run. Gatling makes simulations itself, by their class, so
 * that the run has to be left where the simulation finds it.
 */
public final class LoadSimulation extends Simulation {

  private static final AtomicReference<@Nullable LoadRun> RUN = new AtomicReference<>();

  /** Of the run that is under way. */
  public LoadSimulation() {
    LoadRun run = Objects.requireNonNull(RUN.get(), "a simulation of its own has no scenario");
    setUp(run.populations());
  }

  /**
   * Says which run is under way; null for none.
   *
   * @throws IllegalStateException if there is another in this process
   */
  static void of(LoadRun run) {
    if (!RUN.compareAndSet(null, run)) {
      throw new IllegalStateException("another run is under way in this process");
    }
  }

  /** The run has ended. */
  static void ended() {
    RUN.set(null);
  }
}
