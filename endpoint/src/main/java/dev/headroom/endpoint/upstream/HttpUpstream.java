package dev.headroom.endpoint.upstream;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A store at a URL: DynamoDB Local, LocalStack, Alternator and the like. */
public final class HttpUpstream implements Upstream {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

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
  private final HttpClient client;

  /** A store that is reached when it is needed. */
  public HttpUpstream(URI uri) {
    this.uri = uri;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
  }

  @Override
  public Answer send(Request origin, @Nullable String target, byte[] body)
      throws UpstreamException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(TIMEOUT).POST(BodyPublishers.ofByteArray(body));
    for (HttpField field : origin.getHeaders()) {
      if (!NOT_PASSED_ON.contains(field.getLowerCaseName()) && field.getValue() != null) {
        request.header(field.getName(), field.getValue());
      }
    }
    if (target != null) {
      request.header("X-Amz-Target", target);
    }
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      HttpFields.Mutable headers = HttpFields.build();
      response
          .headers()
          .map()
          .forEach((name, values) -> values.forEach(value -> headers.add(name, value)));
      Answer answer = new Answer(response.statusCode(), headers.asImmutable(), response.body());
      if (isSignatureRefused(answer)) {
        throw new SignatureRefusedException(uri, answer);
      }
      return answer;
    } catch (IOException e) {
      throw new UpstreamException(uri + " gave no answer: " + reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
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
    client.shutdownNow();
  }
}
