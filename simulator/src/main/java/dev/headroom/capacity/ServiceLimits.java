package dev.headroom.capacity;

/**
 * Fixed limits of the DynamoDB API and default quotas. What a profile or scenario may change is a
 * {@link ModelConstant} instead. Pinned by {@code ServiceLimitsTest}.
 *
 * <p>In all of DynamoDB a KB is 1,024 bytes. "Developer Guide" and "API Reference" are those of
 * 2026-04-13.
 */
public final class ServiceLimits {

  /**
   * Bytes of an item that one read unit covers. Unit: bytes. Source: Developer Guide,
   * read-write-operations.
   */
  public static final int READ_UNIT_BYTES = 4 * 1024;

  /**
   * Bytes of an item that one write unit covers. Unit: bytes. Source: Developer Guide,
   * read-write-operations.
   */
  public static final int WRITE_UNIT_BYTES = 1024;

  /** Largest item, attribute names included. Unit: bytes. Source: Developer Guide, Constraints. */
  public static final int ITEM_MAX_BYTES = 400 * 1024;

  /** Longest partition key value. Unit: bytes. Source: Developer Guide, Constraints. */
  public static final int PARTITION_KEY_MAX_BYTES = 2048;

  /** Longest sort key value. Unit: bytes. Source: Developer Guide, Constraints. */
  public static final int SORT_KEY_MAX_BYTES = 1024;

  /** Deepest nesting of lists and maps. Unit: levels. Source: Developer Guide, Constraints. */
  public static final int NESTING_MAX_LEVELS = 32;

  /** Most significant digits of a number. Unit: digits. Source: Developer Guide, Constraints. */
  public static final int NUMBER_MAX_DIGITS = 38;

  /**
   * Highest power of ten in a number's first digit. Unit: exponent. Source: Developer Guide,
   * Constraints.
   */
  public static final int NUMBER_MAX_EXPONENT = 125;

  /**
   * Lowest power of ten in a number's first digit. Unit: exponent. Source: Developer Guide,
   * Constraints.
   */
  public static final int NUMBER_MIN_EXPONENT = -130;

  /** Data that a Query or Scan evaluates per page. Unit: bytes. Source: API Reference, Query. */
  public static final int PAGE_MAX_BYTES = 1024 * 1024;

  /** Most keys of a BatchGetItem. Unit: keys. Source: API Reference, BatchGetItem. */
  public static final int BATCH_GET_MAX_KEYS = 100;

  /** Most data that a BatchGetItem returns. Unit: bytes. Source: API Reference, BatchGetItem. */
  public static final int BATCH_GET_MAX_BYTES = 16 * 1024 * 1024;

  /**
   * Most data that a BatchGetItem takes from one partition. Unit: bytes. Source: API Reference,
   * BatchGetItem.
   */
  public static final int BATCH_GET_MAX_BYTES_PER_PARTITION = 1024 * 1024;

  /**
   * Most puts and deletes of a BatchWriteItem. Unit: requests. Source: API Reference,
   * BatchWriteItem.
   */
  public static final int BATCH_WRITE_MAX_REQUESTS = 25;

  /** Most data of a BatchWriteItem. Unit: bytes. Source: API Reference, BatchWriteItem. */
  public static final int BATCH_WRITE_MAX_BYTES = 16 * 1024 * 1024;

  /** Most items of a transaction. Unit: items. Source: Developer Guide, transaction-apis. */
  public static final int TRANSACTION_MAX_ITEMS = 100;

  /** Most data of a transaction. Unit: bytes. Source: Developer Guide, transaction-apis. */
  public static final int TRANSACTION_MAX_BYTES = 4 * 1024 * 1024;

  /**
   * How long a transaction's client token makes a repetition harmless. Unit: seconds. Source:
   * Developer Guide, transaction-apis.
   */
  public static final int TRANSACTION_TOKEN_SECONDS = 600;

  /** Longest expression. Unit: bytes. Source: Developer Guide, Constraints. */
  public static final int EXPRESSION_MAX_BYTES = 4 * 1024;

  /** Most operators of an expression. Unit: operators. Source: Developer Guide, Constraints. */
  public static final int EXPRESSION_MAX_OPERATORS = 300;

  /**
   * Most statements of a BatchExecuteStatement. Unit: statements. Source: API Reference,
   * BatchExecuteStatement.
   */
  public static final int PARTIQL_BATCH_MAX_STATEMENTS = 25;

  /**
   * Most statements of an ExecuteTransaction. Unit: statements. Source: API Reference,
   * ExecuteTransaction.
   */
  public static final int PARTIQL_TRANSACTION_MAX_STATEMENTS = 100;

  /**
   * Global secondary indexes of a table, by default. Unit: indexes. Source: Developer Guide,
   * ServiceQuotas; adjustable.
   */
  public static final int GLOBAL_INDEXES_DEFAULT_MAX = 20;

  /** Local secondary indexes of a table. Unit: indexes. Source: Developer Guide, ServiceQuotas. */
  public static final int LOCAL_INDEXES_MAX = 5;

  /**
   * Non-key attributes that all indexes of a table project by name. Unit: attributes. Source:
   * Developer Guide, ServiceQuotas.
   */
  public static final int PROJECTED_ATTRIBUTES_MAX = 100;

  /**
   * Largest item collection of a table with a local secondary index. Unit: bytes. Source: Developer
   * Guide, LSI.
   */
  public static final long ITEM_COLLECTION_MAX_BYTES = 10L * 1024 * 1024 * 1024;

  /**
   * Smallest provisioned capacity of a dimension. Unit: units per second. Source: Developer Guide,
   * ServiceQuotas.
   */
  public static final int PROVISIONED_MIN_UNITS_PER_SECOND = 1;

  /** Most segments of a parallel Scan. Unit: segments. Source: API Reference, Scan. */
  public static final int SCAN_MAX_SEGMENTS = 1_000_000;

  /** Readers of a stream's shard. Unit: readers. Source: Developer Guide, Streams. */
  public static final int STREAM_MAX_READERS_PER_SHARD = 2;

  /**
   * Lowest target of auto scaling. Unit: percent of provisioned capacity. Source: Developer Guide,
   * AutoScaling.
   */
  public static final int AUTO_SCALING_MIN_TARGET_PERCENT = 20;

  /**
   * Highest target of auto scaling. Unit: percent of provisioned capacity. Source: Developer Guide,
   * AutoScaling.
   */
  public static final int AUTO_SCALING_MAX_TARGET_PERCENT = 90;

  /**
   * Decreases of provisioned capacity that a table or an index has in hand when a UTC day begins.
   * Unit: decreases. Source: Developer Guide, ServiceQuotas.
   */
  public static final int DECREASES_AT_ONCE = 4;

  /**
   * How long it takes until one more decrease is allowed. Unit: seconds. Source: Developer Guide,
   * ServiceQuotas.
   */
  public static final int DECREASE_INTERVAL_SECONDS = 3600;

  private ServiceLimits() {}
}
