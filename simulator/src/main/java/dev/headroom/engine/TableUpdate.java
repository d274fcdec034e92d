package dev.headroom.engine;

import dev.headroom.table.CapacityMode;
import java.util.Map;

/**
 * One UpdateTable call: the capacity that the table or some of its indexes shall have.
 *
 * @param capacities the capacity wanted, by resource; others keep theirs
 * @param caller who asks
 * @param why the reason, for people; empty for none
 * @param whenDone hears when the update has taken effect
 */
public record TableUpdate(
    Map<ResourceState, CapacityMode> capacities, Caller caller, String why, WhenDone whenDone) {

  /** Who asks for an update. */
  public enum Caller {
    USER,
    AUTO_SCALING
  }

  /** Hears about an end. */
  @FunctionalInterface
  public interface WhenDone {
    void done(long nowNanos);
  }

  /** What the control plane answers. */
  public sealed interface Answer {

    /** The update has begun, or has taken effect already. */
    record Accepted() implements Answer {}

    /** Nothing would change; the API's ValidationException. */
    record Unchanged() implements Answer {}

    /** Another update is in flight; the API's ResourceInUseException. */
    record InUse() implements Answer {}

    /**
     * A quota forbids it; the API's LimitExceededException.
     *
     * @param why which one, for people
     */
    record Refused(String why) implements Answer {}
  }
}
