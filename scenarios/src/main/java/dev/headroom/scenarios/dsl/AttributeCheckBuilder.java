package dev.headroom.scenarios.dsl;

import io.gatling.javaapi.core.CheckBuilder;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A check of an attribute as text, which also numbers and Booleans have; other types by the methods
 * below. Made by {@link ItemCheckBuilder#attribute}.
 */
public final class AttributeCheckBuilder
    extends CheckBuilder.Find.Default<Checks.Type, Answer, String, String> {

  private final AttributePath path;

  AttributeCheckBuilder(AttributePath path) {
    super(
        Finds.inResponse(path.toString(), inItem(path::textIn)),
        Checks.Type.RESPONSE,
        String.class,
        text -> text);
    this.path = path;
  }

  /** Checks it as a whole number. */
  public CheckBuilder.Find<Long> ofLong() {
    return of(Long.class, value -> value.n() == null ? null : Long.valueOf(value.n()));
  }

  /** Checks it as a number. */
  public CheckBuilder.Find<Double> ofDouble() {
    return of(Double.class, value -> value.n() == null ? null : Double.valueOf(value.n()));
  }

  /** Checks it as a Boolean. */
  public CheckBuilder.Find<Boolean> ofBoolean() {
    return of(Boolean.class, AttributeValue::bool);
  }

  /** Checks it as the SDK has it, whatever its type. */
  public CheckBuilder.Find<AttributeValue> ofValue() {
    return of(AttributeValue.class, value -> value);
  }

  private <X> CheckBuilder.Find<X> of(
      Class<X> type, Function<AttributeValue, @Nullable X> conversion) {
    return Finds.findInResponse(
        path.toString(),
        type,
        inItem(
            item -> {
              AttributeValue value = path.in(item);
              return value == null ? null : conversion.apply(value);
            }));
  }

  private static <X> Finds.Finder<X> inItem(
      Function<Map<String, AttributeValue>, @Nullable X> function) {
    return response -> {
      Map<String, AttributeValue> item = ItemCheckBuilder.first(response);
      return item == null ? null : function.apply(item);
    };
  }
}
