package dev.headroom.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.document.InvalidInputException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without it, a value from the command line could reach the wrong parameter, or none. */
final class VariablesTest {

  @Test
  void parse_assignments_keepEverythingAfterTheFirstEqualsSign() {
    assertThat(Variables.parse(List.of("Stage=prod", "Filter=a=b", "Suffix=")).values())
        .isEqualTo(Map.of("Stage", "prod", "Filter", "a=b", "Suffix", ""));
  }

  @Test
  void parse_faultyAssignments_reportsEach() {
    assertThatThrownBy(() -> Variables.parse(List.of("Stage", "=x", "A=1", "A=2")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            """
            --var: must be name=value, not "Stage"
            --var: must be name=value, not "=x"
            --var: gives "A" twice""");
  }
}
