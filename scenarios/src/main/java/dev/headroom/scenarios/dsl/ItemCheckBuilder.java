package dev.headroom.scenarios.dsl;

import io.gatling.javaapi.core.CheckBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;

/** A check of an item; made by {@link DynamoDbDsl#item}. */
public final class ItemCheckBuilder
    extends CheckBuilder.Find.Default<
        Checks.Type, Answer, Map<String, AttributeValue>, Map<String, AttributeValue>> {

  ItemCheckBuilder() {
    super(
        Finds.inResponse("item", ItemCheckBuilder::first),
        Checks.Type.RESPONSE,
        Map.class,
        item -> item);
  }

  /**
   * Checks an attribute of the item.
   *
   * @param path its name, and names of members of Maps within it
   */
  public AttributeCheckBuilder attribute(String... path) {
    return new AttributeCheckBuilder(new AttributePath(List.of(path)));
  }

  static @Nullable Map<String, AttributeValue> first(DynamoDbResponse response) {
    List<Map<String, AttributeValue>> items = Responses.items(response);
    return items.isEmpty() ? null : items.getFirst();
  }
}
