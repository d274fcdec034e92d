package dev.headroom.cli;

import dev.headroom.document.InvalidInputException;
import dev.headroom.prediction.Predictor;
import dev.headroom.reports.ConsoleReport;
import dev.headroom.reports.Reports;
import dev.headroom.reports.ReviewReport;
import dev.headroom.review.Proposal;
import dev.headroom.review.Review;
import dev.headroom.review.ReviewJson;
import dev.headroom.review.Reviewer;
import dev.headroom.review.SettingsChange;
import dev.headroom.review.Side;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Predicts and shows changes of settings, for the commands that review them.
 *
 * @param folder where reports are written; null for none
 * @param isOnlyIfChanged whether nothing is said of a change that leaves capacity alone
 */
record ReviewRun(Output output, Format format, @Nullable Path folder, boolean isOnlyIfChanged) {

  /**
   * Reviews one change.
   *
   * @param subfolders names of folders within the folder, where it takes several reviews
   * @return the exit code, which the side after the change decides
   * @throws InvalidInputException if the scenario does not fit the table after the change
   */
  int run(Proposal proposal, @Nullable FolderNames subfolders) {
    if (isOnlyIfChanged
        && proposal.changes().stream().noneMatch(SettingsChange::isCapacityRelevant)) {
      return ExitCode.PASSED;
    }
    Review review = review(proposal);
    output.print(
        switch (format) {
          case CONSOLE -> new ReviewReport(review).console(output.terminal());
          case MARKDOWN -> new ReviewReport(review).markdown();
          case JSON -> ReviewJson.print(review);
        });
    if (folder != null) {
      List<Path> written =
          Reports.writeAll(review, FolderNames.target(folder, subfolders, review.scenario()));
      if (format == Format.CONSOLE) {
        output.print(new ConsoleReport(output.terminal()).renderWritten(written));
      }
    }
    return review.after() instanceof Side.Predicted after
        ? ExitCode.of(after.outcome())
        : ExitCode.INCONCLUSIVE;
  }

  private Review review(Proposal proposal) {
    String name = String.valueOf(proposal.scenario().getFileName());
    try (Progress progress = output.progress(name, 1)) {
      progress.say("before and after the change");
      return new Reviewer(new Predictor(Runtime.getRuntime().availableProcessors()))
          .review(proposal);
    }
  }
}
