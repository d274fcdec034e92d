package dev.headroom.scenarios.dsl;

import java.time.Duration;
import java.util.function.IntFunction;

/**
 * A batch, of which the service may leave out a part.
 *
 * @param <S> the request
 */
public interface WithResend<S> {

  /**
   * Sends what was left out again, at once. It remains one request for Gatling, whose time includes
   * all resends.
   *
   * @param times how often at most; when something is left out even then, that is the status
   */
  default S resendUnprocessed(int times) {
    return resendUnprocessed(times, resend -> Duration.ZERO);
  }

  /**
   * Sends what was left out again, each time after a pause.
   *
   * @param times how often at most
   * @param pause before a resend, counted from 1
   */
  S resendUnprocessed(int times, IntFunction<Duration> pause);
}
