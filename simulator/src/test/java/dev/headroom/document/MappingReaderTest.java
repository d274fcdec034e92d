package dev.headroom.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it, a wrong value could pass, or hide the ones that come after it. */
final class MappingReaderTest {

  private enum Mode {
    PROVISIONED,
    PAY_PER_REQUEST
  }

  private final Problems problems = new Problems();

  @Test
  void values_withATagOfTheUsersOwn_areOfNoOtherShape() {
    MappingReader reader = reader("{n: !Ref A, t: !Sub [a], l: !Split [a], m: !Map {a: 1}}");

    assertThat(reader.integer("n", 1, 9)).isNull();
    assertThat(reader.string("t")).isNull();
    assertThat(reader.optionalSequence("l")).isEmpty();
    assertThat(reader.mapping("m")).isNull();
    assertThat(problems.list())
        .extracting(Problem::message)
        .containsExactly(
            "must be a whole number, not a value with the YAML tag !Ref",
            "must be text, not a value with the YAML tag !Sub",
            "must be a list, not a value with the YAML tag !Split",
            "must be a mapping, not a value with the YAML tag !Map");
  }

  @Test
  void values_thatAreNotKnown_sayWhyWhereTheyAreNeeded() {
    Location place = new Location("f", 3, "k");
    Node.Mapping mapping =
        new Node.Mapping(
            Location.ofFile("f"),
            Map.of("k", new Node.Unknown(place, "a-${B}", "is not known; supply B")));
    MappingReader reader = new MappingReader(mapping, problems);

    assertThat(reader.name("k")).isEqualTo("a-${B}");
    assertThat(problems.isEmpty()).isTrue();
    assertThat(reader.integer("k", 1, 9)).isNull();
    assertThat(reader.optionalBoolean("k")).isNull();
    assertThat(reader.optionalConstant("k", Mode.class)).isNull();
    assertThat(reader.optionalMappings("k")).isEmpty();
    assertThat(problems.list())
        .hasSize(4)
        .allMatch(problem -> problem.toString().equals("f:3: k: is not known; supply B"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "30     | 30",
        "'30'   | 30",
        "1_000  | 1000",
        "5.0    | 5",
        "1e3    | 1000",
        "+7     | 7",
        "1000000 | 1000000",
      })
  void integer_wholeNumber_isRead(String written, long expected) {
    assertThat(reader("k: " + written).integer("k", 1, 1_000_000)).isEqualTo(expected);
    assertThat(problems.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "0                    | must be at least 1, not \"0\"",
        "-3                   | must be at least 1, not \"-3\"",
        "1000001              | must be at most 1000000, not \"1000001\"",
        "99999999999999999999 | must be at most 1000000",
        "1e9999               | is out of range",
        "1e-9999              | is out of range",
        "0e9999               | must be at least 1",
        "1e999999999          | must be a whole number, not",
        "1.5                  | must be a whole number, not \"1.5\"",
        ".nan                 | must be a whole number, not \".nan\"",
        "NaN                  | must be a whole number, not \"NaN\"",
        "Infinity             | must be a whole number, not \"Infinity\"",
        "-.inf                | must be a whole number, not \"-.inf\"",
        "012                  | may be octal or decimal",
        "0x1F                 | must be a whole number",
        "true                 | must be a whole number, not \"true\"",
        "[1]                  | must be a whole number, not a list",
        "{a: 1}               | must be a whole number, not a mapping",
        "${UNITS}             | is the placeholder \"${UNITS}\"; put a whole number in its place",
        "$UNITS               | is the placeholder",
        "'{{ .Values.units }}' | is the placeholder",
        "<units>              | is the placeholder",
      })
  void integer_anythingElse_isAProblemWithPlace(String written, String message) {
    assertThat(reader("a: 1\nk: " + written).integer("k", 1, 1_000_000)).isNull();
    assertThat(problems.list())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.location()).isEqualTo(new Location("f", 2, "k"));
              assertThat(problem.message()).startsWith(message);
            });
  }

  @Test
  void string_missingNullOrEmpty_isAProblem() {
    MappingReader reader = reader("a:\nb: ''\nc: [x]\n");

    assertThat(reader.string("a")).isNull();
    assertThat(reader.string("b")).isNull();
    assertThat(reader.string("c")).isNull();
    assertThat(reader.string("d")).isNull();
    assertThat(problems.list())
        .extracting(Problem::toString)
        .containsExactly(
            "f:1: a: is missing",
            "f:2: b: is empty",
            "f:3: c: must be text, not a list",
            "f:1: d: is missing");
  }

  @Test
  void optional_missingOrNull_isNullWithoutProblem() {
    MappingReader reader = reader("a:\n");

    assertThat(reader.optionalString("a")).isNull();
    assertThat(reader.optionalInteger("b", 0, 9)).isNull();
    assertThat(reader.optionalDecimal("b", 0, 9)).isNull();
    assertThat(reader.optionalBoolean("b")).isNull();
    assertThat(reader.optionalMapping("b")).isNull();
    assertThat(reader.optionalConstant("b", Mode.class)).isNull();
    assertThat(reader.optionalMappings("b")).isEmpty();
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void constant_anyCase_isRead() {
    MappingReader reader = reader("a: pay-per-request\nb: Provisioned\nc: FREE\n");

    assertThat(reader.constant("a", Mode.class)).isEqualTo(Mode.PAY_PER_REQUEST);
    assertThat(reader.constant("b", Mode.class)).isEqualTo(Mode.PROVISIONED);
    assertThat(reader.constant("c", Mode.class)).isNull();
    assertThat(problems.list())
        .extracting(Problem::message)
        .containsExactly("must be one of PROVISIONED, PAY_PER_REQUEST, not \"FREE\"");
  }

  @Test
  void decimalAndBoolean_usualSpellings_areRead() {
    MappingReader reader = reader("a: '0.25'\nb: on\nc: \"false\"\nd: 1.5\n");

    assertThat(reader.decimal("a", 0, 1)).isEqualTo(0.25);
    assertThat(reader.optionalBoolean("b")).isTrue();
    assertThat(reader.optionalBoolean("c")).isFalse();
    assertThat(reader.decimal("d", 0, 1)).isNull();
    assertThat(problems.list())
        .extracting(Problem::message)
        .containsExactly("must be at most 1, not \"1.5\"");
  }

  @Test
  void finish_unknownKeys_areReportedWithSuggestion() {
    MappingReader reader = reader("tpye: 1\nqqq: 2\nname: x\n\"a.b\\u001b\": 1\n");
    reader.optionalString("name");
    reader.optionalString("type");
    reader.finish();

    assertThat(reader.unknownKeys()).hasSize(3);
    assertThat(problems.list())
        .extracting(Problem::toString)
        .containsExactly(
            "f:1: tpye: is not a known key; did you mean \"type\"?",
            "f:2: qqq: is not a known key; known are name, type",
            "f:4: [\"a.b\\u001B\"]: is not a known key; known are name, type");
  }

  @Test
  void optionalMappings_otherElements_areReportedAndSkipped() {
    List<MappingReader> readers = reader("k: [{a: 1}, 5, {b: 2}]").optionalMappings("k");

    assertThat(readers).hasSize(2);
    assertThat(problems.list())
        .extracting(Problem::toString)
        .containsExactly("f:1: k[1]: must be a mapping, not \"5\"");
  }

  private MappingReader reader(String yaml) {
    return new MappingReader((Node.Mapping) DocumentsTest.read(yaml).getFirst(), problems);
  }
}
