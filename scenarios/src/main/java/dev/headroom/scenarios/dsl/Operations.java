package dev.headroom.scenarios.dsl;

import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** The operations of DynamoDB's API that read and write data. */
final class Operations {

  static final Operation<GetItemRequest, GetItemRequest.Builder, GetItemResponse> GET_ITEM =
      Operation.of(
          GetItemRequest::builder,
          GetItemRequest::returnConsumedCapacity,
          GetItemRequest.Builder::returnConsumedCapacity,
          DynamoDbAsyncClient::getItem,
          null);

  static final Operation<PutItemRequest, PutItemRequest.Builder, PutItemResponse> PUT_ITEM =
      Operation.of(
          PutItemRequest::builder,
          PutItemRequest::returnConsumedCapacity,
          PutItemRequest.Builder::returnConsumedCapacity,
          DynamoDbAsyncClient::putItem,
          null);

  static final Operation<UpdateItemRequest, UpdateItemRequest.Builder, UpdateItemResponse>
      UPDATE_ITEM =
          Operation.of(
              UpdateItemRequest::builder,
              UpdateItemRequest::returnConsumedCapacity,
              UpdateItemRequest.Builder::returnConsumedCapacity,
              DynamoDbAsyncClient::updateItem,
              null);

  static final Operation<DeleteItemRequest, DeleteItemRequest.Builder, DeleteItemResponse>
      DELETE_ITEM =
          Operation.of(
              DeleteItemRequest::builder,
              DeleteItemRequest::returnConsumedCapacity,
              DeleteItemRequest.Builder::returnConsumedCapacity,
              DynamoDbAsyncClient::deleteItem,
              null);

  static final Operation<QueryRequest, QueryRequest.Builder, QueryResponse> QUERY =
      Operation.of(
          QueryRequest::builder,
          QueryRequest::returnConsumedCapacity,
          QueryRequest.Builder::returnConsumedCapacity,
          DynamoDbAsyncClient::query,
          null);

  static final Operation<ScanRequest, ScanRequest.Builder, ScanResponse> SCAN =
      Operation.of(
          ScanRequest::builder,
          ScanRequest::returnConsumedCapacity,
          ScanRequest.Builder::returnConsumedCapacity,
          DynamoDbAsyncClient::scan,
          null);

  static final Operation<BatchGetItemRequest, BatchGetItemRequest.Builder, BatchGetItemResponse>
      BATCH_GET_ITEM =
          Operation.of(
              BatchGetItemRequest::builder,
              BatchGetItemRequest::returnConsumedCapacity,
              BatchGetItemRequest.Builder::returnConsumedCapacity,
              DynamoDbAsyncClient::batchGetItem,
              new Batch.Get());

  static final Operation<
          BatchWriteItemRequest, BatchWriteItemRequest.Builder, BatchWriteItemResponse>
      BATCH_WRITE_ITEM =
          Operation.of(
              BatchWriteItemRequest::builder,
              BatchWriteItemRequest::returnConsumedCapacity,
              BatchWriteItemRequest.Builder::returnConsumedCapacity,
              DynamoDbAsyncClient::batchWriteItem,
              new Batch.Write());

  static final Operation<
          TransactGetItemsRequest, TransactGetItemsRequest.Builder, TransactGetItemsResponse>
      TRANSACT_GET_ITEMS =
          Operation.of(
              TransactGetItemsRequest::builder,
              TransactGetItemsRequest::returnConsumedCapacity,
              TransactGetItemsRequest.Builder::returnConsumedCapacity,
              DynamoDbAsyncClient::transactGetItems,
              null);

  static final Operation<
          TransactWriteItemsRequest, TransactWriteItemsRequest.Builder, TransactWriteItemsResponse>
      TRANSACT_WRITE_ITEMS =
          Operation.of(
              TransactWriteItemsRequest::builder,
              TransactWriteItemsRequest::returnConsumedCapacity,
              TransactWriteItemsRequest.Builder::returnConsumedCapacity,
              DynamoDbAsyncClient::transactWriteItems,
              null);

  static final Operation<
          ExecuteStatementRequest, ExecuteStatementRequest.Builder, ExecuteStatementResponse>
      EXECUTE_STATEMENT =
          Operation.of(
              ExecuteStatementRequest::builder,
              ExecuteStatementRequest::returnConsumedCapacity,
              ExecuteStatementRequest.Builder::returnConsumedCapacity,
              DynamoDbAsyncClient::executeStatement,
              null);

  static final Operation<
          BatchExecuteStatementRequest,
          BatchExecuteStatementRequest.Builder,
          BatchExecuteStatementResponse>
      BATCH_EXECUTE_STATEMENT =
          Operation.of(
              BatchExecuteStatementRequest::builder,
              BatchExecuteStatementRequest::returnConsumedCapacity,
              BatchExecuteStatementRequest.Builder::returnConsumedCapacity,
              DynamoDbAsyncClient::batchExecuteStatement,
              null);

  static final Operation<
          ExecuteTransactionRequest, ExecuteTransactionRequest.Builder, ExecuteTransactionResponse>
      EXECUTE_TRANSACTION =
          Operation.of(
              ExecuteTransactionRequest::builder,
              ExecuteTransactionRequest::returnConsumedCapacity,
              ExecuteTransactionRequest.Builder::returnConsumedCapacity,
              DynamoDbAsyncClient::executeTransaction,
              null);

  private Operations() {}
}
