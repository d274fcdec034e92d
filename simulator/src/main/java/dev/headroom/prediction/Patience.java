package dev.headroom.prediction;

/**
 * How much a run may go wrong before it is given up: its outcome then ends early, and holds enough
 * to fail every gate on these numbers that the whole run would fail.
 *
 * @param mostThrottled requests of clients that may be throttled
 * @param mostFailed requests of clients that may fail for good
 */
public record Patience(long mostThrottled, long mostFailed) {

  /** Runs to the end whatever happens. */
  public static final Patience ENDLESS = new Patience(Long.MAX_VALUE, Long.MAX_VALUE);
}
