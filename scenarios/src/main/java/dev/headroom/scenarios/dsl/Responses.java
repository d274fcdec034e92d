package dev.headroom.scenarios.dsl;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** What the responses of all operations have in common, which the SDK's types do not tell. */
final class Responses {

  private Responses() {}

  /** The consumed capacity of each table; empty where it was not asked for. */
  static List<ConsumedCapacity> consumedCapacity(SdkResponse response) {
    return switch (response) {
      case GetItemResponse get -> orNone(get.consumedCapacity());
      case PutItemResponse put -> orNone(put.consumedCapacity());
      case UpdateItemResponse update -> orNone(update.consumedCapacity());
      case DeleteItemResponse delete -> orNone(delete.consumedCapacity());
      case QueryResponse query -> orNone(query.consumedCapacity());
      case ScanResponse scan -> orNone(scan.consumedCapacity());
      case ExecuteStatementResponse statement -> orNone(statement.consumedCapacity());
      case BatchGetItemResponse batch -> batch.consumedCapacity();
      case BatchWriteItemResponse batch -> batch.consumedCapacity();
      case TransactGetItemsResponse transaction -> transaction.consumedCapacity();
      case TransactWriteItemsResponse transaction -> transaction.consumedCapacity();
      case BatchExecuteStatementResponse batch -> batch.consumedCapacity();
      case ExecuteTransactionResponse transaction -> transaction.consumedCapacity();
      default -> List.of();
    };
  }

  /** The items of a response, in the order of the service; what was not found is left out. */
  static List<Map<String, AttributeValue>> items(SdkResponse response) {
    return switch (response) {
      case GetItemResponse get -> itemOrNone(get.item());
      case PutItemResponse put -> itemOrNone(put.attributes());
      case UpdateItemResponse update -> itemOrNone(update.attributes());
      case DeleteItemResponse delete -> itemOrNone(delete.attributes());
      case QueryResponse query -> query.items();
      case ScanResponse scan -> scan.items();
      case ExecuteStatementResponse statement -> statement.items();
      case BatchGetItemResponse batch ->
          batch.responses().values().stream().flatMap(List::stream).toList();
      case TransactGetItemsResponse transaction -> items(transaction.responses());
      case BatchExecuteStatementResponse batch ->
          batch.responses().stream()
              .filter(BatchStatementResponse::hasItem)
              .map(BatchStatementResponse::item)
              .toList();
      case ExecuteTransactionResponse transaction -> items(transaction.responses());
      default -> List.of();
    };
  }

  private static List<Map<String, AttributeValue>> items(List<ItemResponse> responses) {
    return responses.stream().filter(ItemResponse::hasItem).map(ItemResponse::item).toList();
  }

  private static List<Map<String, AttributeValue>> itemOrNone(Map<String, AttributeValue> item) {
    return item.isEmpty() ? List.of() : List.of(item);
  }

  private static List<ConsumedCapacity> orNone(@Nullable ConsumedCapacity capacity) {
    return capacity == null ? List.of() : List.of(capacity);
  }
}
