package dev.headroom.endpoint.upstream;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** A store at a URL: DynamoDB Local, LocalStack, Alternator and the like. */
public final class HttpUpstream implements Upstream {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** As many as a machine has ports: clients decide how many there are. */
  private static final int CONNECTIONS = 65_536;

  /** Room for the 16 MB of a BatchGetItem, the largest answer, as JSON. */
  private static final int MAX_ANSWER_BYTES = 64 << 20;

  /** Headers that belong to one connection, or that the client sets itself. Lower case. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "x-amz-target");

  /**
   * What stores say of a signature that is not theirs. Source: DynamoDB API Reference, "Common
   * Errors".
   */
  private static final Set<String> SIGNATURE_ERRORS =
      Set.of(
          "IncompleteSignature",
          "InvalidClientTokenId",
          "InvalidSignature",
          "MissingAuthenticationToken",
          "SignatureDoesNotMatch",
          "UnrecognizedClientException");

  private final URI uri;
  private final HttpClient client = new HttpClient();

  /** A store that is reached when it is needed. */
  public HttpUpstream(URI uri) {
    this.uri = uri;
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("headroom-store");
    client.setExecutor(threads);
    client.setConnectTimeout(CONNECT_TIMEOUT.toMillis());
    client.setMaxConnectionsPerDestination(CONNECTIONS);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setUserAgentField(null);
    try {
      client.start();
    } catch (Exception e) {
      throw new IllegalStateException("a client that has not connected yet", e);
    }
    // Answers are passed on as they are.
    client.getContentDecoderFactories().clear();
    client.getProtocolHandlers().clear();
  }

  @Override
  public Answer send(Request origin, @Nullable String target, byte[] body)
      throws UpstreamException {
    var request =
        client
            .newRequest(uri)
            .method(HttpMethod.POST)
            .timeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
            .body(new BytesRequestContent(origin.getHeaders().get(HttpHeader.CONTENT_TYPE), body))
            .headers(
                headers -> {
                  for (HttpField field : origin.getHeaders()) {
                    if (!NOT_PASSED_ON.contains(field.getLowerCaseName())) {
                      headers.add(field);
                    }
                  }
                  if (target != null) {
                    headers.put("X-Amz-Target", target);
                  }
                });
    try {
      ContentResponse response =
          new CompletableResponseListener(request, MAX_ANSWER_BYTES).send().get();
      Answer answer =
          new Answer(response.getStatus(), response.getHeaders(), response.getContent());
      if (isSignatureRefused(answer)) {
        throw new SignatureRefusedException(uri, answer);
      }
      return answer;
    } catch (ExecutionException e) {
      throw new UpstreamException(uri + " gave no answer: " + reason(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Future<?> unused = request.abort(e);
      throw new UpstreamException("interrupted while waiting for " + uri, e);
    }
  }

  private static boolean isSignatureRefused(Answer answer) {
    if (answer.status() / 100 != 4) {
      return false;
    }
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    return SIGNATURE_ERRORS.stream().anyMatch(body::contains);
  }

  private static String reason(@Nullable Throwable cause) {
    String message = cause == null ? null : cause.getMessage();
    return message == null ? String.valueOf(cause) : message;
  }

  @Override
  public boolean isElsewhere() {
    return true;
  }

  @Override
  public String description() {
    return uri.toString();
  }

  @Override
  public void close() {
    LifeCycle.stop(client);
  }
}
