package dev.headroom.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Without it the documented constants would drift from those that predictions use. */
final class ModelPageTest {

  private static final Path PAGE = Path.of("../docs/model.md");

  @Test
  void page_asCheckedIn_isWhatTheConstantsSay() throws Exception {
    String generated = ModelPage.markdown();
    if (Boolean.getBoolean("update")) {
      Files.writeString(PAGE, generated);
    }
    assertThat(PAGE)
        .withFailMessage(
            "docs/model.md is out of date; run:"
                + " mvn -q test -pl simulator -Dtest=ModelPageTest -Dupdate")
        .hasContent(generated);
  }

  @Test
  void page_limits_areAllThere() throws Exception {
    String generated = ModelPage.markdown();
    for (var field : ServiceLimits.class.getDeclaredFields()) {
      assertThat(field.isSynthetic() || generated.contains("| `" + field.getName() + "` |"))
          .as(field.getName())
          .isTrue();
    }
  }
}
