package dev.headroom.source;

import dev.headroom.document.Documents;
import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.document.Node;
import dev.headroom.hcl.HclBody;
import dev.headroom.hcl.HclExpression;
import dev.headroom.hcl.HclJson;
import dev.headroom.hcl.HclParser;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Terraform's configuration files of a set, in HCL and in JSON, each folder a module. Not
 * thread-safe.
 */
final class TerraformFiles {

  /** Whatever the name of a file: it begins with a block of Terraform's. */
  private static final Pattern FIRST_BLOCK =
      Pattern.compile(
          "\\A(?:\\s|#[^\\n]*\\n|//[^\\n]*\\n|/\\*.*?\\*/)*+"
              + "(?:resource|data|variable|locals|module|output|provider|terraform)"
              + "\\s*(?:\"[^\"\\n]*\"\\s*){0,2}\\{",
          Pattern.DOTALL);

  private static final Set<String> JSON_KEYS = Set.of("resource", "variable", "locals");

  /** Values that Terraform takes by itself, those that others override first. */
  private static final Comparator<String> VALUES_FIRST =
      Comparator.comparing((String name) -> !name.startsWith("terraform.tfvars"));

  private final Map<String, TerraformModule> modules = new LinkedHashMap<>();
  private final Set<String> broken = new HashSet<>();

  /** Whether a file is HCL. */
  static boolean isHcl(String fileName, String text) {
    String lower = fileName.toLowerCase(Locale.ROOT);
    return lower.endsWith(".tf")
        || lower.endsWith(".tofu")
        || isValues(lower)
        || FIRST_BLOCK.matcher(text).lookingAt();
  }

  /** Whether a document is a configuration in JSON. */
  static boolean isJson(String fileName, Node document) {
    if (!(document instanceof Node.Mapping mapping)) {
      return false;
    }
    String lower = fileName.toLowerCase(Locale.ROOT);
    boolean hasOnlyBlocks =
        mapping.entries().keySet().stream()
            .allMatch(key -> TerraformModule.LABEL_COUNTS.containsKey(key) || key.equals("//"));
    return lower.endsWith(".tfvars.json")
        || (hasOnlyBlocks && mapping.entries().keySet().stream().anyMatch(JSON_KEYS::contains));
  }

  /** Whether a text is a configuration in either notation, rather than a plan or state. */
  static boolean isConfiguration(String fileName, String text) {
    return isHcl(fileName, text)
        || Documents.documents(fileName, text, Documents.MAX_NODES).stream()
            .anyMatch(document -> isJson(fileName, document));
  }

  /** Whether a file's name is that of a configuration or of values for one. */
  static boolean isNamedSo(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return isTaken(lower) || isValues(lower) || lower.endsWith(".tfvars.json");
  }

  /** Whether a file in a folder is one that Terraform takes by itself. */
  static boolean isTaken(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String plain = lower.endsWith(".json") ? lower.substring(0, lower.length() - 5) : lower;
    boolean isAutomatic = plain.equals("terraform.tfvars") || plain.endsWith(".auto.tfvars");
    return isValues(plain) ? isAutomatic : plain.endsWith(".tf") || plain.endsWith(".tofu");
  }

  /** The order in which the files of a folder have to be read. */
  static Comparator<String> order() {
    return VALUES_FIRST.thenComparing(Comparator.naturalOrder());
  }

  void addHcl(String fileName, String text) {
    try {
      HclBody body = HclParser.parse(fileName, text);
      add(fileName, body, isValues(fileName.toLowerCase(Locale.ROOT)));
    } catch (InvalidInputException e) {
      broken.add(folder(fileName));
      throw e;
    }
  }

  void addJson(String fileName, Node.Mapping document) {
    boolean isValues = fileName.toLowerCase(Locale.ROOT).endsWith(".tfvars.json");
    add(
        fileName,
        isValues
            ? HclJson.attributes(document)
            : HclJson.body(document, TerraformModule.LABEL_COUNTS),
        isValues);
  }

  private void add(String fileName, HclBody body, boolean isValues) {
    TerraformModule module =
        modules.computeIfAbsent(
            folder(fileName), key -> new TerraformModule(Location.ofFile(fileName)));
    if (isValues) {
      module.addValues(body);
    } else {
      module.add(body);
    }
  }

  /** The values on which other things than tables depend, by folder and name. */
  Map<String, HclExpression> sharedValues() {
    Map<String, HclExpression> shared = new LinkedHashMap<>();
    modules.forEach(
        (folder, module) ->
            module.sharedValues().forEach((name, value) -> shared.put(folder + name, value)));
    return shared;
  }

  /** The modules whose files can be read. */
  List<TerraformModule> modules() {
    return modules.entrySet().stream()
        .filter(module -> !broken.contains(module.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static String folder(String fileName) {
    int slash = Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\'));
    return fileName.substring(0, slash + 1);
  }

  private static boolean isValues(String name) {
    return name.endsWith(".tfvars");
  }
}
