package dev.headroom.table;

import java.util.List;

/**
 * Which attributes an index holds beside the keys.
 *
 * @param type all, keys only, or those named
 * @param nonKeyAttributes the attributes of an {@code INCLUDE} projection
 */
public record Projection(Type type, List<String> nonKeyAttributes) {

  public static final Projection ALL = new Projection(Type.ALL, List.of());
  public static final Projection KEYS_ONLY = new Projection(Type.KEYS_ONLY, List.of());

  public Projection {
    nonKeyAttributes = List.copyOf(nonKeyAttributes);
  }

  /** DynamoDB's projection types. */
  public enum Type {
    ALL,
    KEYS_ONLY,
    INCLUDE
  }
}
