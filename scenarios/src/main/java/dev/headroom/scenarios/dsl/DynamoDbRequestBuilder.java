package dev.headroom.scenarios.dsl;

import io.gatling.javaapi.core.Session;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.utils.builder.CopyableBuilder;
import software.amazon.awssdk.utils.builder.ToCopyableBuilder;

/**
 * A named request, of which the operation remains to be said. Each can be given in two ways: by
 * expressions of Gatling, or as a function that makes the SDK's own request of a session.
 */
public final class DynamoDbRequestBuilder {

  private final Function<Session, String> requestName;

  DynamoDbRequestBuilder(Function<Session, String> requestName) {
    this.requestName = requestName;
  }

  /** Reads an item; the table is an expression. */
  public GetItemActionBuilder getItem(String table) {
    return new GetItemActionBuilder(draft(Operations.GET_ITEM, GetItemActionBuilder.TABLE, table));
  }

  /** Reads an item, in the words of the SDK. */
  public GetItemActionBuilder getItem(Function<Session, GetItemRequest> request) {
    return new GetItemActionBuilder(draft(Operations.GET_ITEM, request));
  }

  /** Writes an item, whole; the table is an expression. */
  public PutItemActionBuilder putItem(String table) {
    return new PutItemActionBuilder(draft(Operations.PUT_ITEM, PutItemActionBuilder.TABLE, table));
  }

  /** Writes an item, whole, in the words of the SDK. */
  public PutItemActionBuilder putItem(Function<Session, PutItemRequest> request) {
    return new PutItemActionBuilder(draft(Operations.PUT_ITEM, request));
  }

  /** Changes an item; the table is an expression. */
  public UpdateItemActionBuilder updateItem(String table) {
    return new UpdateItemActionBuilder(
        draft(Operations.UPDATE_ITEM, UpdateItemActionBuilder.TABLE, table));
  }

  /** Changes an item, in the words of the SDK. */
  public UpdateItemActionBuilder updateItem(Function<Session, UpdateItemRequest> request) {
    return new UpdateItemActionBuilder(draft(Operations.UPDATE_ITEM, request));
  }

  /** Deletes an item; the table is an expression. */
  public DeleteItemActionBuilder deleteItem(String table) {
    return new DeleteItemActionBuilder(
        draft(Operations.DELETE_ITEM, DeleteItemActionBuilder.TABLE, table));
  }

  /** Deletes an item, in the words of the SDK. */
  public DeleteItemActionBuilder deleteItem(Function<Session, DeleteItemRequest> request) {
    return new DeleteItemActionBuilder(draft(Operations.DELETE_ITEM, request));
  }

  /** Reads items of one partition key; the table is an expression. */
  public QueryActionBuilder query(String table) {
    return new QueryActionBuilder(draft(Operations.QUERY, QueryActionBuilder.TABLE, table));
  }

  /** Reads items of one partition key, in the words of the SDK. */
  public QueryActionBuilder query(Function<Session, QueryRequest> request) {
    return new QueryActionBuilder(draft(Operations.QUERY, request));
  }

  /** Reads a page of a table; the table is an expression. */
  public ScanActionBuilder scan(String table) {
    return new ScanActionBuilder(draft(Operations.SCAN, ScanActionBuilder.TABLE, table));
  }

  /** Reads a page of a table, in the words of the SDK. */
  public ScanActionBuilder scan(Function<Session, ScanRequest> request) {
    return new ScanActionBuilder(draft(Operations.SCAN, request));
  }

  /** Reads several items. */
  public BatchGetItemActionBuilder batchGetItem() {
    return new BatchGetItemActionBuilder(draft(Operations.BATCH_GET_ITEM));
  }

  /** Reads several items, in the words of the SDK. */
  public BatchGetItemActionBuilder batchGetItem(Function<Session, BatchGetItemRequest> request) {
    return new BatchGetItemActionBuilder(draft(Operations.BATCH_GET_ITEM, request));
  }

  /** Writes and deletes several items, each by itself. */
  public BatchWriteItemActionBuilder batchWriteItem() {
    return new BatchWriteItemActionBuilder(draft(Operations.BATCH_WRITE_ITEM));
  }

