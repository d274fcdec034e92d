package dev.headroom.scenarios.load;

import dev.headroom.plan.PlannedItem;
import dev.headroom.plan.RequestPlan;
import dev.headroom.scenarios.items.Items;
import dev.headroom.traffic.ItemAction;
import dev.headroom.traffic.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Puts into the table what the reads of a run look for and its writes replace, as far as there is
 * room. Not thread-safe.
 */
final class Seeder {

  /** No more items than these are put into the table. */
  static final int MOST_ITEMS = 200_000;

  /** A Scan goes round and round over so many items of its own. */
  private static final int SCANNED_ITEMS = 2_000;

  /** The most that a BatchWriteItem takes. Source: API Reference, BatchWriteItem. */
  static final int ITEMS_PER_BATCH = 25;

  private static final int BATCHES_IN_FLIGHT = 8;
  private static final int RESEND_PAUSE_MILLIS = 100;
  private static final String TAG = "seed.";

  private final DynamoDbAsyncClient client;
  private final String tableName;
  private final Items items;
  private final BooleanSupplier isStopped;
  private final Consumer<String> progress;
  private final Set<Map<String, AttributeValue>> keys = new HashSet<>();
  private final Semaphore inFlight = new Semaphore(BATCHES_IN_FLIGHT);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicBoolean isThrottled = new AtomicBoolean();
  private List<Map<String, AttributeValue>> batch = new ArrayList<>();
  private boolean isCut;

  /**
   * A seeder of an empty table.
   *
   * @param isStopped whether to end early
   * @param progress hears how many items were put, in words
   */
  Seeder(
      DynamoDbAsyncClient client,
      String tableName,
      Items items,
      BooleanSupplier isStopped,
      Consumer<String> progress) {
    this.client = client;
    this.tableName = tableName;
    this.items = items;
    this.isStopped = isStopped;
    this.progress = progress;
  }

  /** Whether some items were left out. */
  boolean isCut() {
    return isCut;
  }

  /** How many items were put. */
  int count() {
    return keys.size();
  }

  /**
   * Puts the items of a flow.
   *
   * @param requests how many of its requests are planned
   */
  void seed(RequestPlan plan, long requests) throws InterruptedException {
    if (plan.flow().operation() == Operation.SCAN) {
      for (long i = 0; i < SCANNED_ITEMS; i++) {
        PlannedItem item = plan.scannable(i);
        put(item, items.after(item, TAG));
      }
      return;
    }
    for (long number = 0; number < requests && !isStopped.getAsBoolean(); number++) {
      for (PlannedItem item : plan.request(number).items()) {
        Map<String, AttributeValue> seed = seed(plan, item);
        if (seed != null) {
          put(item, seed);
        }
      }
      if (keys.size() >= MOST_ITEMS) {
        isCut = true;
        return;
      }
    }
  }

  private @Nullable Map<String, AttributeValue> seed(RequestPlan plan, PlannedItem item) {
    if (plan.flow().action() == ItemAction.READ) {
      return items.after(item, TAG);
    }
    return item.isReplaced() ? items.before(item, TAG) : null;
  }

  private void put(PlannedItem item, Map<String, AttributeValue> seed) throws InterruptedException {
    if (keys.add(items.key(item))) {
      batch.add(seed);
      if (batch.size() == ITEMS_PER_BATCH) {
        send();
      }
    }
  }

  private void send() throws InterruptedException {
    List<WriteRequest> writes =
        batch.stream()
            .map(seed -> WriteRequest.builder().putRequest(put -> put.item(seed)).build())
            .toList();
    batch = new ArrayList<>();
    inFlight.acquire();
    send(writes);
    sent.addAndGet(writes.size());
    tell();
  }

  /** Tells one thing at a time, so that what is told last is the latest. */
  private synchronized void tell() {
    progress.accept(
        "filling the table: "
            + sent
            + " items"
            + (isThrottled.get() ? ", at the pace of the capacity that throttles this" : ""));
  }

  private void send(List<WriteRequest> writes) {
    Future<?> unused =
        client
            .batchWriteItem(it -> it.requestItems(Map.of(tableName, writes)))
            .whenComplete(
                (response, thrown) -> {
                  List<WriteRequest> left = left(writes, response, thrown);
                  if (!left.isEmpty() && !isStopped.getAsBoolean()) {
                    if (isThrottled.compareAndSet(false, true)) {
                      tell();
                    }
                    CompletableFuture.delayedExecutor(RESEND_PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                        .execute(() -> send(left));
                    return;
                  }
                  inFlight.release();
                });
  }

  /** What of a batch was throttled. */
  private List<WriteRequest> left(
      List<WriteRequest> writes,
      @Nullable BatchWriteItemResponse response,
      @Nullable Throwable thrown) {
    if (response != null) {
      return response.unprocessedItems().getOrDefault(tableName, List.of());
    }
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    if (cause instanceof AwsServiceException refusal && refusal.isThrottlingException()) {
      return writes;
    }
    failure.compareAndSet(null, thrown);
    return List.of();
  }

  /**
   * Waits until all is there.
   *
   * @throws CompletionException if something was refused
   */
  void finish() throws InterruptedException {
    if (!batch.isEmpty()) {
      send();
    }
    inFlight.acquire(BATCHES_IN_FLIGHT);
    Throwable thrown = failure.get();
    if (thrown != null) {
      throw thrown instanceof CompletionException wrapped
          ? wrapped
          : new CompletionException(thrown);
    }
  }
}
