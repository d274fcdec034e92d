package dev.headroom.reports.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The Chromium of a test class, started for the first test that needs it. On a machine without one
 * such tests are skipped, except where {@code CI=true}. Registered in a static field.
 */
public final class Browser implements AfterAllCallback {

  /** Whether all charts of a page that draws them as they come into view have been drawn. */
  public static final String ALL_CHARTS_DRAWN =
      """
      (async () => {
        await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        return document.documentElement.dataset.charts
            === document.documentElement.dataset.chartsDrawn;
      })()""";

  private final String page;
  private @Nullable Chromium chromium;

  /**
   * A browser that has not started.
   *
   * @param page what is tested with it
   */
  public Browser(String page) {
    this.page = page;
  }

  /**
   * The browser.
   *
   * @param folder takes its files, and those of nobody else
   */
  public Chromium startedIn(Path folder) throws IOException {
    Chromium started = chromium;
    if (started == null) {
      Optional<Path> command = Chromium.command();
      if (!"true".equals(System.getenv("CI"))) {
        assumeTrue(command.isPresent(), "no chromium on the PATH; install it to test " + page);
      }
      started =
          Chromium.start(
              command.orElseThrow(() -> new IllegalStateException("CI needs chromium on the PATH")),
              Files.createDirectories(folder.resolve("profile")));
      chromium = started;
    }
    return started;
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (chromium != null) {
      chromium.close();
    }
  }
}
