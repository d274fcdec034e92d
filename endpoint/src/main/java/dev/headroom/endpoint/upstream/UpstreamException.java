package dev.headroom.endpoint.upstream;

/** The upstream gave no answer, or none that can be understood. */
public sealed class UpstreamException extends Exception permits SignatureRefusedException {

  private static final long serialVersionUID = 1;

  /** An answer that cannot be understood, in words for the client's developer. */
  public UpstreamException(String message) {
    super(message);
  }

  /** No answer, in words for the client's developer. */
  public UpstreamException(String message, Throwable cause) {
    super(message, cause);
  }

  /** An answer whose values are none: nothing of it may look like a mistake of the client's. */
  public static UpstreamException notUnderstood(IllegalArgumentException e) {
    return new UpstreamException(
        "the upstream's answer cannot be understood: " + e.getMessage(), e);
  }
}
