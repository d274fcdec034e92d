package dev.headroom.scenarios.dsl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A member of a request that is given in one or several steps. A constant for each, as it is told
 * from others by its identity.
 *
 * @param <B> the SDK's builder of the request
 * @param <X> what a step gives
 */
final class Field<B, X> {

  private final BiConsumer<B, List<X>> setter;

  private Field(BiConsumer<B, List<X>> setter) {
    this.setter = setter;
  }

  /** One that takes all that was given. */
  static <B, X> Field<B, X> ofAll(BiConsumer<B, List<X>> setter) {
    return new Field<>(setter);
  }

  /** One of which the last given counts. */
  static <B, X> Field<B, X> ofLast(BiConsumer<B, X> setter) {
    return new Field<>((builder, values) -> setter.accept(builder, values.getLast()));
  }

  /** One that takes the union of what was given. */
  static <B, V> Field<B, Map<String, V>> ofUnion(BiConsumer<B, Map<String, V>> setter) {
    return new Field<>((builder, maps) -> setter.accept(builder, union(maps)));
  }

  void set(B builder, List<X> values) {
    setter.accept(builder, values);
  }

  private static <V> Map<String, V> union(List<Map<String, V>> maps) {
    if (maps.size() == 1) {
      return maps.getFirst();
    }
    Map<String, V> union = new LinkedHashMap<>();
    maps.forEach(union::putAll);
    return union;
  }
}
