package dev.headroom.traffic;

import dev.headroom.capacity.Dimension;

/** The DynamoDB operations that move data, under their API names. */
public enum Operation {
  GET_ITEM("GetItem", Dimension.READ, Shape.SINGLE),
  BATCH_GET_ITEM("BatchGetItem", Dimension.READ, Shape.BATCH),
  QUERY("Query", Dimension.READ, Shape.PAGE),
  SCAN("Scan", Dimension.READ, Shape.PAGE),
  PUT_ITEM("PutItem", Dimension.WRITE, Shape.SINGLE),
  UPDATE_ITEM("UpdateItem", Dimension.WRITE, Shape.SINGLE),
  DELETE_ITEM("DeleteItem", Dimension.WRITE, Shape.SINGLE),
  BATCH_WRITE_ITEM("BatchWriteItem", Dimension.WRITE, Shape.BATCH),
  TRANSACT_GET_ITEMS("TransactGetItems", Dimension.READ, Shape.TRANSACTION),
  TRANSACT_WRITE_ITEMS("TransactWriteItems", Dimension.WRITE, Shape.TRANSACTION),
  EXECUTE_STATEMENT("ExecuteStatement", Dimension.READ, Shape.SINGLE);

  /** How an operation's items are admitted. */
  public enum Shape {
    /** One item. */
    SINGLE,
    /** Several items, each admitted by itself. */
    BATCH,
    /** Several items, all or none. */
    TRANSACTION,
    /** Items of one partition, charged together. */
    PAGE
  }

  private final String apiName;
  private final Dimension dimension;
  private final Shape shape;

  Operation(String apiName, Dimension dimension, Shape shape) {
    this.apiName = apiName;
    this.dimension = dimension;
    this.shape = shape;
  }

  /** The name in the API, such as {@code PutItem}. */
  public String apiName() {
    return apiName;
  }

  /** Whether it takes read or write units of the table. */
  public Dimension dimension() {
    return dimension;
  }

  public Shape shape() {
    return shape;
  }
}
