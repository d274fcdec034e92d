package dev.headroom.advice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.advice.Recommendation.Choice;
import dev.headroom.advice.Recommendation.Remedy;
import dev.headroom.advice.Recommendation.TooCheap;
import dev.headroom.source.TableJson;
import dev.headroom.table.Table;
import java.util.List;
import java.util.Locale;

/** A recommendation as JSON: the output of {@code headroom recommend --format json}. */
public final class RecommendationJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** The keys of a table that a setting is about. */
  private static final List<String> SETTING =
      List.of(
          "billingMode",
          "readCapacityUnits",
          "writeCapacityUnits",
          "maxReadRequestUnits",
          "maxWriteRequestUnits",
          "globalSecondaryIndexes",
          "autoScaling");

  private RecommendationJson() {}

  /**
   * An object that ends with a line break: {@code scenario}, {@code durationSeconds}, {@code
   * trials}, {@code searchedInBusiestTimes}, {@code today}, {@code choices}, {@code cheapest} (the
   * mode of a choice, or null), {@code lowestUsdPerMonth}, {@code remedies} and {@code notes}. The
   * settings have the keys of {@code headroom tables --json}; what is not known is null.
   */
  public static String print(Recommendation recommendation) {
    ObjectNode json = NODES.objectNode();
    json.put("scenario", recommendation.scenario());
    json.put("durationSeconds", recommendation.duration().toSeconds());
    json.put("trials", recommendation.trials());
    json.put("searchedInBusiestTimes", recommendation.isCut());
    json.set("today", toJson(recommendation.today()));
    ArrayNode choices = json.putArray("choices");
    recommendation.choices().forEach(choice -> choices.add(toJson(choice)));
    json.put("cheapest", recommendation.cheapest().map(choice -> word(choice.mode())).orElse(null));
    json.put("lowestUsdPerMonth", recommendation.lowestUsdPerMonth());
    ArrayNode remedies = json.putArray("remedies");
    recommendation.remedies().forEach(remedy -> remedies.add(toJson(remedy)));
    ArrayNode notes = json.putArray("notes");
    recommendation.notes().forEach(notes::add);
    try {
      return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values cannot be written", e);
    }
  }

  private static ObjectNode toJson(Choice choice) {
    ObjectNode json = NODES.objectNode();
    json.put("mode", word(choice.mode()));
    json.put("verdict", word(choice.verdict()));
    json.put("throttledPercent", choice.throttledPercent());
    json.put("headroomPercent", choice.headroomPercent());
    json.put("usdPerMonth", choice.usdPerMonth());
    json.set("setting", setting(choice.table()));
    ArrayNode limits = json.putArray("limits");
    choice.limits().forEach(limits::add);
    ArrayNode cheaper = json.putArray("oneStepCheaper");
    choice.cheaper().forEach(step -> cheaper.add(toJson(step)));
    ArrayNode changes = json.putArray("changes");
    choice.changes().forEach(changes::add);
    return json;
  }

  private static ObjectNode setting(Table table) {
    ObjectNode json = (ObjectNode) TableJson.toJson(List.of(table)).get(0);
    return json.retain(SETTING);
  }

  private static ObjectNode toJson(TooCheap step) {
    ObjectNode json = NODES.objectNode();
    json.put("resource", step.resource());
    json.put("dimension", word(step.dimension()));
    json.put("what", word(step.what()));
    json.put("value", step.value());
    json.put("failingGate", step.gate());
    return json;
  }

  private static ObjectNode toJson(Remedy remedy) {
    ObjectNode json = NODES.objectNode();
    json.put("what", remedy.what());
    json.put("verdict", word(remedy.verdict()));
    json.put("throttledPercent", remedy.throttledPercent());
    json.put("usdPerMonth", remedy.usdPerMonth());
    return json;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
