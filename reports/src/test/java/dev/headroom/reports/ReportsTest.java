package dev.headroom.reports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headroom.reports.testing.Outcomes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the folder after a run, and what the user hears if nothing can stand there. */
final class ReportsTest {

  @TempDir private Path folder;

  @Test
  void writeAll_intoMissingFolder_writesEveryFormatAndNothingElse() throws IOException {
    Path target = folder.resolve("a/b");

    List<Path> written = Reports.writeAll(Outcomes.passing(), target);

    assertThat(written)
        .containsExactly(
            target.resolve("outcome.json"),
            target.resolve("report.html"),
            target.resolve("summary.md"),
            target.resolve("junit.xml"),
            target.resolve("headroom.sarif"));
    try (Stream<Path> files = Files.list(target)) {
      assertThat(files).containsExactlyInAnyOrderElementsOf(written);
    }
  }

  @Test
  void writeAll_again_replacesOlderFilesWithTheSameBytes() throws IOException {
    Files.writeString(folder.resolve("summary.md"), "old", UTF_8);
    Reports.writeAll(Outcomes.failing(), folder);
    byte[] page = Files.readAllBytes(folder.resolve("report.html"));
    byte[] json = Files.readAllBytes(folder.resolve("outcome.json"));

    Reports.writeAll(Outcomes.failing(), folder);

    assertThat(folder.resolve("summary.md")).content(UTF_8).startsWith(MarkdownReport.MARKER);
    assertThat(folder.resolve("report.html")).hasBinaryContent(page);
    assertThat(folder.resolve("outcome.json")).hasBinaryContent(json);
  }

  @Test
  void writeAll_whereAFileStands_namesIt() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "", UTF_8);

    assertThatExceptionOfType(ReportException.class)
        .isThrownBy(() -> Reports.writeAll(Outcomes.passing(), file))
        .withMessage("cannot create the folder " + file + ": " + file + " is not a folder");
  }

  @Test
  void writeAll_whereAFolderHasAReportsName_namesItAndLeavesNothingHalf() throws IOException {
    Path taken = Files.createDirectories(folder.resolve("outcome.json/full"));

    assertThatExceptionOfType(ReportException.class)
        .isThrownBy(() -> Reports.writeAll(Outcomes.passing(), folder))
        .withMessageStartingWith("cannot write " + folder.resolve("outcome.json") + ": ");

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(taken.getParent());
    }
  }
}
