package dev.headroom.endpoint.upstream;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * A whole answer.
 *
 * @param status the HTTP status
 * @param headers its headers; those that describe the body are set by whoever sends it
 * @param body its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Bodies are neither compared nor changed.
public record Answer(int status, HttpFields headers, byte[] body) {

  /** The type of every answer of DynamoDB's. */
  public static final String CONTENT_TYPE = "application/x-amz-json-1.0";

  private static final int OK = 200;

  /** An answer of ours. */
  public static Answer json(int status, String body) {
    HttpFields headers = HttpFields.build().put(HttpHeader.CONTENT_TYPE, CONTENT_TYPE);
    return new Answer(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  /** The same with another body. */
  public Answer withBody(byte[] changed) {
    return new Answer(status, headers, changed);
  }

  /** Whether the request was carried out. */
  public boolean isOk() {
    return status == OK;
  }
}
