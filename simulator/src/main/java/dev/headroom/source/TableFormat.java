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

  /** What of a table's setting can be written back into a file of this format. */
  default Writing writing() {
    return Writing.VALUES;
  }

  /** What {@link WriteBack} may do to a file. */
  enum Writing {
    /** Nothing: something else writes it anew. */
    GENERATED,
    /** Replace values; another billing mode needs other keys. */
    VALUES,
    /** Replace values, and the billing mode: what it has no use for may stay. */
    VALUES_AND_MODE
  }
}
