package dev.headroom.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.dashboards.testing.Dashboard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Without it Grafana might refuse a dashboard, ask a Prometheus that is not there, or show numbers
 * that nobody can tell the unit of.
 */
final class DashboardFilesTest {

  private static final Set<String> PANEL_TYPES =
      Set.of("timeseries", "stat", "table", "bargauge", "heatmap", "row", "text");

  /** Those of Grafana's own: https://grafana.com/docs/grafana/latest/reference/units/ */
  private static final Set<String> UNITS =
      Set.of("percentunit", "short", "none", "s", "ops", "reqps");

  private static final int COLUMNS = 24;
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([a-z]+)");

  static List<Dashboard> dashboards() {
    return Dashboard.all();
  }

  @Test
  void dashboards_all_haveTheirOwnIdsAndTitles() {
    List<Dashboard> all = Dashboard.all();
    assertThat(all).hasSize(3);
    assertThat(all).extracting(d -> d.json().path("uid").asText()).doesNotHaveDuplicates();
    assertThat(all).extracting(d -> d.json().path("title").asText()).doesNotHaveDuplicates();
    assertThat(all)
        .extracting(d -> d.json().path("uid").asText())
        .allMatch(uid -> uid.matches("[a-z0-9-]{1,40}"));
    // Grafana gives the number; one in the file would replace another's dashboard.
    assertThat(all).noneMatch(d -> d.json().hasNonNull("id"));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void panels_each_haveAnIdAKnownTypeAndAPlace(Dashboard dashboard) {
    assertThat(dashboard.panels()).extracting(p -> p.path("id").asInt()).doesNotHaveDuplicates();
    assertThat(dashboard.panels())
        .extracting(p -> p.path("type").asText())
        .allMatch(PANEL_TYPES::contains);
    Set<List<Integer>> cells = new HashSet<>();
    for (JsonNode panel : dashboard.panels()) {
      JsonNode place = panel.path("gridPos");
      assertThat(place.path("x").asInt() + place.path("w").asInt()).isBetween(1, COLUMNS);
      for (int x = 0; x < place.path("w").asInt(); x++) {
        for (int y = 0; y < place.path("h").asInt(); y++) {
          assertThat(cells.add(List.of(place.path("x").asInt() + x, place.path("y").asInt() + y)))
              .as("%s covers another panel", panel.path("title"))
              .isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void dataPanels_each_sayWhatTheyShowAndInWhichUnit(Dashboard dashboard) {
    assertThat(dashboard.dataPanels()).hasSizeGreaterThan(8);
    for (JsonNode panel : dashboard.dataPanels()) {
      String title = panel.path("title").asText();
      assertThat(title).isNotBlank();
      assertThat(panel.path("description").asText()).as(title).isNotBlank();
      assertThat(UNITS)
          .as(title)
          .contains(panel.path("fieldConfig").path("defaults").path("unit").asText());
      assertThat(panel.path("targets")).as(title).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everythingThatAsks_any_asksTheChosenPrometheus(Dashboard dashboard) {
    List<JsonNode> asking = new ArrayList<>(dashboard.annotations());
    for (JsonNode panel : dashboard.dataPanels()) {
      asking.add(panel);
      panel.path("targets").forEach(asking::add);
    }
    dashboard.variables().stream()
        .filter(variable -> variable.path("type").asText().equals("query"))
        .forEach(asking::add);
    assertThat(asking)
        .allMatch(
            node ->
                node.path("datasource").path("type").asText().equals("prometheus")
                    && node.path("datasource").path("uid").asText().equals("${datasource}"));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void variables_each_areUsedAndNoOthersAre(Dashboard dashboard) {
    Set<String> defined = new TreeSet<>();
    dashboard.variables().forEach(variable -> defined.add(variable.path("name").asText()));
    Set<String> used = new TreeSet<>();
    VARIABLE
        .matcher(dashboard.json().toString())
        .results()
        .map(match -> match.group(1))
        .filter(name -> !name.isEmpty())
        .forEach(used::add);
    assertThat(used).isEqualTo(defined);
    assertThat(defined).contains("datasource", "table", "source", "window");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void lines_each_haveALegendThatTellsThemApart(Dashboard dashboard) {
    for (JsonNode panel : dashboard.dataPanels()) {
      if (!panel.path("type").asText().equals("table")) {
        assertThat(panel.path("targets"))
            .as(panel.path("title").asText())
            .allMatch(target -> !target.path("legendFormat").asText().isBlank());
      }
    }
  }
}