  /** Writes and deletes several items, each by itself, in the words of the SDK. */
  public BatchWriteItemActionBuilder batchWriteItem(
      Function<Session, BatchWriteItemRequest> request) {
    return new BatchWriteItemActionBuilder(draft(Operations.BATCH_WRITE_ITEM, request));
  }

  /** Reads several items at one point in time. */
  public TransactGetItemsActionBuilder transactGetItems() {
    return new TransactGetItemsActionBuilder(draft(Operations.TRANSACT_GET_ITEMS));
  }

  /** Reads several items at one point in time, in the words of the SDK. */
  public TransactGetItemsActionBuilder transactGetItems(
      Function<Session, TransactGetItemsRequest> request) {
    return new TransactGetItemsActionBuilder(draft(Operations.TRANSACT_GET_ITEMS, request));
  }

  /** Writes several items, all or none. */
  public TransactWriteItemsActionBuilder transactWriteItems() {
    return new TransactWriteItemsActionBuilder(draft(Operations.TRANSACT_WRITE_ITEMS));
  }

  /** Writes several items, all or none, in the words of the SDK. */
  public TransactWriteItemsActionBuilder transactWriteItems(
      Function<Session, TransactWriteItemsRequest> request) {
    return new TransactWriteItemsActionBuilder(draft(Operations.TRANSACT_WRITE_ITEMS, request));
  }

  /** Executes a PartiQL statement, an expression of Gatling. */
  public ExecuteStatementActionBuilder executeStatement(String partiQl) {
    return new ExecuteStatementActionBuilder(
        draft(Operations.EXECUTE_STATEMENT, ExecuteStatementActionBuilder.STATEMENT, partiQl));
  }

  /** Executes a PartiQL statement, in the words of the SDK. */
  public ExecuteStatementActionBuilder executeStatement(
      Function<Session, ExecuteStatementRequest> request) {
    return new ExecuteStatementActionBuilder(draft(Operations.EXECUTE_STATEMENT, request));
  }

  /** Executes several PartiQL statements, each by itself. */
  public BatchExecuteStatementActionBuilder batchExecuteStatement() {
    return new BatchExecuteStatementActionBuilder(draft(Operations.BATCH_EXECUTE_STATEMENT));
  }

  /** Executes several PartiQL statements, each by itself, in the words of the SDK. */
  public BatchExecuteStatementActionBuilder batchExecuteStatement(
      Function<Session, BatchExecuteStatementRequest> request) {
    return new BatchExecuteStatementActionBuilder(
        draft(Operations.BATCH_EXECUTE_STATEMENT, request));
  }

  /** Executes several PartiQL statements, all or none. */
  public ExecuteTransactionActionBuilder executeTransaction() {
    return new ExecuteTransactionActionBuilder(draft(Operations.EXECUTE_TRANSACTION));
  }

  /** Executes several PartiQL statements, all or none, in the words of the SDK. */
  public ExecuteTransactionActionBuilder executeTransaction(
      Function<Session, ExecuteTransactionRequest> request) {
    return new ExecuteTransactionActionBuilder(draft(Operations.EXECUTE_TRANSACTION, request));
  }

  private <
          Q extends DynamoDbRequest & ToCopyableBuilder<B, Q>,
          B extends DynamoDbRequest.Builder & CopyableBuilder<B, Q>,
          R extends DynamoDbResponse>
      Draft<Q, B, R> draft(Operation<Q, B, R> operation) {
    return new Draft<>(requestName, operation, session -> operation.newBuilder().get());
  }

  private <
          Q extends DynamoDbRequest & ToCopyableBuilder<B, Q>,
          B extends DynamoDbRequest.Builder & CopyableBuilder<B, Q>,
          R extends DynamoDbResponse>
      Draft<Q, B, R> draft(Operation<Q, B, R> operation, Field<B, String> field, String el) {
    return draft(operation).with(field, Expression.text(el));
  }

  private <
          Q extends DynamoDbRequest & ToCopyableBuilder<B, Q>,
          B extends DynamoDbRequest.Builder & CopyableBuilder<B, Q>,
          R extends DynamoDbResponse>
      Draft<Q, B, R> draft(Operation<Q, B, R> operation, Function<Session, Q> request) {
    return new Draft<>(requestName, operation, session -> request.apply(session).toBuilder());
  }
}
