package dev.headroom.traffic;

/**
 * The client that sends a flow's requests: SDK, retry mode and what it does at the end.
 *
 * @param sdk which SDK's retry rules apply
 * @param mode the SDK's retry mode
 * @param maxAttempts attempts per request, the first included, at least 1
 * @param instances how many clients share the flow; a retry quota is kept per client
 * @param resendUnprocessed whether unprocessed items of a batch are sent again
 * @param onGiveUp what a flow does after a request failed for good
 */
public record Client(
    Sdk sdk,
    RetryMode mode,
    int maxAttempts,
    int instances,
    boolean resendUnprocessed,
    OnGiveUp onGiveUp) {

  /** SDKs with known retry rules. */
  public enum Sdk {
    JAVA_V2,
    BOTO3,
    NONE
  }

  /** Retry modes of the SDKs. */
  public enum RetryMode {
    LEGACY,
    STANDARD
  }

  /** What happens after a request failed for good. */
  public enum OnGiveUp {
    CONTINUE,
    STOP
  }
}
