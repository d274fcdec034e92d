package dev.headroom.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.dashboards.testing.Tool;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it Prometheus might not start, or alert at the wrong time or never. */
final class PrometheusFilesTest {

  @ParameterizedTest
  @CsvSource({
    "check, config, prometheus.yml",
    "check, config, predictions.yml",
    "check, rules, alerts.yml",
    "test, rules, alerts-test.yml"
  })
  void promtool_eachFile_isContent(String verb, String what, String file) throws Exception {
    Tool.Result result = Tool.run(Path.of("prometheus"), "promtool", verb, what, file);
    assertThat(result.output()).contains("SUCCESS");
    assertThat(result.exitCode()).isZero();
  }
}
