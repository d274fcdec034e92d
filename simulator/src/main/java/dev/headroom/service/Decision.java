package dev.headroom.service;

import dev.headroom.capacity.ThrottlingReason;
import java.util.Set;

/** Whether a request is let in. */
public sealed interface Decision {

  /** How a request was let in. */
  enum Admission {
    /** Within the rate of the second. */
    NORMAL,
    /** From capacity that was saved. */
    BURST,
    /** On a partition that serves more than its even share. */
    ADAPTIVE
  }

  /**
   * It may go on, and must be {@linkplain ThrottledService#settle settled} when it has been carried
   * out.
   *
   * @param ticket names it
   * @param admission how it was let in
   */
  record Admitted(Ticket ticket, Admission admission) implements Decision {}

  /**
   * It is refused.
   *
   * @param reason the limit that it met first
   * @param table whose limit, or whose index's
   * @param resourceArn the table or index that the limit belongs to
   * @param refusing the names of all tables and indexes that refuse it
   */
  record Throttled(
      ThrottlingReason reason, LiveTable table, String resourceArn, Set<String> refusing)
      implements Decision {}

  /** A request that was let in and is not settled yet. */
  final class Ticket {
    private final Demand expected;
    private final int[] partitions;
    private final int replica;

    Ticket(Demand expected, int[] partitions, int replica) {
      this.expected = expected;
      this.partitions = partitions;
      this.replica = replica;
    }

    Demand expected() {
      return expected;
    }

    int partition(int part) {
      return partitions[part];
    }

    int replica() {
      return replica;
    }
  }
}
