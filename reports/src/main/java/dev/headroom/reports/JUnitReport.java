package dev.headroom.reports;

import dev.headroom.comparison.Comparison;
import dev.headroom.outcome.GateResult;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.Version;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    writeSuites(outcomes.stream().map(JUnitReport::suite).toList(), writer);
  }

  /** Writes the checks of a comparison as one suite; the writer stays open. */
  public void write(Comparison comparison, Writer writer) throws IOException {
    var report = new ComparisonReport(comparison);
    Suite suite =
        new Suite(
            comparison.simulated().name() + ", predicted and observed",
            comparison.checks(),
            Map.of("headroom.version", Version.CURRENT),
            report.verdict().word() + ": " + report.headline());
    writeSuites(List.of(suite), writer);
  }

  /**
   * Gates that belong together.
   *
   * @param properties in the order in which they are written
   * @param summary what they amount to, in one line
   */
  private record Suite(
      String name, List<GateResult> gates, Map<String, String> properties, String summary) {}

  private static Suite suite(Outcome outcome) {
    var findings = new Findings(outcome);
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("headroom.source", Grids.source(outcome));
    properties.put("headroom.version", outcome.version());
    properties.put("headroom.profile", outcome.profile());
    properties.put("headroom.seed", Long.toString(outcome.seed()));
    properties.put("headroom.trials", Integer.toString(outcome.trials()));
    return new Suite(
        outcome.scenario(),
        outcome.gates(),
        properties,
        findings.verdict().word() + ": " + findings.headline());
  }

  private static void writeSuites(List<Suite> suites, Writer writer) throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(writer);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      for (Suite suite : suites) {
        suite(xml, suite);
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

  private static void suite(XMLStreamWriter xml, Suite suite) throws XMLStreamException {
    List<GateResult> gates = suite.gates();
    long errors = gates.isEmpty() ? 1 : count(gates, GateResult.Verdict.INCONCLUSIVE);
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testsuite");
    attribute(xml, "name", suite.name());
    attribute(xml, "tests", Integer.toString(Math.max(1, gates.size())));
    attribute(xml, "failures", Long.toString(count(gates, GateResult.Verdict.FAILED)));
    attribute(xml, "errors", Long.toString(errors));
    attribute(xml, "skipped", "0");
    properties(xml, suite.properties());
    for (GateResult gate : gates) {
      gate(xml, suite, gate);
    }
    if (gates.isEmpty()) {
      startCase(xml, suite, "gates");
      problem(xml, "error", "inconclusive", "No gate was evaluated.");
      endCase(xml);
    }
    text(xml, "system-out", suite.summary());
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }

  private static long count(List<GateResult> gates, GateResult.Verdict verdict) {
    return gates.stream().filter(gate -> gate.verdict() == verdict).count();
  }

  private static void properties(XMLStreamWriter xml, Map<String, String> properties)
      throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeStartElement("properties");
    for (Map.Entry<String, String> property : properties.entrySet()) {
      property(xml, property.getKey(), property.getValue());
    }
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

  private static void gate(XMLStreamWriter xml, Suite suite, GateResult gate)
      throws XMLStreamException {
    startCase(xml, suite, gate.expression());
    String message = "found " + Grids.value(gate) + ", required: " + gate.expression();
    switch (gate.verdict()) {
      case PASSED -> {}
      case FAILED -> problem(xml, "failure", message, gate.detail());
      case INCONCLUSIVE -> problem(xml, "error", message, gate.detail());
    }
    endCase(xml);
  }

  private static void startCase(XMLStreamWriter xml, Suite suite, String name)
      throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeStartElement("testcase");
    attribute(xml, "name", name);
    attribute(xml, "classname", suite.name());
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
