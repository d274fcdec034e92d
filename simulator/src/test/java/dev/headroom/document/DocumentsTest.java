package dev.headroom.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it, values could lose their place, or change their meaning between YAML and JSON. */
final class DocumentsTest {

  @Test
  void read_yamlMapping_knowsLineAndKeyOfEveryValue() {
    Node.Mapping root =
        mapping(
            """
            # a comment
            spec:
              components:
                - name: orders
                  units: 30
            """);

    Node.Mapping spec = (Node.Mapping) entry(root, "spec");
    assertThat(spec.location()).isEqualTo(new Location("f", 2, "spec"));
    Node.Sequence components = (Node.Sequence) entry(spec, "components");
    assertThat(components.location().line()).isEqualTo(3);
    Node.Mapping first = (Node.Mapping) components.elements().getFirst();
    assertThat(first.location()).isEqualTo(new Location("f", 4, "spec.components[0]"));
    assertThat(entry(first, "units"))
        .isEqualTo(
            new Node.Scalar(
                new Location("f", 5, "spec.components[0].units"), "30", Node.Scalar.Kind.INTEGER));
  }

  @Test
  void read_jsonIndentedWithTabs_isReadAsJson() {
    Node.Mapping root = mapping("{\n\t\"Table\": {\n\t\t\"ItemCount\": 7\n\t}\n}\n");

    Node.Mapping table = (Node.Mapping) entry(root, "Table");
    assertThat(entry(table, "ItemCount").location())
        .isEqualTo(new Location("f", 3, "Table.ItemCount"));
  }

  @Test
  void read_flowYaml_isNotMistakenForJson() {
    assertThat(text(entry(mapping("{name: orders, units: 30}"), "name"))).isEqualTo("orders");
  }

  @Test
  void read_severalDocuments_skipsEmptyOnes() {
    assertThat(read("a: 1\n---\n---\nb: 2\n---\n")).hasSize(2);
    assertThat(read("{\"a\":1}\n{\"b\":2}\n")).hasSize(2);
  }

  @Test
  void read_alias_sharesTheAnchorsValueAndPlace() {
    Node.Mapping root = mapping("a: &x {r: 1}\nb: *x\n");

    assertThat(entry(root, "b")).isEqualTo(entry(root, "a"));
  }

  @Test
  void read_mergeKey_addsWhatTheMappingDoesNotSay() {
    Node.Mapping root = mapping("base: &x {r: 1, w: 2}\nt:\n  w: 3\n  <<: *x\n");

    Node.Mapping merged = (Node.Mapping) entry(root, "t");
    assertThat(text(entry(merged, "w"))).isEqualTo("3");
    assertThat(text(entry(merged, "r"))).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'30'   | STRING",
        "30     | INTEGER",
        "1_000  | INTEGER",
        "1.5    | DECIMAL",
        "1e3    | DECIMAL",
        ".inf   | DECIMAL",
        "true   | BOOLEAN",
        "~      | NULL",
        "10/s   | STRING",
        "!!str 5 | STRING",
      },
      quoteCharacter = '`')
  void read_scalar_hasTheKindItsNotationGives(String value, Node.Scalar.Kind kind) {
    assertThat(((Node.Scalar) entry(mapping("k: " + value), "k")).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({"UTF-16LE,FFFE", "UTF-16BE,FEFF", "UTF-8,EFBBBF"})
  void read_byteOrderMark_decidesTheEncoding(String charset, String mark) {
    byte[] body = "name: größe".getBytes(Charset.forName(charset));
    byte[] prefix = java.util.HexFormat.of().parseHex(mark);
    byte[] content = new byte[prefix.length + body.length];
    System.arraycopy(prefix, 0, content, 0, prefix.length);
    System.arraycopy(body, 0, content, prefix.length, body.length);

    Node root = Documents.read("f", content).getFirst();

    assertThat(text(entry((Node.Mapping) root, "name"))).isEqualTo("größe");
  }

  @Test
  void read_duplicateKeys_namesBothLinesAndAllOfThem() {
    assertThatThrownBy(() -> read("a: 1\nb: 2\na: 3\nb: 4\n"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("f:3: a: is a duplicate key; it stands already on line 1")
        .hasMessageContaining("f:4: b: is a duplicate key; it stands already on line 2");
    assertThatThrownBy(() -> read("{\"a\": 1,\n\"a\": 2}"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("f:2: a: is a duplicate key; it stands already on line 1");
  }

  static List<Node> read(String text) {
    return Documents.read("f", text.getBytes(StandardCharsets.UTF_8));
  }

  private static Node.Mapping mapping(String text) {
    return (Node.Mapping) read(text).getFirst();
  }

  private static Node entry(Node.Mapping mapping, String key) {
    Node node = mapping.entries().get(key);
    if (node == null) {
      throw new AssertionError("no key " + key + " in " + mapping.entries().keySet());
    }
    return node;
  }

  private static String text(Node node) {
    return ((Node.Scalar) node).text();
  }

  @Test
  void read_tagOfTheUsersOwn_staysWithItsValue() {
    Node.Mapping root =
        (Node.Mapping) read("a: &x !Ref B\nb: !Sub [c, {d: 1}]\nc: *x\n").getFirst();

    Node ref = root.entries().get("a");
    Location first = new Location("f", 1, "a");
    Node.Scalar name = new Node.Scalar(first, "B", Node.Scalar.Kind.STRING);
    assertThat(ref).isEqualTo(new Node.Tagged(first, "Ref", name));
    assertThat(root.entries().get("b"))
        .isInstanceOfSatisfying(
            Node.Tagged.class, sub -> assertThat(sub.value()).isInstanceOf(Node.Sequence.class));
    assertThat(root.entries().get("c")).isEqualTo(ref);
  }
}
