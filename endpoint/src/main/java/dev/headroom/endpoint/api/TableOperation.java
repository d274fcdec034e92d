package dev.headroom.endpoint.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.capacity.Dimension;
import dev.headroom.endpoint.upstream.Answer;
import dev.headroom.endpoint.upstream.UpstreamException;
import dev.headroom.engine.TableUpdate;
import dev.headroom.service.LiveTable;
import dev.headroom.service.TableStatus;
import dev.headroom.service.ThrottledService;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.CapacityMode.OnDemand;
import dev.headroom.table.CapacityMode.Provisioned;
import dev.headroom.table.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * CreateTable, UpdateTable, DeleteTable and DescribeTable: what the upstream answers, with the
 * capacity that is in force here. One update is in flight at a time and takes its time.
 */
final class TableOperation implements Operation {

  private final TableCatalog catalog;
  private final ThrottledService service;

  TableOperation(TableCatalog catalog, ThrottledService service) {
    this.catalog = catalog;
    this.service = service;
  }

  @Override
  public Answer handle(Exchange exchange) throws UpstreamException {
    return switch (exchange.operation()) {
      case "CreateTable" -> create(exchange);
      case "UpdateTable" -> update(exchange);
      case "DeleteTable" -> delete(exchange);
      default -> described(exchange, exchange.forward());
    };
  }

  private Answer create(Exchange exchange) throws UpstreamException {
    Answer answer = exchange.forward();
    ObjectNode description = description(answer);
    if (description != null) {
      Table table = TableCatalog.read(completed(description, exchange.body()));
      if (table != null) {
        exchange.trace().meetTable(table.name());
        service.create(table, TableCatalog.arn(description));
      }
    }
    return answer;
  }

  /** A description with what some upstreams do not remember. */
  private static ObjectNode completed(ObjectNode description, ObjectNode request) {
    ObjectNode completed = description.deepCopy();
    for (String name : new String[] {"OnDemandThroughput", "WarmThroughput"}) {
      if (request.has(name)) {
        completed.set(name, request.get(name));
      }
    }
    for (JsonNode index : completed.path("GlobalSecondaryIndexes")) {
      for (JsonNode asked : request.path("GlobalSecondaryIndexes")) {
        boolean isIt = index.path("IndexName").equals(asked.path("IndexName"));
        if (isIt && index instanceof ObjectNode object) {
          object.setAll((ObjectNode) asked);
        }
      }
    }
    return completed;
  }

  private Answer delete(Exchange exchange) throws UpstreamException {
    Answer answer = exchange.forward();
    ObjectNode description = description(answer);
    String name = Json.text(description, "TableName");
    if (name != null) {
      service.delete(name);
    }
    return answer;
  }

  private Answer update(Exchange exchange) throws UpstreamException {
    ObjectNode request = exchange.body();
    LiveTable table = catalog.find(exchange, Json.text(request, "TableName"));
    if (table == null) {
      return exchange.forward();
    }
    if (service.look(table, TableStatus::of).isUpdating()) {
      return Errors.resourceInUse(table.name());
    }
    Answer answer = exchange.forward();
    ObjectNode description = description(answer);
    if (description == null) {
      return answer;
    }
    boolean changesIndexes = false;
    for (JsonNode change : request.path("GlobalSecondaryIndexUpdates")) {
      changesIndexes |= change.has("Create") || change.has("Delete");
    }
    Table after = changesIndexes ? TableCatalog.read(completed(description, request)) : null;
    if (after != null) {
      service.changeIndexes(table, after);
    } else {
      TableUpdate.Answer taken = service.update(table, wanted(table, request));
      if (taken instanceof TableUpdate.Answer.Refused refused) {
        return Errors.limitExceeded(refused.why());
      }
      if (taken instanceof TableUpdate.Answer.InUse) {
        return Errors.resourceInUse(table.name());
      }
    }
    return described(exchange, answer);
  }

