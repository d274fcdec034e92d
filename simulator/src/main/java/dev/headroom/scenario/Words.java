package dev.headroom.scenario;

import dev.headroom.traffic.Client;
import dev.headroom.traffic.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How constants are spelt in the scenario file. */
final class Words {

  private Words() {}

  /** The word for a constant. */
  static String of(Enum<?> constant) {
    return switch (constant) {
      case Operation operation -> operation.apiName();
      case ScenarioFile.FileVersion version ->
          "headroom/" + version.name().toLowerCase(Locale.ROOT);
      case Client.Resend resend ->
          switch (resend) {
            case NEVER -> "false";
            case BACKOFF -> "true";
            case BATCH_WRITER -> "batch-writer";
          };
      case ScenarioFile.Statement statement -> statement.name();
      case TableChange.BillingMode mode -> mode.name();
      case TableFile.TableClassWord tableClass -> tableClass.name();
      case TableFile.ProjectionWord projection -> projection.name();
      default -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    };
  }

  /** The constant of a word that is known to be one. */
  static <E extends Enum<E>> E parse(Class<E> type, String word) {
    return type.getEnumConstants()[ofType(type).indexOf(word)];
  }

  /** The words for all constants of a type, in its order. */
  static List<String> ofType(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(c -> of((Enum<?>) c)).toList();
  }
}
