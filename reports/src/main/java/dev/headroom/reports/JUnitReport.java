package dev.headroom.reports;

import dev.headroom.outcome.GateResult;
import dev.headroom.outcome.Outcome;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code junit.xml}: a test suite per scenario and a test case per gate, for CI systems.
 *
 * <p>A failed gate is a {@code failure}. A gate without data, or a run without gates, is an {@code
 * error} rather than skipped, because no CI system takes an error for a pass.
 */
public final class JUnitReport implements Report {

  @Override
  public void write(Outcome outcome, Writer writer) throws IOException {
    write(List.of(outcome), writer);
  }

  /** Writes several outcomes into one file; the writer stays open. */
  public void write(List<Outcome> outcomes, Writer writer) throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(writer);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      for (Outcome outcome : outcomes) {
        suite(xml, outcome);
      }
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeCharacters("\n");
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private static void suite(XMLStreamWriter xml, Outcome outcome) throws XMLStreamException {
    var findings = new Findings(outcome);
    List<GateResult> gates = outcome.gates();
    int failures = findings.gatesThat(GateResult.Verdict.FAILED).size();
    int errors = gates.isEmpty() ? 1 : findings.gatesThat(GateResult.Verdict.INCONCLUSIVE).size();
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testsuite");
    attribute(xml, "name", outcome.scenario());
    attribute(xml, "tests", Integer.toString(Math.max(1, gates.size())));
    attribute(xml, "failures", Integer.toString(failures));
    attribute(xml, "errors", Integer.toString(errors));
    attribute(xml, "skipped", "0");
    properties(xml, outcome);
    for (GateResult gate : gates) {
      gate(xml, outcome, gate);
    }
    if (gates.isEmpty()) {
      startCase(xml, outcome, "gates");
      problem(xml, "error", "inconclusive", "No gate was evaluated.");
      endCase(xml);
    }
    text(xml, "system-out", findings.verdict().word() + ": " + findings.headline());
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }

  private static void properties(XMLStreamWriter xml, Outcome outcome) throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeStartElement("properties");
    property(xml, "headroom.source", Grids.source(outcome));
    property(xml, "headroom.version", outcome.version());
    property(xml, "headroom.profile", outcome.profile());
    property(xml, "headroom.seed", Long.toString(outcome.seed()));
    property(xml, "headroom.trials", Integer.toString(outcome.trials()));
    xml.writeCharacters("\n    ");
    xml.writeEndElement();
  }

  private static void property(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeCharacters("\n      ");
    xml.writeEmptyElement("property");
    attribute(xml, "name", name);
    attribute(xml, "value", value);
  }

  private static void gate(XMLStreamWriter xml, Outcome outcome, GateResult gate)
      throws XMLStreamException {
    startCase(xml, outcome, gate.expression());
    String message = "found " + Grids.value(gate) + ", required: " + gate.expression();
    switch (gate.verdict()) {
      case PASSED -> {}
      case FAILED -> problem(xml, "failure", message, gate.detail());
      case INCONCLUSIVE -> problem(xml, "error", message, gate.detail());
    }
    endCase(xml);
  }

  private static void startCase(XMLStreamWriter xml, Outcome outcome, String name)
      throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeStartElement("testcase");
    attribute(xml, "name", name);
    attribute(xml, "classname", outcome.scenario());
  }

  private static void endCase(XMLStreamWriter xml) throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeEndElement();
  }

  private static void problem(XMLStreamWriter xml, String kind, String message, String detail)
      throws XMLStreamException {
    xml.writeCharacters("\n      ");
    xml.writeStartElement(kind);
    attribute(xml, "message", message);
    attribute(xml, "type", "gate");
    xml.writeCharacters(Text.visible(detail));
    xml.writeEndElement();
  }

  private static void text(XMLStreamWriter xml, String element, String text)
      throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeStartElement(element);
    xml.writeCharacters(Text.visible(text));
    xml.writeEndElement();
  }

  private static void attribute(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeAttribute(name, Text.visible(value));
  }
}
