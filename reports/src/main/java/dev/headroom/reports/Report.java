package dev.headroom.reports;

import dev.headroom.outcome.Outcome;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;

/** One form in which an outcome is shown. The same outcome always gives the same text. */
public interface Report {

  /** Writes the outcome; the writer stays open. */
  void write(Outcome outcome, Writer writer) throws IOException;

  /** The report as text. */
  default String render(Outcome outcome) {
    var text = new StringWriter();
    try {
      write(outcome, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
