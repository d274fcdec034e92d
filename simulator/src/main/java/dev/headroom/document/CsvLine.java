package dev.headroom.document;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cells of one line of a CSV file. */
public final class CsvLine {

  private static final ObjectReader CSV =
      new CsvMapper()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .enable(CsvParser.Feature.TRIM_SPACES)
          .readerFor(String[].class);

  private CsvLine() {}

  /**
   * The cells, without blanks and quotes around them; null if the line is not CSV, such as one in
   * which a quote is not closed.
   *
   * @param line a line that is not blank
   */
  public static @Nullable List<String> cells(String line, char separator) {
    CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator);
    try (MappingIterator<String[]> rows = CSV.with(schema).readValues(line)) {
      return rows.hasNextValue() ? List.of(rows.nextValue()) : null;
    } catch (IOException | RuntimeJsonMappingException e) {
      return null;
    }
  }
}
