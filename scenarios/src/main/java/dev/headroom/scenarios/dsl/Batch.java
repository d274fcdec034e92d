package dev.headroom.scenarios.dsl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;

/**
 * What the service may leave out of a batch, where it throttles a part of it.
 *
 * @param <Q> the batch's request
 * @param <R> the batch's response
 */
interface Batch<Q, R> {

  /** The status of a call that was answered in part. */
  String status();

  /** The tables of which something was left out. */
  Collection<String> tables(R response);

  /** The same request for what was left out. */
  Q rest(Q request, R response);

  /** One response that holds what both hold, and what the later one left out. */
  R union(R earlier, R later);

  /** BatchGetItem. */
  final class Get implements Batch<BatchGetItemRequest, BatchGetItemResponse> {

    @Override
    public String status() {
      return "UnprocessedKeys";
    }

    @Override
    public Collection<String> tables(BatchGetItemResponse response) {
      return response.unprocessedKeys().keySet();
    }

    @Override
    public BatchGetItemRequest rest(BatchGetItemRequest request, BatchGetItemResponse response) {
      return request.toBuilder().requestItems(response.unprocessedKeys()).build();
    }

    @Override
    public BatchGetItemResponse union(BatchGetItemResponse earlier, BatchGetItemResponse later) {
      return later.toBuilder()
          .responses(Batch.union(earlier.responses(), later.responses()))
          .consumedCapacity(Batch.union(earlier.consumedCapacity(), later.consumedCapacity()))
          .build();
    }
  }

  /** BatchWriteItem. */
  final class Write implements Batch<BatchWriteItemRequest, BatchWriteItemResponse> {

    @Override
    public String status() {
      return "UnprocessedItems";
    }

    @Override
    public Collection<String> tables(BatchWriteItemResponse response) {
      return response.unprocessedItems().keySet();
    }

    @Override
    public BatchWriteItemRequest rest(
        BatchWriteItemRequest request, BatchWriteItemResponse response) {
      return request.toBuilder().requestItems(response.unprocessedItems()).build();
    }

    @Override
    public BatchWriteItemResponse union(
        BatchWriteItemResponse earlier, BatchWriteItemResponse later) {
      return later.toBuilder()
          .consumedCapacity(Batch.union(earlier.consumedCapacity(), later.consumedCapacity()))
          .itemCollectionMetrics(
              Batch.union(earlier.itemCollectionMetrics(), later.itemCollectionMetrics()))
          .build();
    }
  }

  private static <X> List<X> union(List<X> earlier, List<X> later) {
    List<X> union = new ArrayList<>(earlier);
    union.addAll(later);
    return union;
  }

  private static <X> Map<String, List<X>> union(
      Map<String, List<X>> earlier, Map<String, List<X>> later) {
    Map<String, List<X>> union = new LinkedHashMap<>(earlier);
    later.forEach((table, values) -> union.merge(table, values, Batch::union));
    return union;
  }
}
