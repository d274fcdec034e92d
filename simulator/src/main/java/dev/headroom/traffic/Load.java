package dev.headroom.traffic;

import java.time.Duration;
import java.util.OptionalLong;

/** What drives a flow. */
public sealed interface Load {

  /** Open model: requests arrive at a rate, whatever the answers are. */
  record Open(RateShape rate, RateUnit unit, ArrivalProcess arrivals) implements Load {}

  /**
   * Closed model: each client sends its next request after the answer and a pause.
   *
   * @param count number of clients
   * @param thinkTime pause between answer and next request
   * @param requests how many requests all clients together send before the flow ends; empty for no
   *     end
   */
  record Closed(int count, Duration thinkTime, OptionalLong requests) implements Load {}

  /** What an open flow's rate counts. */
  enum RateUnit {
    REQUESTS,
    READ_UNITS,
    WRITE_UNITS
  }
}
