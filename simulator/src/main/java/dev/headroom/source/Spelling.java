package dev.headroom.source;

import java.util.Locale;

/** How a format spells the names of the API's keys. */
enum Spelling {
  /** As the API itself: {@code ReadCapacityUnits}. */
  PASCAL_CASE,
  /** {@code readCapacityUnits}. */
  CAMEL_CASE,
  /** {@code read_capacity_units}. */
  SNAKE_CASE;

  /** A key in this spelling, from the API's. */
  String key(String apiName) {
    return switch (this) {
      case PASCAL_CASE -> apiName;
      case CAMEL_CASE -> apiName.substring(0, 1).toLowerCase(Locale.ROOT) + apiName.substring(1);
      case SNAKE_CASE -> apiName.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    };
  }
}
