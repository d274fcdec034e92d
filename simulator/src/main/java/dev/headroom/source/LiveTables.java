package dev.headroom.source;

import dev.headroom.document.InvalidInputException;
import java.util.List;

/**
 * Tables that are not in files but in an account, named as in {@code aws:orders?region=eu-west-1}.
 * The library itself opens no connection: an application that wants them brings a service provider
 * of this interface, which is looked for when the first such name is met.
 */
public interface LiveTables {

  /** What the names of live tables begin with. */
  String PREFIX = "aws:";

  /** Whether a name is that of a live table rather than of a file. */
  static boolean isLive(String name) {
    return name.startsWith(PREFIX);
  }

  /**
   * What the service says of a table, without changing anything.
   *
   * @param name the name as the user wrote it, with {@link #PREFIX}
   * @return JSON texts in the API's words, such as the answer of DescribeTable
   * @throws InvalidInputException if the name is not understood, or the table cannot be read
   */
  List<String> describe(String name);
}
