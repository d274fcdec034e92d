package dev.headroom.measured;

import dev.headroom.document.InvalidInputException;
import dev.headroom.source.LiveTables;
import java.util.List;

/**
 * Measurements of a live table, named as {@link LiveTables} has it. The library itself opens no
 * connection: an application brings what asks CloudWatch.
 */
public interface LiveMeasurements {

  /**
   * What CloudWatch measured on a table, without changing anything.
   *
   * @param name the name as the user wrote it, with {@link LiveTables#PREFIX}
   * @param indexNames the global secondary indexes that are asked about
   * @return JSON texts as of {@code aws cloudwatch get-metric-data}: the queries that were asked
   *     and the pages of the answer
   * @throws InvalidInputException if the name is not understood, or nothing can be read
   */
  List<String> measure(String name, List<String> indexNames);
}
