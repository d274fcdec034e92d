package dev.headroom.outcome;

import java.util.List;

/**
 * How often a shadow engine and the service answered the same attempts alike. The shadow sees every
 * attempt of a real run, with the time, key and size that the client saw, and is never corrected by
 * the answers.
 *
 * @param total all attempts of the run
 * @param flows the same for each flow over time; empty where that was not kept
 */
public record Shadow(Agreement total, List<FlowAgreement> flows) {

  public Shadow {
    flows = List.copyOf(flows);
  }

  /**
   * Numbers of attempts by what became of them.
   *
   * @param bothAdmitted admitted by both
   * @param bothThrottled throttled by both
   * @param onlyShadow throttled by the shadow alone
   * @param onlyReal throttled by the service alone
   */
  public record Agreement(long bothAdmitted, long bothThrottled, long onlyShadow, long onlyReal) {

    /** The sum of both. */
    public Agreement plus(Agreement other) {
      return new Agreement(
          bothAdmitted + other.bothAdmitted,
          bothThrottled + other.bothThrottled,
          onlyShadow + other.onlyShadow,
          onlyReal + other.onlyReal);
    }
  }

  /**
   * The numbers of {@link Agreement} for one flow, one per period.
   *
   * @param flow the flow's name
   * @param requests requests whose first attempt was sent in the period
   */
  public record FlowAgreement(
      String flow,
      int periodSeconds,
      Series requests,
      Series bothAdmitted,
      Series bothThrottled,
      Series onlyShadow,
      Series onlyReal) {}
}
