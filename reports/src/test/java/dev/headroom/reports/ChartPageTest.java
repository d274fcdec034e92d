package dev.headroom.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A browser runs a script only if the policy names its hash, and reads one until it seems to end.
 */
final class ChartPageTest {

  @Test
  void library_hasTheHashThatThePolicyNames() throws IOException {
    assertThat(ChartPage.hash(ChartPage.library())).isEqualTo(ChartPage.ECHARTS_HASH);
  }

  @Test
  void library_mayStandInsideAPage() throws IOException {
    assertMayStandInsideAPage(ChartPage.library());
  }

  @ParameterizedTest
  @ValueSource(strings = {"report.js", "sweep.js"})
  void script_mayStandInsideAPage(String name) {
    assertMayStandInsideAPage(Template.resource(name));
  }

  private static void assertMayStandInsideAPage(String script) {
    assertThat(script).isNotEmpty().doesNotContainIgnoringCase("</script").doesNotContain("<!--");
  }
}
