package dev.headroom.reports;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headroom.advice.Sweep;
import dev.headroom.advice.SweepJson;
import dev.headroom.comparison.Comparison;
import dev.headroom.comparison.ComparisonJson;
import dev.headroom.outcome.Outcome;
import dev.headroom.review.Review;
import dev.headroom.review.ReviewJson;
import dev.headroom.review.Side;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the reports of an outcome into a folder. */
public final class Reports {

  private Reports() {}

  /**
   * Writes every {@link ReportFormat}, replacing older files of the same names.
   *
   * @return the files, in order of formats
   * @throws ReportException if the folder cannot be created or written
   */
  public static List<Path> writeAll(Outcome outcome, Path folder) {
    createFolder(folder);
    var written = new ArrayList<Path>();
    for (ReportFormat format : ReportFormat.values()) {
      Path file = folder.resolve(format.fileName());
      writeAtomically(file, writer -> format.newReport().write(outcome, writer));
      written.add(file);
    }
    return List.copyOf(written);
  }

  /**
   * Writes a review, and every {@link ReportFormat} of what it predicts after the change.
   *
   * @return the files
   * @throws ReportException if the folder cannot be created or written
   */
  public static List<Path> writeAll(Review review, Path folder) {
    createFolder(folder);
    var written = new ArrayList<Path>();
    written.add(write(folder.resolve("review.json"), ReviewJson.print(review)));
    written.add(write(folder.resolve("review.md"), new ReviewReport(review).markdown()));
    if (review.after() instanceof Side.Predicted after) {
      written.addAll(writeAll(after.outcome(), folder));
    }
    return List.copyOf(written);
  }

  /**
   * Writes a sweep as {@code sweep.json} and {@code sweep.html}.
   *
   * @return the files
   * @throws ReportException if the folder cannot be created or written
   */
  public static List<Path> writeAll(Sweep sweep, Path folder) {
    createFolder(folder);
    Path page = folder.resolve("sweep.html");
    Path json = write(folder.resolve("sweep.json"), SweepJson.print(sweep));
    writeAtomically(page, new SweepPage(sweep)::write);
    return List.of(json, page);
  }

  /**
   * Writes a comparison as {@code comparison.json}, {@code compare.html}, {@code summary.md} and
   * {@code junit.xml}.
   *
   * @return the files
   * @throws ReportException if the folder cannot be created or written
   */
  public static List<Path> writeAll(Comparison comparison, Path folder) {
    createFolder(folder);
    Path json = write(folder.resolve("comparison.json"), ComparisonJson.print(comparison));
    Path page = folder.resolve("compare.html");
    writeAtomically(page, new ComparisonPage(comparison)::write);
    Path summary =
        write(
            folder.resolve(ReportFormat.MARKDOWN.fileName()),
            new ComparisonReport(comparison).markdown());
    Path junit = folder.resolve(ReportFormat.JUNIT.fileName());
    writeAtomically(junit, writer -> new JUnitReport().write(comparison, writer));
    return List.of(json, page, summary, junit);
  }

  private static Path write(Path file, String text) {
    writeAtomically(file, writer -> writer.write(text));
    return file;
  }

  /** Writes the content of a file. */
  private interface Content {
    void writeTo(Writer writer) throws IOException;
  }

  /**
   * Makes sure that reports can be written into a folder, so that nobody computes in vain.
   *
   * @throws ReportException if the folder cannot be created or written
   */
  public static void createFolder(Path folder) {
    try {
      Files.createDirectories(folder);
      if (!Files.isWritable(folder)) {
        throw new AccessDeniedException(folder.toString());
      }
    } catch (IOException e) {
      throw new ReportException("cannot create the folder " + folder + ": " + reason(e), e);
    }
  }

  /** A reader of the file sees the old content or the new, never a part. */
  private static void writeAtomically(Path file, Content content) {
    Path unfinished =
        file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid());
    try {
      try (Writer writer = Files.newBufferedWriter(unfinished, UTF_8)) {
        content.writeTo(writer);
      }
      move(unfinished, file);
    } catch (IOException e) {
      throw new ReportException("cannot write " + file + ": " + reason(e), e);
    } finally {
      deleteQuietly(unfinished);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void deleteQuietly(Path unfinished) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      // The write has failed already, and that is what the user hears of.
    }
  }

  private static @Nullable String reason(IOException failure) {
    return switch (failure) {
      case AccessDeniedException e -> "permission denied";
      case FileAlreadyExistsException e -> e.getFile() + " is not a folder";
      case NoSuchFileException e -> "no such file or folder";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      default -> failure.getMessage();
    };
  }
}
