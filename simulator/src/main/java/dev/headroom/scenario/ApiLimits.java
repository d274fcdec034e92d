package dev.headroom.scenario;

import dev.headroom.capacity.ServiceLimits;
import dev.headroom.traffic.Operation;

/** How much one request of an operation can hold. */
final class ApiLimits {

  private ApiLimits() {}

  /** The most items of a request. */
  static int maxItems(Operation operation) {
    return switch (operation) {
      case BATCH_WRITE_ITEM -> ServiceLimits.BATCH_WRITE_MAX_REQUESTS;
      case BATCH_GET_ITEM -> ServiceLimits.BATCH_GET_MAX_KEYS;
      case TRANSACT_GET_ITEMS, TRANSACT_WRITE_ITEMS -> ServiceLimits.TRANSACTION_MAX_ITEMS;
      case QUERY, SCAN -> Integer.MAX_VALUE;
      case GET_ITEM, PUT_ITEM, UPDATE_ITEM, DELETE_ITEM, EXECUTE_STATEMENT -> 1;
    };
  }

  /** The most bytes of a request's items. */
  static long maxBytes(Operation operation) {
    return switch (operation) {
      case BATCH_WRITE_ITEM -> ServiceLimits.BATCH_WRITE_MAX_BYTES;
      case BATCH_GET_ITEM -> ServiceLimits.BATCH_GET_MAX_BYTES;
      case TRANSACT_GET_ITEMS, TRANSACT_WRITE_ITEMS -> ServiceLimits.TRANSACTION_MAX_BYTES;
      case QUERY, SCAN -> ServiceLimits.PAGE_MAX_BYTES;
      case GET_ITEM, PUT_ITEM, UPDATE_ITEM, DELETE_ITEM, EXECUTE_STATEMENT ->
          ServiceLimits.ITEM_MAX_BYTES;
    };
  }
}
