package dev.headroom.endpoint.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.capacity.Consistency;
import dev.headroom.capacity.RequestUnits;
import dev.headroom.endpoint.api.Admitting.Told;
import dev.headroom.endpoint.api.ConsumedCapacity.Detail;
import dev.headroom.endpoint.upstream.Answer;
import dev.headroom.endpoint.upstream.UpstreamException;
import dev.headroom.service.Demand;
import dev.headroom.service.Demand.Part;
import dev.headroom.service.LiveTable;
import java.util.List;

/**
 * GetItem. What it takes is told by the item, or where only a part of that is seen, by the
 * upstream.
 */
final class GetOperation implements Operation {

  private final TableCatalog catalog;
  private final Admitting admitting;

  GetOperation(TableCatalog catalog, Admitting admitting) {
    this.catalog = catalog;
    this.admitting = admitting;
  }

  @Override
  public Answer handle(Exchange exchange) throws UpstreamException {
    ObjectNode request = exchange.body();
    LiveTable table = catalog.find(exchange, Json.text(request, "TableName"));
    Items.Key key =
        table == null
            ? null
            : Items.key(table, table.table().keySchema(), Json.object(request, "Key"));
    if (table == null || key == null) {
      return exchange.forward();
    }
    Consistency consistency = consistency(request);
    Detail detail = Detail.of(request);
    boolean isPart = exchange.has("ProjectionExpression", "AttributesToGet");
    return admitting.run(
        exchange.trace(),
        demand(table, key, consistency, RequestUnits.readMilliUnits(0, consistency)),
        Errors::throttled,
        () -> isPart ? exchange.forwardWith(detail.asked()) : exchange.forward(),
        (answer, body) -> {
          Demand byItem =
              demand(
                  table,
                  key,
                  consistency,
                  RequestUnits.readMilliUnits(Items.size(Json.object(body, "Item")), consistency));
          if (!answer.isOk()) {
            return byItem.none();
          }
          return isPart
              ? demand(table, key, consistency, ConsumedCapacity.toldOr(body, byItem.milliUnits()))
              : byItem;
        },
        Told.ofTable(table.name(), detail));
  }

  static Consistency consistency(ObjectNode request) {
    return request.path("ConsistentRead").asBoolean(false)
        ? Consistency.STRONG
        : Consistency.EVENTUAL;
  }

  static Demand demand(LiveTable table, Items.Key key, Consistency consistency, long milliUnits) {
    return Demand.reads(
        consistency == Consistency.EVENTUAL,
        List.of(new Part(table, null, null, key.text(), key.position(), milliUnits)));
  }
}
