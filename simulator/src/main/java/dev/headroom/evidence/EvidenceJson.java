package dev.headroom.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Results as JSON: the output of {@code headroom evidence --json}. */
public final class EvidenceJson {

  private static final int DECIMALS = 6;
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

  private EvidenceJson() {}

  /**
   * Results as an array that ends with a line break, one result per line. {@code measured} is a
   * number where a number was published, else text; {@code predicted} is null for what never
   * happens or has no data.
   */
  public static String print(List<EvidenceResult> results) {
    JsonMapper mapper = new JsonMapper();
    StringBuilder text = new StringBuilder("[");
    String separator = "\n  ";
    for (EvidenceResult result : results) {
      text.append(separator);
      separator = ",\n  ";
      try {
        text.append(mapper.writeValueAsString(toJson(result)));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a tree of plain values cannot be written", e);
      }
    }
    return text.append(results.isEmpty() ? "]\n" : "\n]\n").toString();
  }

  private static ObjectNode toJson(EvidenceResult result) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("case", result.caseId());
    json.put("line", result.line());
    json.put("kind", result.kind().name().toLowerCase(Locale.ROOT));
    if (NUMBER.matcher(result.measured()).matches()) {
      json.put("measured", new BigDecimal(result.measured()));
    } else {
      json.put("measured", result.measured());
    }
    json.put("predicted", Double.isFinite(result.predicted()) ? rounded(result.predicted()) : null);
    json.put("passed", result.passed());
    json.put("profile", result.profile());
    json.put("note", result.note());
    return json;
  }

  private static BigDecimal rounded(double value) {
    BigDecimal rounded =
        BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }
}
