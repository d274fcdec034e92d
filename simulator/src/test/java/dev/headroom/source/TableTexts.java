package dev.headroom.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headroom.document.Documents;
import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Problems;
import dev.headroom.table.Table;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Reads tables from text, for tests. */
final class TableTexts {

  private TableTexts() {}

  static List<Table> tables(String text) {
    return tables(text, Map.of());
  }

  static List<Table> tables(String text, Map<String, String> variables) {
    Problems problems = new Problems();
    TableSetReader reader = new TableSetReader(new Variables(variables), problems);
    reader.read("f", Documents.read("f", text.getBytes(StandardCharsets.UTF_8)));
    List<Table> tables = reader.finish();
    problems.throwIfAny();
    return tables;
  }

  static Table table(String text) {
    List<Table> tables = tables(text);
    assertThat(tables).hasSize(1);
    return tables.getFirst();
  }

  static String failure(String text) {
    InvalidInputException e = catchThrowableOfType(InvalidInputException.class, () -> tables(text));
    assertThat(e).as("expected a failure of %s", text).isNotNull();
    return String.valueOf(e.getMessage());
  }
}
