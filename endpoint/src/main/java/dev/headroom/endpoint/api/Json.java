package dev.headroom.endpoint.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bodies of requests and answers. */
final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** An empty object. */
  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** An empty array. */
  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** The object that a body holds; null if it holds none. */
  static @Nullable ObjectNode parse(byte[] body) {
    try {
      return MAPPER.readTree(body) instanceof ObjectNode object ? object : null;
    } catch (IOException e) {
      return null;
    }
  }

  static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * An object with members added at its end, which is quicker than to write it anew.
   *
   * @param object a JSON object's text
   * @param isEmpty whether it has no member yet
   * @param members their texts by name, none of which it has
   */
  static byte[] withMembers(byte[] object, boolean isEmpty, Map<String, String> members) {
    int end = object.length - 1;
    while (object[end] != '}') {
      end--;
    }
    StringBuilder added = new StringBuilder();
    members.forEach(
        (name, text) -> added.append(",\"").append(name).append("\":\"").append(text).append('"'));
    byte[] tail = (added.substring(isEmpty ? 1 : 0) + "}").getBytes(StandardCharsets.UTF_8);
    byte[] whole = Arrays.copyOf(object, end + tail.length);
    System.arraycopy(tail, 0, whole, end, tail.length);
    return whole;
  }

  /** The object of a name; null if there is none. */
  static @Nullable ObjectNode object(@Nullable JsonNode in, String name) {
    return in != null && in.get(name) instanceof ObjectNode object ? object : null;
  }

  /** The text of a name; null if there is none. */
  static @Nullable String text(@Nullable JsonNode in, String name) {
    JsonNode value = in == null ? null : in.get(name);
    return value != null && value.isTextual() ? value.textValue() : null;
  }
}
