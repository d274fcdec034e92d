package dev.headroom.cost;

import dev.headroom.capacity.Dimension;

/** What has a price of its own. */
enum Priced {
  READ_CAPACITY("rcu-hour", "RCU-hour"),
  WRITE_CAPACITY("wcu-hour", "WCU-hour"),
  REPLICATED_WRITE_CAPACITY("rwcu-hour", "rWCU-hour"),
  READ_REQUESTS("million-rru", "million RRU"),
  WRITE_REQUESTS("million-wru", "million WRU"),
  REPLICATED_WRITE_REQUESTS("million-rwru", "million rWRU"),
  STORAGE("gb-month", "GB-month");

  private final String key;
  private final String unit;

  Priced(String key, String unit) {
    this.key = key;
    this.unit = unit;
  }

  /** Provisioned capacity of a dimension. */
  static Priced capacity(Dimension dimension, boolean isGlobalTable) {
    return switch (dimension) {
      case READ -> READ_CAPACITY;
      case WRITE -> isGlobalTable ? REPLICATED_WRITE_CAPACITY : WRITE_CAPACITY;
    };
  }

  /** On-demand requests of a dimension. */
  static Priced requests(Dimension dimension, boolean isGlobalTable) {
    return switch (dimension) {
      case READ -> READ_REQUESTS;
      case WRITE -> isGlobalTable ? REPLICATED_WRITE_REQUESTS : WRITE_REQUESTS;
    };
  }

  /** The name in a {@link PriceList}. */
  String key() {
    return key;
  }

  /** What the price is for. */
  String unit() {
    return unit;
  }

  /** What is billed in a single Region for what is replicated; itself if nothing is. */
  Priced inOneRegion() {
    return switch (this) {
      case REPLICATED_WRITE_CAPACITY -> WRITE_CAPACITY;
      case REPLICATED_WRITE_REQUESTS -> WRITE_REQUESTS;
      case READ_CAPACITY, WRITE_CAPACITY, READ_REQUESTS, WRITE_REQUESTS, STORAGE -> this;
    };
  }
}
