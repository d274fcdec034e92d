package dev.headroom.endpoint.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an item will be after an update, as far as that shows in the request: attributes that are
 * set to a given value or removed. The rest is known only when the update has been carried out.
 */
final class UpdateGuess {

  private static final Pattern CLAUSE =
      Pattern.compile("\\b(SET|REMOVE|ADD|DELETE)\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern ASSIGNMENT =
      Pattern.compile("\\s*(#?[A-Za-z_][\\w.-]*)\\s*=\\s*(:\\w+)\\s*");
  private static final Pattern NAME = Pattern.compile("\\s*(#?[A-Za-z_][\\w-]*)\\s*");

  private UpdateGuess() {}

  /**
   * Guesses.
   *
   * @param before the item as it is; null if there is none
   */
  static ObjectNode of(ObjectNode request, @Nullable ObjectNode before) {
    ObjectNode after = before == null ? Json.object() : before.deepCopy();
    ObjectNode key = Json.object(request, "Key");
    if (key != null) {
      after.setAll(key);
    }
    String expression = Json.text(request, "UpdateExpression");
    if (expression != null) {
      applyClauses(request, expression, after);
    }
    ObjectNode legacy = Json.object(request, "AttributeUpdates");
    if (legacy != null) {
      legacy.properties().forEach(update -> applyLegacy(update.getKey(), update.getValue(), after));
    }
    return after;
  }

  private static void applyClauses(ObjectNode request, String expression, ObjectNode after) {
    Matcher clause = CLAUSE.matcher(expression);
    boolean isFound = clause.find();
    while (isFound) {
      String word = clause.group(1).toUpperCase(Locale.ROOT);
      int from = clause.end();
      isFound = clause.find();
      String actions = expression.substring(from, isFound ? clause.start() : expression.length());
      for (String action : actions.split(",", -1)) {
        if (word.equals("SET")) {
          set(request, action, after);
        } else if (word.equals("REMOVE")) {
          Matcher name = NAME.matcher(action);
          if (name.matches()) {
            after.remove(resolve(request, name.group(1)));
          }
        }
      }
    }
  }

  private static void set(ObjectNode request, String action, ObjectNode after) {
    Matcher assignment = ASSIGNMENT.matcher(action);
    ObjectNode values = Json.object(request, "ExpressionAttributeValues");
    if (assignment.matches() && values != null) {
      JsonNode value = values.get(assignment.group(2));
      if (value != null) {
        after.set(resolve(request, assignment.group(1)), value);
      }
    }
  }

  private static String resolve(ObjectNode request, String name) {
    String resolved = Json.text(Json.object(request, "ExpressionAttributeNames"), name);
    return resolved == null ? name : resolved;
  }

  private static void applyLegacy(String name, JsonNode update, ObjectNode after) {
    String action = Json.text(update, "Action");
    JsonNode value = update.get("Value");
    if (value != null && (action == null || action.equals("PUT"))) {
      after.set(name, value);
    } else if (value == null && "DELETE".equals(action)) {
      after.remove(name);
    }
  }
}
