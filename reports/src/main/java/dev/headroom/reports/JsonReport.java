package dev.headroom.reports;

import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.OutcomeJson;
import java.io.IOException;
import java.io.Writer;

/** {@code outcome.json}: everything, for programs. */
public final class JsonReport implements Report {

  @Override
  public void write(Outcome outcome, Writer writer) throws IOException {
    OutcomeJson.write(outcome, writer);
  }
}
