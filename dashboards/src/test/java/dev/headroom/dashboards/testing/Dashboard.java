package dev.headroom.dashboards.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A dashboard of Grafana.
 *
 * @param name its file
 * @param json what is in it
 */
public record Dashboard(String name, JsonNode json) {

  private static final Path FOLDER = Path.of("grafana");

  /**
   * A query of a dashboard.
   *
   * @param where the dashboard and the panel
   * @param expression in Prometheus' language, with Grafana's variables
   * @param isInstant whether it is asked for one instant, instead of a time
   */
  public record Query(String where, String expression, boolean isInstant) {

    @Override
    public String toString() {
      return where;
    }
  }

  /** All there are. */
  public static List<Dashboard> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Dashboard> dashboards = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        dashboards.add(
            new Dashboard(
                file.getFileName().toString(), new ObjectMapper().readTree(file.toFile())));
      }
      return dashboards;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Panels, those within rows too. */
  public List<JsonNode> panels() {
    List<JsonNode> panels = new ArrayList<>();
    for (JsonNode panel : json.path("panels")) {
      panels.add(panel);
      panel.path("panels").forEach(panels::add);
    }
    return panels;
  }

  /** Panels that show data. */
  public List<JsonNode> dataPanels() {
    return panels().stream().filter(panel -> panel.has("targets")).toList();
  }

  /** Variables. */
  public List<JsonNode> variables() {
    return stream(json.path("templating").path("list")).toList();
  }

  /** Annotations. */
  public List<JsonNode> annotations() {
    return stream(json.path("annotations").path("list")).toList();
  }

  /** The queries of panels, a query for each of their lines, and those of annotations. */
  public List<Query> queries() {
    List<Query> queries = new ArrayList<>();
    for (JsonNode panel : dataPanels()) {
      for (JsonNode target : panel.path("targets")) {
        queries.add(
            new Query(
                name + ": " + panel.path("title").asText() + " " + target.path("refId").asText(),
                target.path("expr").asText(),
                target.path("instant").asBoolean()));
      }
    }
    for (JsonNode annotation : annotations()) {
      queries.add(
          new Query(
              name + ": annotation " + annotation.path("name").asText(),
              annotation.path("expr").asText(),
              false));
    }
    return queries;
  }

  /** The queries of variables. */
  public List<String> variableQueries() {
    return variables().stream()
        .map(variable -> variable.path("query").path("query").asText())
        .filter(query -> !query.isEmpty())
        .toList();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
