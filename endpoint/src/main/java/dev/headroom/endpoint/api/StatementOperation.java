package dev.headroom.endpoint.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.capacity.Consistency;
import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.RequestUnits;
import dev.headroom.endpoint.api.Admitting.Told;
import dev.headroom.endpoint.api.ConsumedCapacity.Detail;
import dev.headroom.endpoint.upstream.Answer;
import dev.headroom.endpoint.upstream.UpstreamException;
import dev.headroom.service.Demand;
import dev.headroom.service.Demand.Part;
import dev.headroom.service.LiveTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * PartiQL: ExecuteStatement, BatchExecuteStatement and ExecuteTransaction. A statement's table and
 * key are read from its text; what it took is told by the items of the answer, or where it writes,
 * by the upstream, and is at least the minimum.
 */
final class StatementOperation implements Operation {

  private static final Pattern TARGET =
      Pattern.compile(
          "(?is)^\\s*(SELECT|INSERT|UPDATE|DELETE|EXISTS)\\b.*?(?:\\b(?:FROM|INTO)\\b|^\\s*UPDATE\\b)"
              + "\\s*\"?([\\w.:/-]+)\"?(?:\\.\"?([\\w.-]+)\"?)?");
  private static final Pattern EQUALITY =
      Pattern.compile("\"?([A-Za-z_][\\w.-]*)\"?\\s*[=:]\\s*(\\?|'[^']*'|-?[\\d.]+)");

  private final TableCatalog catalog;
  private final Admitting admitting;
  private final int transactionMultiplier;

  StatementOperation(TableCatalog catalog, Admitting admitting, int transactionMultiplier) {
    this.catalog = catalog;
    this.admitting = admitting;
    this.transactionMultiplier = transactionMultiplier;
  }

  @Override
  public Answer handle(Exchange exchange) throws UpstreamException {
    boolean isSingle = exchange.operation().equals("ExecuteStatement");
    boolean isTransaction = exchange.operation().equals("ExecuteTransaction");
    List<JsonNode> statements = new ArrayList<>();
    if (isSingle) {
      statements.add(exchange.body());
    } else {
      exchange
          .body()
          .path(isTransaction ? "TransactStatements" : "Statements")
          .forEach(statements::add);
    }
    List<Part> parts = new ArrayList<>();
    boolean isWrite = false;
    boolean isStrong = isTransaction;
    for (JsonNode statement : statements) {
      Matcher target = TARGET.matcher(statement.path("Statement").asText());
      LiveTable table = target.find() ? catalog.find(exchange, target.group(2)) : null;
      if (table == null) {
        return exchange.forward();
      }
      isWrite |= !target.group(1).toUpperCase(Locale.ROOT).matches("SELECT|EXISTS");
      isStrong |= statement.path("ConsistentRead").asBoolean();
      parts.add(part(table, target.group(3), statement));
    }
    if (parts.isEmpty()) {
      return exchange.forward();
    }
    Consistency consistency = isStrong ? Consistency.STRONG : Consistency.EVENTUAL;
    long minimum =
        (isWrite ? RequestUnits.writeMilliUnits(0) : RequestUnits.readMilliUnits(0, consistency))
            * (isTransaction ? transactionMultiplier : 1);
    Demand expected =
        new Demand(
            isWrite ? Dimension.WRITE : Dimension.READ,
            !isWrite && !isStrong,
            parts.stream().map(part -> part.with(minimum)).toList());
    Detail detail = Detail.of(exchange.body());
    boolean writes = isWrite;
    return admitting.run(
        exchange.trace(),
        expected,
        throttled ->
            isTransaction
                ? Errors.transactionThrottled(
                    throttled,
                    expected.parts().stream()
                        .map(part -> throttled.refusing().contains(part.resourceArn()))
                        .toList())
                : Errors.throttled(throttled),
        () -> exchange.forwardWith(detail.asked()),
        (answer, body) ->
            !answer.isOk()
                ? expected.none()
                : consumed(expected, body, writes || !isSingle, consistency),
        isSingle
            ? Told.ofTable(parts.getFirst().table().name(), detail)
            : Told.ofTables(detail, isTransaction));
  }

  /** What an upstream tells, or the items of the answer do, and at least what was expected. */
  private static Demand consumed(
      Demand expected, ObjectNode body, boolean isTold, Consistency consistency) {
    long units =
        isTold
            ? told(body.get("ConsumedCapacity"))
            : RequestUnits.pageReadMilliUnits(Items.sizeOfAll(body.path("Items")), consistency);
    long more = Math.max(0, units - expected.milliUnits());
    Part first = expected.parts().getFirst();
    return more == 0 ? expected : expected.plus(expected.only(first.with(more)));
  }

  /** Of one table, or of each in a list. */
  private static long told(@Nullable JsonNode capacity) {
    long units = ConsumedCapacity.told(capacity);
    if (capacity != null) {
      for (JsonNode one : capacity) {
        units += ConsumedCapacity.told(one);
      }
    }
    return units;
  }

  private static Part part(LiveTable table, @Nullable String index, JsonNode statement) {
    String text = statement.path("Statement").asText();
    var global = Items.globalIndex(table.table(), index);
    String attribute =
        (global == null ? table.table().keySchema() : global.keySchema())
            .getFirst()
            .attributeName();
    String key = key(text, attribute, statement.path("Parameters"));
    return new Part(
        table,
        global == null ? null : index,
        global == null ? index : null,
        key,
        table.position(key, null),
        0);
  }

  /** The partition key that a statement names; its own text where it names none. */
  private static String key(String text, String attribute, JsonNode parameters) {
    Matcher equality = EQUALITY.matcher(text);
    while (equality.find()) {
      if (!equality.group(1).equals(attribute)) {
        continue;
      }
      String value = equality.group(2);
      if (!value.equals("?")) {
        return value.replace("'", "");
      }
      long before = text.substring(0, equality.start(2)).chars().filter(c -> c == '?').count();
      String parameter = Items.keyText(parameters.get((int) before));
      return parameter == null ? text : parameter;
    }
    return text;
  }
}
