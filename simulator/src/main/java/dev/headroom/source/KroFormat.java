package dev.headroom.source;

import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Quoted;
import org.jspecify.annotations.Nullable;

/**
 * Instances of kro definitions of a DynamoDB table ({@code kro.run}): any kind whose {@code spec}
 * names a table. The public definitions take the properties of {@link KubeVelaTable} under the same
 * names. The definition itself, which may change the name and set what the instance does not, is
 * not read.
 */
final class KroFormat implements TableFormat {

  static final String NAME = "kro";

  private static final String GROUP = "kro.run/";
  private static final String DEFINITION = "ResourceGraphDefinition";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "a kro instance of a DynamoDB table (kro.run/v1alpha1, with spec.tableName)";
  }

  @Override
  public Writing writing() {
    return Writing.VALUES_AND_MODE;
  }

  @Override
  public boolean recognises(Node document) {
    KubernetesObject object = instance(document);
    return object != null
        && object.mapping().entries().get("spec") instanceof Node.Mapping spec
        && spec.entries().containsKey("tableName");
  }

  @Override
  public void read(Node document, TableReading reading) {
    KubernetesObject object = instance(document);
    if (object == null) {
      return;
    }
    MappingReader reader = new MappingReader(object.mapping(), reading.problems());
    KubeVelaTable table =
        new KubeVelaTable(KubeVelaTable.KRO_INSTANCE, reader, object.name(), reading);
    table.note(
        "the definition of kind "
            + Quoted.plain(object.kind())
            + " was not read; it may change the table's name and set what the instance does not");
    table.read();
  }

  private static @Nullable KubernetesObject instance(Node document) {
    KubernetesObject object = KubernetesObject.of(document);
    return object != null
            && object.apiVersion().startsWith(GROUP)
            && !object.kind().equals(DEFINITION)
        ? object
        : null;
  }
}
