package dev.headroom.scenarios.dsl;

import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.Session;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * DynamoDB in Gatling's Java DSL, to be imported statically:
 *
 * <pre>{@code
 * DynamoDbProtocolBuilder protocol = dynamoDb().region("eu-west-1");
 *
 * ScenarioBuilder buyers =
 *     scenario("buyers")
 *         .exec(
 *             dynamoDb("checkout").putItem("orders").attribute("id", "#{id}"),
 *             dynamoDb("order page")
 *                 .getItem("orders")
 *                 .key("id", "#{id}")
 *                 .check(item().attribute("status").saveAs("status")));
 * }</pre>
 */
public final class DynamoDbDsl {

  private DynamoDbDsl() {}

  /** The protocol, to be given to the set-up of a simulation. */
  public static DynamoDbProtocolBuilder dynamoDb() {
    return new DynamoDbProtocolBuilder();
  }

  /**
   * A request.
   *
   * @param requestName in Gatling's report, an expression
   */
  public static DynamoDbRequestBuilder dynamoDb(String requestName) {
    return new DynamoDbRequestBuilder(Expression.text(requestName));
  }

  /**
   * A request.
   *
   * @param requestName in Gatling's report
   */
  public static DynamoDbRequestBuilder dynamoDb(Function<Session, String> requestName) {
    return new DynamoDbRequestBuilder(requestName);
  }

  /**
   * What counts attempts, for a client that is not made by {@link #dynamoDb()}; see {@link
   * DynamoDbProtocolBuilder#client}. Does nothing for calls outside of simulations.
   */
  public static ExecutionInterceptor attemptInterceptor() {
    return AttemptInterceptor.INSTANCE;
  }

  /** An attribute, given as an expression; {@link Attributes#with(String, String)} adds others. */
  public static Attributes attributes(String name, String el) {
    return Attributes.NONE.with(name, el);
  }

  /** An attribute, the same in all sessions but for expressions within it. */
  public static Attributes attributes(String name, Object value) {
    return Attributes.NONE.with(name, value);
  }

  /** An attribute, a function of the session. */
  public static Attributes attributes(
      String name, Function<Session, ? extends @Nullable Object> value) {
    return Attributes.NONE.with(name, value);
  }

  /** The attributes of a Map that a function finds for a session; null for none. */
  public static Attributes attributes(Function<Session, ? extends @Nullable Map<String, ?>> map) {
    return Attributes.NONE.withAll(map);
  }

  /**
   * Checks the status: {@code 200}, the error code of the service, {@code UnprocessedItems} or
   * {@code UnprocessedKeys} of a batch, {@code BatchStatementError} of a batch of statements, or
   * the simple name of the SDK's exception. With a check of the status the request may fail and yet
   * be OK.
   */
  public static CheckBuilder.Find<String> status() {
    return Finds.findStatus();
  }

  /**
   * Checks the item that was read, or that {@code returnValues} asked for; of several the first.
   */
  public static ItemCheckBuilder item() {
    return new ItemCheckBuilder();
  }

  /** Checks the items that were read, by any operation. */
  public static ItemsCheckBuilder items() {
    return new ItemsCheckBuilder();
  }

  /** Checks how many items a page of a Query or a Scan has. */
  public static CheckBuilder.Find<Integer> count() {
    return Finds.findInResponse(
        "count",
        Integer.class,
        response ->
            switch (response) {
              case QueryResponse query -> query.count();
              case ScanResponse scan -> scan.count();
              default -> Responses.items(response).size();
            });
  }

  /** Checks how many items were read for a page of a Query or a Scan, before its filter. */
  public static CheckBuilder.Find<Integer> scannedCount() {
    return Finds.findInResponse(
        "scannedCount",
        Integer.class,
        response ->
            switch (response) {
              case QueryResponse query -> query.scannedCount();
              case ScanResponse scan -> scan.scannedCount();
              default -> null;
            });
  }

  /** Checks where the next page of a Query or a Scan begins; does not exist for the last page. */
  public static CheckBuilder.Find<Map<String, AttributeValue>> lastEvaluatedKey() {
    return Finds.findInResponse(
        "lastEvaluatedKey",
        Map.class,
        response ->
            switch (response) {
              case QueryResponse query when query.hasLastEvaluatedKey() -> query.lastEvaluatedKey();
              case ScanResponse scan when scan.hasLastEvaluatedKey() -> scan.lastEvaluatedKey();
              default -> null;
            });
  }

  /** Checks the capacity units that were consumed, of all tables and their indexes together. */
  public static CheckBuilder.Find<Double> consumedCapacity() {
    return Finds.findInResponse(
        "consumedCapacity",
        Double.class,
        response -> {
          List<ConsumedCapacity> capacity = Responses.consumedCapacity(response);
          return capacity.isEmpty()
              ? null
              : capacity.stream().mapToDouble(ConsumedCapacity::capacityUnits).sum();
        });
  }

  /**
   * Checks anything that a function finds in a response; what is null does not exist.
   *
   * @param type of the response; does not exist in those of other types
   */
  public static <R extends DynamoDbResponse, X> CheckBuilder.Find<X> response(
      Class<R> type, Function<R, @Nullable X> function) {
    return Finds.findInResponse(
        type.getSimpleName(),
        Object.class,
        response -> type.isInstance(response) ? function.apply(type.cast(response)) : null);
  }
}
