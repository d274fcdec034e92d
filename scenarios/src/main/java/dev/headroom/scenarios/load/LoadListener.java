package dev.headroom.scenarios.load;

import java.time.Duration;

/** Hears how far a run is. Called from any thread. */
public interface LoadListener {

  /** What is done before and after the load. */
  void phase(String what);

  /** A second of the load has passed. */
  void progress(Progress progress);

  /**
   * How far the load is.
   *
   * @param elapsed since the run began
   * @param length of the whole run
   * @param offered requests that were to be sent
   * @param admitted attempts that were not throttled
   * @param throttled attempts that were
   * @param lateMillis how late a request of the latest second was sent at most, milliseconds
   */
  record Progress(
      Duration elapsed,
      Duration length,
      long offered,
      long admitted,
      long throttled,
      double lateMillis) {}
}
