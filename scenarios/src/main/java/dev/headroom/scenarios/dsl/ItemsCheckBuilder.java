package dev.headroom.scenarios.dsl;

import io.gatling.javaapi.core.CheckBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A check of several items; made by {@link DynamoDbDsl#items}. */
public final class ItemsCheckBuilder
    extends CheckBuilder.MultipleFind.Default<
        Checks.Type, Answer, Map<String, AttributeValue>, Map<String, AttributeValue>> {

  ItemsCheckBuilder() {
    super(
        Finds.allInResponse("items", Responses::items),
        Checks.Type.RESPONSE,
        Map.class,
        item -> item);
  }

  /**
   * Checks an attribute of each item as text, which also numbers and Booleans have; items without
   * it are left out.
   *
   * @param path its name, and names of members of Maps within it
   */
  public CheckBuilder.MultipleFind<String> attribute(String... path) {
    AttributePath attribute = new AttributePath(List.of(path));
    return new CheckBuilder.MultipleFind.Default<Checks.Type, Answer, String, String>(
        Finds.allInResponse(
            "items " + attribute,
            response ->
                Responses.items(response).stream()
                    .map(attribute::textIn)
                    .filter(Objects::nonNull)
                    .toList()),
        Checks.Type.RESPONSE,
        String.class,
        text -> text);
  }
}
