package dev.headroom.engine;

import dev.headroom.capacity.ThrottlingReason;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a batch of like requests: how many were let in, and why the others were not.
 *
 * <p>A reusable value that {@link AdmissionControl#admit} fills. Not thread-safe.
 */
public final class Admission {

  /** Says that a throttled request met the limit of a whole resource, not of a partition. */
  public static final int NO_PARTITION = -1;

  private final long[] throttledByResource;
  private long admitted;
  private long throttled;
  private @Nullable ThrottlingReason reason;
  private int reasonResource;
  private int reasonPartition = NO_PARTITION;
  private int replica = Partition.LEADER;

  /** An answer about at most this many resources. */
  public Admission(int resourceCount) {
    throttledByResource = new long[resourceCount];
  }

  /** Requests let in. */
  public long admitted() {
    return admitted;
  }

  /** Requests refused. */
  public long throttled() {
    return throttled;
  }

  /** Requests refused for which a limit of this resource, among others perhaps, was met. */
  public long throttled(int resource) {
    return throttledByResource[resource];
  }

  /** The limit that the refused requests met first; null if none was refused. */
  public @Nullable ThrottlingReason reason() {
    return reason;
  }

  /** Index of the resource whose limit was met first. */
  public int reasonResource() {
    return reasonResource;
  }

  /** The partition whose limit was met first, or {@link #NO_PARTITION}. */
  public int reasonPartition() {
    return reasonPartition;
  }

  /** The replica that serves, or would have served, the latest of the requests. */
  public int replica() {
    return replica;
  }

  void clear() {
    admitted = 0;
    throttled = 0;
    replica = Partition.LEADER;
    if (reason != null) {
      reason = null;
      Arrays.fill(throttledByResource, 0);
    }
  }

  void meetReplica(int met) {
    replica = met;
  }

  void addAdmitted(long requests) {
    admitted += requests;
  }

  void addThrottled(long requests) {
    throttled += requests;
  }

  void addReason(ThrottlingReason met, int resource, int partition, long requests) {
    throttledByResource[resource] += requests;
    if (reason == null) {
      reason = met;
      reasonResource = resource;
      reasonPartition = partition;
    }
  }
}
