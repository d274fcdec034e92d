package dev.headroom.source;

import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Quoted;
import java.util.ArrayList;
import java.util.List;

/**
 * KubeVela {@code Application}s (core.oam.dev) with components of type {@code aws-dynamodb-kro},
 * which become tables through kro and the AWS Controllers for Kubernetes, or {@code
 * aws-dynamodb-xp}, through Crossplane. {@link KubeVelaTable} says how such a component is
 * understood. Components of type {@code raw} and {@code k8s-objects} hold Kubernetes objects, which
 * are read as if they stood alone. Components of other types are ignored with a note.
 */
final class KubeVelaFormat implements TableFormat {

  static final String NAME = "kubevela";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "a KubeVela Application with components of type "
        + String.join(", ", KubeVelaTable.COMPONENT_TYPES.keySet())
        + " or raw";
  }

  @Override
  public Writing writing() {
    return Writing.VALUES_AND_MODE;
  }

  @Override
  public boolean recognises(Node document) {
    KubernetesObject object = KubernetesObject.of(document);
    return object != null && object.isOf("core.oam.dev/", "Application");
  }

  @Override
  public void read(Node document, TableReading reading) {
    MappingReader application = MappingReader.of(document, reading.problems());
    MappingReader spec = application == null ? null : application.mapping("spec");
    if (spec == null) {
      return;
    }
    List<String> ignored = new ArrayList<>();
    spec.sequence("components");
    for (MappingReader component : spec.optionalMappings("components")) {
      String name = component.string("name");
      String type = component.string("type");
      if (type == null) {
        continue;
      }
      KubeVelaTable.Definition definition =
          KubeVelaTable.COMPONENT_TYPES.get(withoutRevision(type));
      if (definition != null) {
        new KubeVelaTable(definition, component, name, reading).read();
      } else if (!readsObjects(component, withoutRevision(type), reading)) {
        ignored.add(Quoted.plain(name + " (" + type + ")"));
      }
    }
    if (!ignored.isEmpty()) {
      reading.remark(
          "components that are no DynamoDB tables were ignored: " + Texts.listed(ignored));
    }
    for (MappingReader policy : spec.optionalMappings("policies")) {
      String type = policy.optionalString("type");
      if (type != null && withoutRevision(type).equals("override")) {
        reading.remark(
            "the override policy "
                + Quoted.plain(String.valueOf(policy.optionalString("name")))
                + " was not applied");
      }
    }
  }

  /** Reads the Kubernetes objects that a component holds; answers whether one was a table. */
  private static boolean readsObjects(MappingReader component, String type, TableReading reading) {
    Node properties = component.optionalNode("properties");
    if (properties == null) {
      return false;
    }
    if (type.equals("raw")) {
      return reading.readNested(properties);
    }
    boolean isRead = false;
    if (type.equals("k8s-objects")
        && properties instanceof Node.Mapping mapping
        && mapping.entries().get("objects") instanceof Node.Sequence objects) {
      for (Node object : objects.elements()) {
        isRead |= reading.readNested(object);
      }
    }
    return isRead;
  }

  /** A definition's name without the revision that may follow it, as in {@code type@v2}. */
  static String withoutRevision(String type) {
    int at = type.indexOf('@');
    return at < 0 ? type : type.substring(0, at);
  }
}
