package dev.headroom.reports;

import java.util.function.Supplier;

/** The files that a run leaves behind. */
@SuppressWarnings("ImmutableEnumChecker") // Constructor references have no state.
public enum ReportFormat {
  JSON("outcome.json", JsonReport::new),
  HTML("report.html", HtmlReport::new),
  MARKDOWN("summary.md", MarkdownReport::new),
  JUNIT("junit.xml", JUnitReport::new),
  SARIF("headroom.sarif", SarifReport::new);

  private final String fileName;
  private final Supplier<Report> factory;

  ReportFormat(String fileName, Supplier<Report> factory) {
    this.fileName = fileName;
    this.factory = factory;
  }

  public String fileName() {
    return fileName;
  }

  public Report newReport() {
    return factory.get();
  }
}
