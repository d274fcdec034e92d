package dev.headroom.reports;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.capacity.ThrottlingReason;

/** What the throttling reasons mean, for people. */
final class Reasons {

  private Reasons() {}

  /** One sentence: which limit was met. */
  static String explanation(ThrottlingReason reason) {
    String units = reason.dimension() == Dimension.READ ? "read" : "write";
    String owner = reason.resourceKind() == ResourceKind.TABLE ? "table" : "index";
    return switch (reason.limit()) {
      case PROVISIONED_THROUGHPUT ->
          "The %s took more than its provisioned %s capacity, and the burst capacity saved before was used up."
              .formatted(owner, units);
      case KEY_RANGE_THROUGHPUT ->
          "One partition of the %s took more %s units per second than a single partition gives, whatever the capacity of the whole."
              .formatted(owner, units);
      case ACCOUNT_LIMIT ->
          "The %s took more %s units per second than the account's quota for one table or index."
              .formatted(owner, units);
      case MAX_ON_DEMAND_THROUGHPUT ->
          "The on-demand %s took more %s units per second than the maximum configured for it."
              .formatted(owner, units);
    };
  }
}
