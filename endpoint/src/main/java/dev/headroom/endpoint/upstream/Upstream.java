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

  /** What it is, for people. */
  String description();

  @Override
  void close();
}
