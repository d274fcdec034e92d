package dev.headroom.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.hcl.HclExpression.Conditional;
import dev.headroom.hcl.HclExpression.ListOf;
import dev.headroom.hcl.HclExpression.Literal;
import dev.headroom.hcl.HclExpression.Operation;
import dev.headroom.hcl.HclExpression.Template;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is misread, or read at the wrong line, sends its owner to the wrong table. */
final class HclParserTest {

  @Test
  void parse_blocksAndAttributes_knowTheirLines() {
    HclBody file =
        parse(
            """
            /* two
               lines */ # and a comment
            a = 1
            resource "aws_dynamodb_table" "t" {
              name = "orders" // a comment
              ttl { enabled = true }
            }
            """);

    assertThat(attribute(file, "a").location()).isEqualTo(new Location("f.tf", 3, ""));
    HclBody.Block table = file.blocks("resource").getFirst();
    assertThat(table.labels()).containsExactly("aws_dynamodb_table", "t");
    assertThat(table.location().line()).isEqualTo(4);
    assertThat(attribute(table.body(), "name").location().line()).isEqualTo(5);
    assertThat(table.body().blocks("ttl").getFirst().body().attributes()).containsKey("enabled");
  }

  @Test
  void parse_structuresOverManyLines_needNoCommas() {
    HclBody file =
        parse(
            """
            a = {
              x = 1
              "y" : 2, z = 3
            }
            b = [
              1,
              2,
            ]
            c = (true
              ? 1
              : 2)
            """);

    assertThat(((HclExpression.MapOf) value(file, "a")).entries()).hasSize(3);
    assertThat(((ListOf) value(file, "b")).elements()).hasSize(2);
    assertThat(value(file, "c")).isInstanceOf(Conditional.class);
  }

  @Test
  void parse_operators_bindAsInTheSpecification() {
    HclExpression sum = value(parse("a = 1 + 2 * 3 == 7 && !false || x"), "a");

    assertThat(((Operation) sum).operator()).isEqualTo("||");
    assertThat(((Operation) sum).left()).isInstanceOf(Operation.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"plain\" | plain",
        "\"a \\\"quoted\\\" \\\\ word\" | a \"quoted\" \\ word",
        "\"$${not} %%{this}\" | ${not} %{this}",
        "\"\\u00e9\" | é"
      })
  void parse_text_undoesEscapes(String written, String meant) {
    assertThat(((Literal) value(parse("a = " + written), "a")).value().text()).isEqualTo(meant);
  }

  @Test
  void parse_interpolation_maySpanBracesAndQuotes() {
    Template template =
        (Template) value(parse("a = \"x-${lookup({a = \"}\"}, \"a\")}-${b}\""), "a");

    assertThat(template.parts()).hasSize(5);
  }

  @Test
  void parse_heredoc_endsWithItsWord() {
    HclBody file =
        parse(
            """
            a = <<-EOT
                one { two
                ${three}
              EOT
            b = 2
            """);

    assertThat(value(file, "a")).isInstanceOf(Template.class);
    assertThat(file.attributes()).containsKey("b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a = | 1: is not valid HCL: expected a value before the end; is the file cut off?",
        "a = \"x | 1: is not valid HCL: expected \" before the end; is the file cut off?",
        "a = 1 b = 2 | 1: is not valid HCL: expected the end of the line before \"b\"",
        "a { b = [1, 2 } | 1: is not valid HCL: expected ] before \"}\"",
        "a { | 1: is not valid HCL: expected a name before the end",
        "a \"b | 1: is not valid HCL: expected \" before the end",
        "= 1 | 1: is not valid HCL: expected a name before \"=\"",
        "/* | 1: is not valid HCL: has a comment that does not end",
        "a = <<EOT | 1: is not valid HCL: expected the line EOT"
      })
  void parse_brokenText_saysWhere(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("f.tf:" + message);
  }

  @Test
  void parse_nameGivenTwice_isAnError() {
    assertThatThrownBy(() -> parse("a = 1\na = 2\n")).hasMessage("f.tf:2: a is given twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a {\n", "(", "[", "{x=", "-", "!", "\"${", "f(", "x ? "})
  void parse_endlessNesting_isRefused(String part) {
    String text = part.startsWith("a") ? part.repeat(20_000) : "a = " + part.repeat(20_000);

    assertThatThrownBy(() -> parse(text)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void parse_anyText_endsInABodyOrAnError() {
    String alphabet = "ab1.=\"{}[]()$<?:,\n #/*-!&|for in if EOT";
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder("a = ");
      for (int n = random.nextInt(30); n > 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        assertThat(parse(text.toString())).isNotNull();
      } catch (InvalidInputException e) {
        assertThat(e.getMessage()).startsWith("f.tf:");
      }
    }
  }

  private static HclBody parse(String text) {
    return HclParser.parse("f.tf", text);
  }

  private static HclBody.Attribute attribute(HclBody body, String name) {
    return Objects.requireNonNull(body.attributes().get(name));
  }

  private static HclExpression value(HclBody file, String name) {
    return attribute(file, name).value();
  }
}
