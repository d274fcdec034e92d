package dev.headroom.traffic;

import java.time.Duration;

/** How the requests of an open flow lie in time around its rate. */
public sealed interface ArrivalProcess {

  /** Independent requests. */
  record Poisson() implements ArrivalProcess {}

  /** Equal gaps. */
  record Even() implements ArrivalProcess {}

  /**
   * Silence and bursts: in every cycle of {@code length * peakToMean} all requests fall, evenly
   * spaced, into the first {@code length}.
   *
   * @param peakToMean rate inside a burst over the flow's rate, above 1
   * @param length length of a burst
   */
  record Bursty(double peakToMean, Duration length) implements ArrivalProcess {}
}
