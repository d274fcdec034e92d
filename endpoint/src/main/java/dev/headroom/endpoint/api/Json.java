package dev.headroom.endpoint.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
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
