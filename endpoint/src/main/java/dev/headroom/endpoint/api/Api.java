package dev.headroom.endpoint.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.endpoint.upstream.Answer;
import dev.headroom.endpoint.upstream.SignatureRefusedException;
import dev.headroom.endpoint.upstream.Upstream;
import dev.headroom.endpoint.upstream.UpstreamException;
import dev.headroom.metrics.Meters;
import dev.headroom.metrics.Meters.FlowTags;
import dev.headroom.metrics.Meters.RequestTags;
import dev.headroom.service.ThrottledService;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * DynamoDB's API: operations that move data or change capacity are decided about here, all others
 * pass through untouched. Thread-safe.
 */
public final class Api {

  /** The largest request that the service takes. Source: API Reference, BatchWriteItem. */
  public static final int MAX_REQUEST_BYTES = 16 * 1024 * 1024;

  /** Stands for operations that are none of ours, so that no client can make up names of meters. */
  private static final String OTHER = "other";

  /** What names of operations begin with in {@code X-Amz-Target}. */
  static final String VERSION = "DynamoDB_20120810.";

  private final Map<String, Operation> operations = new HashMap<>();
  private final Upstream upstream;
  private final Meters meters;

  /**
   * The API in front of an upstream.
   *
   * @param profile the constants of the model
   * @param meters count every request
   */
  public Api(ThrottledService service, Upstream upstream, ModelProfile profile, Meters meters) {
    this.upstream = upstream;
    this.meters = meters;
    TableCatalog catalog = new TableCatalog(service);
    Admitting admitting = new Admitting(service);
    operations.put("GetItem", new GetOperation(catalog, admitting));
    for (String name : List.of("PutItem", "UpdateItem", "DeleteItem")) {
      operations.put(name, new WriteOperation(catalog, admitting));
    }
    for (String name : List.of("Query", "Scan")) {
      operations.put(name, new PageOperation(catalog, admitting));
    }
    operations.put("BatchGetItem", new BatchGetOperation(catalog, service));
    operations.put("BatchWriteItem", new BatchWriteOperation(catalog, service));
    TransactOperation transactions = new TransactOperation(catalog, admitting, service, profile);
    for (String name : List.of("TransactGetItems", "TransactWriteItems")) {
      operations.put(name, transactions);
    }
    for (String name : List.of("ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction")) {
      operations.put(
          name, new StatementOperation(catalog, admitting, profile.transactionMultiplier()));
    }
    for (String name : List.of("CreateTable", "UpdateTable", "DeleteTable", "DescribeTable")) {
      operations.put(name, new TableOperation(catalog, service));
    }
  }

  /**
   * Answers a request.
   *
   * @param target the value of {@code X-Amz-Target}; null without one
   */
  public Answer answer(Request http, @Nullable String target, byte[] body) {
    if (body.length > MAX_REQUEST_BYTES) {
      return Errors.tooLarge(MAX_REQUEST_BYTES);
    }
    String name =
        target != null && target.startsWith(VERSION) ? target.substring(VERSION.length()) : "";
    Operation operation = operations.get(name);
    long beganNanos = System.nanoTime();
    Trace trace = new Trace();
    Answer answer = answer(operation, name, http, target, body, trace);
    count(http, operation == null ? OTHER : name, trace, answer, System.nanoTime() - beganNanos);
    return answer;
  }

  private Answer answer(
      @Nullable Operation operation,
      String name,
      Request http,
      @Nullable String target,
      byte[] body,
      Trace trace) {
    try {
      ObjectNode request = operation == null ? null : Json.parse(body);
      return operation == null || request == null
          ? upstream.send(http, target, body)
          : carryOut(operation, new Exchange(http, name, body, request, upstream, trace));
    } catch (SignatureRefusedException e) {
      return Errors.signatureRefused(String.valueOf(e.getMessage()));
    } catch (UpstreamException e) {
      return Errors.internal(String.valueOf(e.getMessage()));
    }
  }

  /** What is no valid request is left for the upstream to refuse. */
  private static Answer carryOut(Operation operation, Exchange exchange) throws UpstreamException {
    try {
      return operation.handle(exchange);
    } catch (IllegalArgumentException e) {
      return exchange.forward();
    }
  }

  private void count(
      Request http, String operation, Trace trace, Answer answer, long latencyNanos) {
    String outcome = trace.outcome(answer.isOk());
    meters.request(
        new RequestTags(
            trace.table(),
            trace.index(),
            operation,
            "",
            outcome,
            trace.reason(),
            trace.admission()),
        Duration.ofNanos(latencyNanos));
    meters.attempt(
        new FlowTags(trace.table(), operation, ""),
        attempt(http.getHeaders().get("amz-sdk-request")),
        outcome);
  }

  /** Which attempt of a call it is, if the client says. */
  private static String attempt(@Nullable String header) {
    if (header == null) {
      return "";
    }
    return header.contains("attempt=1;") || header.endsWith("attempt=1") ? "first" : "retry";
  }
}
