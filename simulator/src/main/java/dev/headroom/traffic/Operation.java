package dev.headroom.traffic;

import java.util.List;

/** The DynamoDB operations that move data, under their API names. */
public enum Operation {
  GET_ITEM("GetItem", ItemAction.READ, Shape.SINGLE),
  BATCH_GET_ITEM("BatchGetItem", ItemAction.READ, Shape.BATCH),
  QUERY("Query", ItemAction.READ, Shape.PAGE),
  SCAN("Scan", ItemAction.READ, Shape.PAGE),
  PUT_ITEM("PutItem", ItemAction.PUT, Shape.SINGLE),
  UPDATE_ITEM("UpdateItem", ItemAction.UPDATE, Shape.SINGLE),
  DELETE_ITEM("DeleteItem", ItemAction.DELETE, Shape.SINGLE),
  BATCH_WRITE_ITEM("BatchWriteItem", ItemAction.PUT, Shape.BATCH),
  TRANSACT_GET_ITEMS("TransactGetItems", ItemAction.READ, Shape.TRANSACTION),
  TRANSACT_WRITE_ITEMS("TransactWriteItems", ItemAction.PUT, Shape.TRANSACTION),
  EXECUTE_STATEMENT("ExecuteStatement", ItemAction.READ, Shape.SINGLE);

  /** The operations whose reads a cache such as DAX answers, unless they must be consistent. */
  public static final List<Operation> CACHED = List.of(GET_ITEM, BATCH_GET_ITEM, QUERY, SCAN);

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
  private final ItemAction action;
  private final Shape shape;

  Operation(String apiName, ItemAction action, Shape shape) {
    this.apiName = apiName;
    this.action = action;
    this.shape = shape;
  }

  /** The name in the API, such as {@code PutItem}. */
  public String apiName() {
    return apiName;
  }

  /** What it does to each of its items; a statement may do something else. */
  public ItemAction action() {
    return action;
  }

  public Shape shape() {
    return shape;
  }
}
