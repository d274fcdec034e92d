package dev.headroom.endpoint.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.endpoint.upstream.Answer;
import dev.headroom.endpoint.upstream.Upstream;
import dev.headroom.endpoint.upstream.UpstreamException;
import dev.headroom.service.LiveTable;
import dev.headroom.table.KeyAttribute;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * One request of a client's, with what it takes to carry it out.
 *
 * @param http the request as it came
 * @param operation its operation's name
 * @param bytes its body
 * @param body the same as JSON
 * @param upstream carries it out
 * @param trace keeps what becomes of it
 */
@SuppressWarnings("ArrayRecordComponent") // Bodies are neither compared nor changed.
record Exchange(
    Request http, String operation, byte[] bytes, ObjectNode body, Upstream upstream, Trace trace) {

  /** Passes the request on as it is. */
  Answer forward() throws UpstreamException {
    return send(bytes);
  }

  /** Passes the request on with another body. */
  Answer forward(ObjectNode changed) throws UpstreamException {
    return send(Json.bytes(changed));
  }

  /**
   * Passes the request on with further members.
   *
   * @param members their texts by name
   */
  Answer forwardWith(Map<String, String> members) throws UpstreamException {
    if (members.isEmpty()) {
      return forward();
    }
    if (members.keySet().stream().anyMatch(body::has)) {
      ObjectNode changed = body.deepCopy();
      members.forEach(changed::put);
      return forward(changed);
    }
    return send(Json.withMembers(bytes, body.isEmpty(), members));
  }

  private Answer send(byte[] content) throws UpstreamException {
    return upstream.send(http, Api.VERSION + operation, content);
  }

  /** Sends another request in the client's name. */
  Answer send(String name, ObjectNode request) throws UpstreamException {
    return upstream.send(http, Api.VERSION + name, Json.bytes(request));
  }

  /** The item of a key as it is now; null if there is none. */
  @Nullable ObjectNode read(LiveTable table, ObjectNode itemOrKey) throws UpstreamException {
    ObjectNode request = Json.object().put("TableName", table.name()).put("ConsistentRead", true);
    List<String> names =
        table.table().keySchema().stream().map(KeyAttribute::attributeName).toList();
    request.set("Key", itemOrKey.deepCopy().retain(names));
    Answer answer = send("GetItem", request);
    return answer.isOk() ? Json.object(Json.parse(answer.body()), "Item") : null;
  }

  /** Whether the request has one of some members. */
  boolean has(String... members) {
    return Stream.of(members).anyMatch(body::has);
  }
}
