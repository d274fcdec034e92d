package dev.headroom.scenarios.dsl;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingReason;

/**
 * What the body of an error tells. Read here because the SDK makes an exception for the caller of
 * the last attempt only.
 *
 * <p>Sources: DynamoDB Developer Guide, Programming.Errors, for {@code __type}; the service model
 * in the SDK for the reasons, whose member is spelt {@code ThrottlingReasons} in some exceptions
 * and {@code throttlingReasons} in others.
 *
 * @param errorCode such as {@code ProvisionedThroughputExceededException}; null if it tells none
 * @param throttlingReasons why the service throttled
 * @param cancellationReasons of a cancelled transaction, one for each of its items
 */
record ErrorBody(
    @Nullable String errorCode,
    List<ThrottlingReason> throttlingReasons,
    List<CancellationReason> cancellationReasons) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ErrorBody UNKNOWN = new ErrorBody(null, List.of(), List.of());

  /** Reads a body; one that is not JSON tells nothing. */
  static ErrorBody read(byte[] body) {
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (JacksonException e) {
      return UNKNOWN;
    } catch (IOException e) {
      throw new IllegalStateException("an array failed to be read", e);
    }
    List<ThrottlingReason> throttling = new ArrayList<>();
    for (String member : List.of("ThrottlingReasons", "throttlingReasons")) {
      for (JsonNode reason : json.path(member)) {
        throttling.add(
            ThrottlingReason.builder()
                .reason(text(reason, "reason"))
                .resource(text(reason, "resource"))
                .build());
      }
    }
    List<CancellationReason> cancellation = new ArrayList<>();
    for (JsonNode reason : json.path("CancellationReasons")) {
      cancellation.add(
          CancellationReason.builder()
              .code(text(reason, "Code"))
              .message(text(reason, "Message"))
              .build());
    }
    String code =
        Optional.ofNullable(text(json, "__type"))
            .map(type -> type.substring(type.indexOf('#') + 1))
            .orElse(null);
    return new ErrorBody(code, throttling, cancellation);
  }

  private static @Nullable String text(JsonNode object, String member) {
    return object.path(member).textValue();
  }
}
