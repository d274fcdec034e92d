package dev.headroom.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.document.Documents;
import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it a slip in the packaged file would be read as something else than it looks like. */
final class ModelConstantsTest {

  private static final String ROW =
      """
      a.b:
        type: whole
        unit: seconds
        min: 0
        max: 10
        documented: 3
        confidence: assumed
        source: nobody
        meaning: Nothing.
      """;

  @Test
  void file_readAsYaml_saysTheSame() throws IOException {
    Problems problems = new Problems();
    Node.Mapping file = (Node.Mapping) Documents.read(ModelConstants.FILE, content()).getFirst();
    MappingReader rows = new MappingReader(file, problems);

    assertThat(ModelConstants.all().stream().map(ModelConstant::name))
        .containsExactlyElementsOf(file.entries().keySet());
    for (ModelConstant constant : ModelConstants.all()) {
      MappingReader row = Objects.requireNonNull(rows.mapping(constant.name()));
      assertThat(row.string("type")).isEqualTo(lower(constant.kind()));
      assertThat(Objects.requireNonNullElse(row.optionalString("unit"), ""))
          .isEqualTo(constant.unit());
      assertThat(Objects.requireNonNullElse(row.optionalString("choices"), ""))
          .isEqualTo(String.join(", ", constant.choices()));
      assertThat(new BigDecimal(Objects.requireNonNullElse(row.optionalString("min"), "0")))
          .isEqualTo(constant.min());
      assertThat(new BigDecimal(Objects.requireNonNullElse(row.optionalString("max"), "0")))
          .isEqualTo(constant.max());
      assertThat(row.string("documented")).isEqualTo(constant.documented());
      assertThat(Objects.requireNonNullElse(row.optionalString("observed"), constant.documented()))
          .isEqualTo(constant.observed());
      assertThat(Objects.requireNonNullElse(row.optionalString("earlier"), ""))
          .isEqualTo(earlier(constant));
      assertThat(row.string("confidence")).isEqualTo(lower(constant.confidence()));
      assertThat(row.string("source")).isEqualTo(constant.source());
      assertThat(row.string("meaning")).isEqualTo(constant.meaning());
      row.finish();
    }
    assertThat(problems.list()).isEmpty();
  }

  @Test
  void constants_all_holdAllowedValuesInTheirUnit() {
    for (ModelConstant constant : ModelConstants.all()) {
      assertThat(constant.canonical(constant.documented())).isEqualTo(constant.documented());
      assertThat(constant.canonical(constant.observed())).isEqualTo(constant.observed());
      if (constant.earlier() != null) {
        String value = constant.earlier().value();
        assertThat(constant.canonical(value)).isEqualTo(value);
      }
      assertThat(constant.meaning()).endsWith(".");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unit: seconds",
        "type: whole",
        "documented: 3",
        "source: nobody",
        "meaning: Nothing."
      })
  void parse_rowWithoutAKey_isRefused(String missing) {
    assertThat(ModelConstants.parse(ROW)).hasSize(1);
    String file = ROW.replace("  " + missing + "\n", "");
    assertThatThrownBy(() -> ModelConstants.parse(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a.b has no " + missing.substring(0, missing.indexOf(':')));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  extra: 1",
        "  unit: hours",
        "  earlier: 5 in 2018",
        " odd: 1",
        "      deep: 1",
        "flat: 1",
        "word"
      })
  void parse_lineThatDoesNotBelong_isRefused(String line) {
    assertThatThrownBy(() -> ModelConstants.parse(ROW + line + "\n"))
        .isInstanceOf(IllegalStateException.class);
  }

  private static String earlier(ModelConstant constant) {
    ModelConstant.Earlier earlier = constant.earlier();
    return earlier == null ? "" : earlier.value() + " before " + earlier.until();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static byte[] content() throws IOException {
    try (InputStream in = ModelConstants.class.getResourceAsStream(ModelConstants.FILE)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }
}
