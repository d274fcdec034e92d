package dev.headroom.source;

import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Problems;
import dev.headroom.document.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Terraform's indexes that are resources of their own ({@code
 * aws_dynamodb_global_secondary_index}): each becomes an index of its table, in the words of an
 * index that stands in it. Not thread-safe.
 *
 * <p>Source: Terraform Registry, hashicorp/aws, {@code aws_dynamodb_global_secondary_index}.
 */
final class StandaloneIndexes {

  private static final String TABLE_NAME = "table_name";
  private static final String KEY_SCHEMA = "key_schema";
  private static final List<String> UNCHANGED =
      List.of(KEY_SCHEMA, "on_demand_throughput", "warm_throughput");

  private final Problems problems;
  private final List<Index> indexes = new ArrayList<>();

  StandaloneIndexes(Problems problems) {
    this.problems = problems;
  }

  /**
   * Adds an index.
   *
   * @param table the address of the table that it refers to, as far as known
   */
  void add(String address, @Nullable String table, MappingReader values) {
    indexes.add(new Index(address, table, values));
  }

  /** A table's values with its indexes. */
  MappingReader joinedTo(MappingReader table, String address) {
    String name = table.optionalNode("name") instanceof Node.Scalar text ? text.text() : null;
    List<Index> own =
        indexes.stream()
            .filter(index -> address.equals(index.table) || index.isOf(table, name))
            .toList();
    if (own.isEmpty()) {
      return table;
    }
    indexes.removeAll(own);
    Map<String, Node> entries = new LinkedHashMap<>(table.mapping().entries());
    append(entries, "global_secondary_index", own.stream().map(Index::inTable).toList());
    append(entries, "attribute", own.stream().flatMap(i -> i.attributes().stream()).toList());
    return new MappingReader(new Node.Mapping(table.location(), entries), problems);
  }

  /** Notes the indexes whose table is not there. */
  void reportUnmatched(TableReading reading) {
    for (Index index : indexes) {
      reading.remark(
          "the index " + Quoted.plain(index.address) + " is of a table that is not here");
    }
  }

  private static void append(Map<String, Node> entries, String key, List<Node> more) {
    if (more.isEmpty()) {
      return;
    }
    List<Node> all = new ArrayList<>();
    if (entries.get(key) instanceof Node.Sequence list) {
      all.addAll(list.elements());
    }
    all.addAll(more);
    entries.put(key, new Node.Sequence(more.getFirst().location(), all));
  }

  private record Index(String address, @Nullable String table, MappingReader values) {

    boolean isOf(MappingReader wanted, @Nullable String name) {
      Node own = values.optionalNode(TABLE_NAME);
      if (own instanceof Node.Unknown unknown) {
        return wanted.optionalNode("name") instanceof Node.Unknown other
            && other.text().equals(unknown.text());
      }
      return name != null && own instanceof Node.Scalar text && text.text().equals(name);
    }

    /** The index as it would stand in its table. */
    Node inTable() {
      Map<String, Node> entries = new LinkedHashMap<>();
      put(entries, "name", values.optionalNode("index_name"));
      MappingReader projection = Blocks.optional(values, "projection");
      put(entries, "projection_type", value(projection, "projection_type"));
      put(entries, "non_key_attributes", value(projection, "non_key_attributes"));
      MappingReader throughput = Blocks.optional(values, "provisioned_throughput");
      put(entries, "read_capacity", value(throughput, "read_capacity_units"));
      put(entries, "write_capacity", value(throughput, "write_capacity_units"));
      UNCHANGED.forEach(key -> put(entries, key, values.optionalNode(key)));
      return new Node.Mapping(values.location(), entries);
    }

    /** The types of its keys, as a table declares them. */
    List<Node> attributes() {
      List<Node> attributes = new ArrayList<>();
      for (MappingReader key : values.optionalMappings(KEY_SCHEMA)) {
        Map<String, Node> attribute = new LinkedHashMap<>();
        put(attribute, "name", key.optionalNode("attribute_name"));
        put(attribute, "type", key.optionalNode("attribute_type"));
        if (attribute.size() == 2) {
          attributes.add(new Node.Mapping(key.location(), attribute));
        }
      }
      return attributes;
    }

    private static @Nullable Node value(@Nullable MappingReader reader, String key) {
      return reader == null ? null : reader.optionalNode(key);
    }

    private static void put(Map<String, Node> entries, String key, @Nullable Node value) {
      if (value != null) {
        entries.put(key, value);
      }
    }
  }
}
