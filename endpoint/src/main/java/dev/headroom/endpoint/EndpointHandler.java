package dev.headroom.endpoint;

import dev.headroom.endpoint.api.Api;
import dev.headroom.endpoint.upstream.Answer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Reads requests whole and writes answers in one piece. */
final class EndpointHandler extends Handler.Abstract {

  /** Headers that describe a body or a connection: set anew. Lower case. */
  private static final Set<String> SET_ANEW =
      Set.of(
          "connection",
          "content-length",
          "date",
          "keep-alive",
          "server",
          "transfer-encoding",
          "x-amz-crc32");

  private static final String REQUEST_ID = "x-amzn-RequestId";

  private final Api api;

  EndpointHandler(Api api) {
    this.api = api;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    if (!HttpMethod.POST.is(request.getMethod())) {
      return false;
    }
    byte[] body = read(request);
    send(api.answer(request, request.getHeaders().get("X-Amz-Target"), body), response, callback);
    return true;
  }

  /** The whole body, or the beginning of one that is too long. */
  static byte[] read(Request request) throws IOException {
    try (InputStream in = Content.Source.asInputStream(request)) {
      long length = request.getLength();
      if (length < 0 || length > Api.MAX_REQUEST_BYTES) {
        return in.readNBytes(Api.MAX_REQUEST_BYTES + 1);
      }
      byte[] body = new byte[(int) length];
      int read = in.readNBytes(body, 0, body.length);
      if (read < body.length) {
        throw new EOFException("the request ends after %d of %d bytes".formatted(read, length));
      }
      return body;
    }
  }

  /** A number that no other request has. */
  private static String requestId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  static void send(Answer answer, Response response, Callback callback) {
    response.setStatus(answer.status());
    HttpFields.Mutable headers = response.getHeaders();
    for (HttpField field : answer.headers()) {
      if (!SET_ANEW.contains(field.getLowerCaseName())) {
        headers.add(field);
      }
    }
    if (!headers.contains(REQUEST_ID)) {
      headers.put(REQUEST_ID, requestId());
    }
    CRC32 crc = new CRC32();
    crc.update(answer.body());
    headers.put("x-amz-crc32", Long.toString(crc.getValue()));
    headers.put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
  }
}
