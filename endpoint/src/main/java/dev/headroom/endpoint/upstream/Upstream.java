package dev.headroom.endpoint.upstream;

import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Carries out what was admitted. Thread-safe. */
public interface Upstream extends AutoCloseable {

  /**
   * Sends a request and waits for the whole answer.
   *
   * @param origin the client's request, for its headers
   * @param target the value of {@code X-Amz-Target}; null without one
   * @param body what to send
   * @throws UpstreamException if there is no answer
   */
  Answer send(Request origin, @Nullable String target, byte[] body) throws UpstreamException;

  /**
   * Whether another process answers, so that many requests may wait at once and virtual threads
   * pay; they slow down what works in this process and keeps buffers by thread.
   */
  default boolean isElsewhere() {
    return false;
  }

  /** What it is, for people. */
  String description();

  @Override
  void close();
}
