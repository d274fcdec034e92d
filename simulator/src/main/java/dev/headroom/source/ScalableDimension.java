package dev.headroom.source;

import dev.headroom.capacity.Dimension;
import dev.headroom.document.MappingReader;
import dev.headroom.document.Quoted;
import dev.headroom.table.Table;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Application Auto Scaling scales: one dimension of a table or of a global secondary index.
 * Source: Application Auto Scaling API Reference, RegisterScalableTarget (ResourceId {@code
 * table/my-table} or {@code table/my-table/index/my-index}; ScalableDimension such as {@code
 * dynamodb:index:WriteCapacityUnits}).
 *
 * @param table the table's name
 * @param index the index's name; null for the table itself
 * @param region the Region; null where it is not told, which may be any
 */
record ScalableDimension(
    String table, @Nullable String index, Dimension dimension, @Nullable String region) {

  private static final String NAMESPACE = "dynamodb";
  private static final Pattern RESOURCE =
      Pattern.compile("table/(?<table>[^/]+)(/index/(?<index>[^/]+))?");
  private static final Map<String, Dimension> DIMENSIONS =
      Map.of("ReadCapacityUnits", Dimension.READ, "WriteCapacityUnits", Dimension.WRITE);

  /** Whether a namespace or scalable dimension is DynamoDB's. */
  static boolean isDynamoDb(String namespaceOrDimension) {
    return namespaceOrDimension.equals(NAMESPACE)
        || namespaceOrDimension.startsWith(NAMESPACE + ":");
  }

  /**
   * Understands a resource id and a scalable dimension; null after noting what is wrong with them.
   *
   * @param resourceKey the key of the resource id, for problems
   * @param dimensionKey the key of the scalable dimension, for problems
   * @param region the Region; null where it is not told
   */
  static @Nullable ScalableDimension parse(
      MappingReader reader,
      String resourceKey,
      String resourceId,
      String dimensionKey,
      String scalableDimension,
      @Nullable String region) {
    Matcher resource = RESOURCE.matcher(resourceId);
    if (!resource.matches()) {
      reader.problem(
          resourceKey, "must be table/NAME or table/NAME/index/NAME, not " + Quoted.of(resourceId));
      return null;
    }
    String index = resource.group("index");
    String prefix = NAMESPACE + (index == null ? ":table:" : ":index:");
    Dimension dimension =
        scalableDimension.startsWith(prefix)
            ? DIMENSIONS.get(scalableDimension.substring(prefix.length()))
            : null;
    if (dimension == null) {
      reader.problem(
          dimensionKey,
          String.format(
              "must be %sReadCapacityUnits or %sWriteCapacityUnits for %s, not %s",
              prefix, prefix, Quoted.of(resourceId), Quoted.of(scalableDimension)));
      return null;
    }
    return new ScalableDimension(resource.group("table"), index, dimension, region);
  }

  /** The name of the table or the index. */
  String resource() {
    return index == null ? table : index;
  }

  /** The same dimension in a Region that is not told. */
  ScalableDimension anywhere() {
    return new ScalableDimension(table, index, dimension, null);
  }

  /** Whether it may be of a table. */
  boolean isOf(Table candidate) {
    return table.equals(candidate.name())
        && (region == null || candidate.region() == null || region.equals(candidate.region()))
        && (index == null || candidate.hasGlobalSecondaryIndex(index));
  }

  /** In words, such as {@code the write capacity of index by-day of table orders}. */
  @Override
  public String toString() {
    return "the "
        + dimension.name().toLowerCase(Locale.ROOT)
        + " capacity of "
        + (index == null ? "" : "index " + Quoted.plain(index) + " of ")
        + "table "
        + Quoted.plain(table);
  }
}
