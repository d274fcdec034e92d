package dev.headroom.source;

import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;

/**
 * The data model that AWS's DynamoDB MCP server writes ({@code dynamodb_data_model.json}): under
 * {@code tables} the inputs of CreateTable, beside them test items and access patterns, which say
 * nothing of capacity.
 *
 * <p>Source: awslabs/mcp, dynamodb-mcp-server, "DynamoDB Data Model JSON Generation Guide".
 */
final class DataModelFormat implements TableFormat {

  private static final String TABLES = "tables";

  @Override
  public String name() {
    return "data-model";
  }

  @Override
  public String description() {
    return "a data model of AWS's DynamoDB MCP server (JSON with \"tables\")";
  }

  @Override
  public boolean recognises(Node document) {
    return document instanceof Node.Mapping mapping
        && mapping.entries().get(TABLES) instanceof Node.Sequence tables
        && !tables.elements().isEmpty()
        && tables.elements().stream()
            .allMatch(
                table -> table instanceof Node.Mapping t && t.entries().containsKey("TableName"));
  }

  @Override
  public void read(Node document, TableReading reading) {
    if (document instanceof Node.Mapping mapping) {
      for (MappingReader table :
          new MappingReader(mapping, reading.problems()).optionalMappings(TABLES)) {
        DescribeTableFormat.readInto(table, reading);
      }
    }
  }
}
