package dev.headroom.endpoint.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.document.InvalidInputException;
import dev.headroom.endpoint.upstream.Answer;
import dev.headroom.endpoint.upstream.UpstreamException;
import dev.headroom.service.LiveTable;
import dev.headroom.service.ThrottledService;
import dev.headroom.source.TableFiles;
import dev.headroom.table.Table;
import org.jspecify.annotations.Nullable;

/** Finds tables by name; those that the upstream had before are described by it. */
final class TableCatalog {

  private final ThrottledService service;

  TableCatalog(ThrottledService service) {
    this.service = service;
  }

  /**
   * The table that a request names.
   *
   * @param nameOrArn as the request has it
   * @return null if there is none, which the upstream will tell
   */
  @Nullable LiveTable find(Exchange exchange, @Nullable String nameOrArn) throws UpstreamException {
    if (nameOrArn == null) {
      return null;
    }
    String name = nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    LiveTable table = service.table(name);
    if (table == null) {
      table = described(exchange, name);
    }
    if (table != null) {
      exchange.trace().meetTable(table.name());
    }
    return table;
  }

  private @Nullable LiveTable described(Exchange exchange, String name) throws UpstreamException {
    Answer answer = exchange.send("DescribeTable", Json.object().put("TableName", name));
    ObjectNode description = Json.object(Json.parse(answer.body()), "Table");
    if (!answer.isOk() || description == null) {
      return null;
    }
    Table read = read(description);
    return read == null ? null : service.createIfAbsent(read, arn(description));
  }

  /** The table of a description; null if it cannot be understood. */
  static @Nullable Table read(ObjectNode description) {
    try {
      byte[] file = Json.bytes(Json.object().set("Table", description));
      return TableFiles.read("the table's description", file).getFirst();
    } catch (InvalidInputException e) {
      return null;
    }
  }

  static String arn(JsonNode description) {
    String arn = Json.text(description, "TableArn");
    return arn != null
        ? arn
        : "arn:aws:dynamodb:us-east-1:000000000000:table/" + Json.text(description, "TableName");
  }
}
