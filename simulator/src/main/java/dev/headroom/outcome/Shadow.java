package dev.headroom.outcome;

import java.util.List;

/**
 * What an engine decided that was put every attempt of an observed run at the instant at which it
 * was sent, beside what the service answered.
 *
 * @param bothAdmitted attempts that both let in
 * @param bothThrottled attempts that both refused
 * @param onlyShadow attempts that the engine alone refused
 * @param onlyReal attempts that the service alone refused
 * @param flows in scenario order
 */
public record Shadow(
    long bothAdmitted,
    long bothThrottled,
    long onlyShadow,
    long onlyReal,
    List<FlowMinutes> flows) {

  public Shadow {
    flows = List.copyOf(flows);
  }

  /**
   * The counts of a flow, one per minute of the run.
   *
   * @param name the flow's name
   * @param requests requests whose first attempt was sent in the minute
   * @param shadowThrottled attempts sent in the minute that the engine refused
   * @param realThrottled attempts sent in the minute that the service refused
   */
  public record FlowMinutes(
      String name, Series requests, Series shadowThrottled, Series realThrottled) {}
}