  /** The capacity that a request asks for, by index; null stands for the table. */
  private Map<@Nullable String, CapacityMode> wanted(LiveTable table, ObjectNode request) {
    Map<@Nullable String, CapacityMode> present =
        new LinkedHashMap<>(service.look(table, TableStatus::of).capacities());
    Map<@Nullable String, CapacityMode> wanted = new LinkedHashMap<>();
    String billingMode = Json.text(request, "BillingMode");
    present.forEach(
        (index, mode) -> {
          JsonNode asked = index == null ? request : asked(request, index);
          wanted.put(index, mode(mode, billingMode, asked));
        });
    return wanted;
  }

  private static JsonNode asked(ObjectNode request, String index) {
    for (JsonNode change : request.path("GlobalSecondaryIndexUpdates")) {
      if (index.equals(Json.text(change.get("Update"), "IndexName"))) {
        return change.get("Update");
      }
    }
    return Json.object();
  }

  private static CapacityMode mode(
      CapacityMode present, @Nullable String billingMode, JsonNode asked) {
    boolean isOnDemand =
        billingMode == null ? present instanceof OnDemand : billingMode.equals("PAY_PER_REQUEST");
    if (isOnDemand) {
      OnDemand before = present instanceof OnDemand own ? own : OnDemand.UNLIMITED;
      JsonNode maximum = asked.path("OnDemandThroughput");
      return new OnDemand(
          maximum(maximum.get("MaxReadRequestUnits"), before.maximum(Dimension.READ)),
          maximum(maximum.get("MaxWriteRequestUnits"), before.maximum(Dimension.WRITE)));
    }
    Provisioned before = present instanceof Provisioned own ? own : new Provisioned(1, 1);
    JsonNode units = asked.path("ProvisionedThroughput");
    return new Provisioned(
        units.path("ReadCapacityUnits").asLong(before.readCapacityUnits()),
        units.path("WriteCapacityUnits").asLong(before.writeCapacityUnits()));
  }

  /** No word changes nothing, and -1 takes the maximum away. */
  private static OptionalLong maximum(@Nullable JsonNode asked, OptionalLong before) {
    if (asked == null) {
      return before;
    }
    return asked.asLong() < 0 ? OptionalLong.empty() : OptionalLong.of(asked.asLong());
  }

  private static @Nullable ObjectNode description(Answer answer) {
    return answer.isOk() ? description(Json.parse(answer.body())) : null;
  }

  private static @Nullable ObjectNode description(@Nullable ObjectNode body) {
    ObjectNode changed = Json.object(body, "TableDescription");
    return changed != null ? changed : Json.object(body, "Table");
  }

  /** An answer that describes a table, with the capacity in force. */
  private Answer described(Exchange exchange, Answer answer) throws UpstreamException {
    ObjectNode body = answer.isOk() ? Json.parse(answer.body()) : null;
    ObjectNode description = description(body);
    if (body == null || description == null) {
      return answer;
    }
    LiveTable table = catalog.find(exchange, Json.text(description, "TableName"));
    if (table == null) {
      return answer;
    }
    TableStatus status = service.look(table, TableStatus::of);
    if (status.isUpdating()) {
      description.put("TableStatus", "UPDATING");
    }
    status
        .capacities()
        .forEach(
            (index, mode) -> {
              ObjectNode told = index == null ? description : index(description, index);
              if (told != null) {
                tell(told, mode);
              }
            });
    return answer.withBody(Json.bytes(body));
  }

  private static @Nullable ObjectNode index(ObjectNode description, String name) {
    for (JsonNode index : description.path("GlobalSecondaryIndexes")) {
      if (name.equals(Json.text(index, "IndexName"))) {
        return (ObjectNode) index;
      }
    }
    return null;
  }

  private static void tell(ObjectNode description, CapacityMode mode) {
    if (mode instanceof Provisioned provisioned) {
      ObjectNode told = Json.object(description, "ProvisionedThroughput");
      ObjectNode units = told == null ? description.putObject("ProvisionedThroughput") : told;
      units.put("ReadCapacityUnits", provisioned.readCapacityUnits());
      units.put("WriteCapacityUnits", provisioned.writeCapacityUnits());
    }
  }
}
