package dev.headroom.scenarios.load;

import io.gatling.app.Gatling$;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import scala.Console$;
import scala.runtime.BoxedUnit;

/** Runs Gatling within this process. */
final class GatlingRun {

  private static final List<String> SETTINGS =
      List.of(
          "gatling.data.enableAnalytics=false",
          "gatling.data.writers.0=file",
          "gatling.data.utcDateTime=true");

  private GatlingRun() {}

  /**
   * Runs the simulation of the run under way; what Gatling says about it is not printed.
   *
   * @param folder takes the report, which is not there yet
   * @return Gatling's status, 0 for success
   */
  static int run(String description, Path folder) throws IOException {
    SETTINGS.forEach(
        setting -> System.setProperty(setting.split("=", 2)[0], setting.split("=", 2)[1]));
    Path results = Files.createTempDirectory(folder.getParent(), "gatling-");
    int[] status = new int[1];
    Console$.MODULE$.withOut(
        OutputStream.nullOutputStream(),
        () -> {
          status[0] =
              Gatling$.MODULE$.fromArgs(
                  new String[] {
                    "--simulation", LoadSimulation.class.getName(),
                    "--results-folder", results.toString(),
                    "--run-description", description
                  });
          return BoxedUnit.UNIT;
        });
    try (Stream<Path> made = Files.list(results)) {
      for (Path report : made.toList()) {
        Files.move(report, folder);
      }
    }
    Files.delete(results);
    return status[0];
  }
}
