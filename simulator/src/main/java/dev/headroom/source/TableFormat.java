package dev.headroom.source;

import dev.headroom.document.Node;

/**
 * A notation that declares DynamoDB tables. Implementations hold no state. A new format is one
 * class and one line in {@link TableFiles}.
 */
public interface TableFormat {

  /** Its name in {@link dev.headroom.table.TableOrigin}, such as {@code kubevela}. */
  String name();

  /** What a user would call it, for the message about a file that no format knows. */
  String description();

  /** Whether a document is written in this format; looks at a few keys only. */
  boolean recognises(Node document);

  /** Reads the tables of a document that it recognises. */
  void read(Node document, TableReading reading);
}
