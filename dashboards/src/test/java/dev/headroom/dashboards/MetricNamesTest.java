package dev.headroom.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.dashboards.testing.Dashboard;
import dev.headroom.metrics.MeterNames;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Without it a renamed metric or label would leave panels empty and alerts silent. */
final class MetricNamesTest {

  private static final Pattern METRIC = Pattern.compile("headroom_[a-z_]+");
  private static final Pattern SELECTOR = Pattern.compile("headroom_[a-z_]+\\{([^}]*)}");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)(?==~|!=|=)");
  private static final Pattern GROUPING = Pattern.compile("(?:by|on|ignoring) ?\\(([^)]*)\\)");
  private static final String PREFIX = "headroom.";

  /** Labels of Prometheus itself, and of its histograms and summaries. */
  private static final Set<String> PROMETHEUS_LABELS = Set.of("job", "le", "quantile");

  /** What Prometheus makes of counters, and of timers with a histogram; gauges stay as they are. */
  private static final List<String> SUFFIXES =
      List.of("", "_total", "_seconds", "_seconds_bucket", "_seconds_max");

  private static List<String> constants() {
    return Stream.of(MeterNames.class.getFields()).map(MetricNamesTest::value).toList();
  }

  private static String value(Field constant) {
    try {
      return (String) constant.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> meters() {
    return constants().stream().filter(name -> name.startsWith(PREFIX)).toList();
  }

  private static String everything() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Dashboard dashboard : Dashboard.all()) {
      dashboard.queries().forEach(query -> text.append(query.expression()).append('\n'));
      dashboard.variableQueries().forEach(query -> text.append(query).append('\n'));
    }
    return text.append(Files.readString(Path.of("prometheus", "alerts.yml"))).toString();
  }

  private static Set<String> used() throws IOException {
    Set<String> used = new TreeSet<>();
    METRIC.matcher(everything()).results().map(MatchResult::group).forEach(used::add);
    return used;
  }

  private static boolean isMeter(String metric, String meter) {
    String name = meter.replace('.', '_');
    return metric.startsWith(name) && SUFFIXES.contains(metric.substring(name.length()));
  }

  @Test
  void metrics_inQueriesAndRules_areMeters() throws IOException {
    assertThat(used())
        .hasSizeGreaterThan(10)
        .allMatch(metric -> meters().stream().anyMatch(meter -> isMeter(metric, meter)));
  }

  @Test
  void meters_each_areShownSomewhere() throws IOException {
    Set<String> used = used();
    assertThat(meters())
        .hasSizeGreaterThan(10)
        .allMatch(meter -> used.stream().anyMatch(metric -> isMeter(metric, meter)));
  }

  @Test
  void labels_inQueriesAndRules_areTags() throws IOException {
    String everything = everything();
    Set<String> labels = new TreeSet<>();
    SELECTOR
        .matcher(everything)
        .results()
        .flatMap(selector -> LABEL.matcher(selector.group(1)).results())
        .forEach(label -> labels.add(label.group(1)));
    GROUPING
        .matcher(everything)
        .results()
        .flatMap(grouping -> Stream.of(grouping.group(1).split(", *")))
        .filter(label -> !label.isEmpty())
        .forEach(labels::add);
    labels.removeAll(PROMETHEUS_LABELS);
    assertThat(labels).hasSizeGreaterThan(8);
    assertThat(constants()).containsAll(labels);
  }
}
