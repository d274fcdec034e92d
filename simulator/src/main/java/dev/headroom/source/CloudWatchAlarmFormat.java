package dev.headroom.source;

import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import java.util.Set;

/**
 * What CloudWatch answers and takes about alarms: the output of {@code aws cloudwatch
 * describe-alarms} and the input of {@code put-metric-alarm}. There is no table in them: they are
 * read together with one.
 */
final class CloudWatchAlarmFormat implements TableFormat {

  private static final String ALARMS = "MetricAlarms";
  private static final Set<String> INPUT = Set.of("AlarmName", "ComparisonOperator");

  @Override
  public String name() {
    return "cloudwatch-alarms";
  }

  @Override
  public String description() {
    return "the output of aws cloudwatch describe-alarms, beside a table";
  }

  @Override
  public boolean recognises(Node document) {
    return document instanceof Node.Mapping mapping
        && (mapping.entries().get(ALARMS) instanceof Node.Sequence
            || mapping.entries().keySet().containsAll(INPUT));
  }

  @Override
  public void read(Node document, TableReading reading) {
    MappingReader reader = MappingReader.of(document, reading.problems());
    if (reader == null) {
      return;
    }
    reading.aboutOtherTables();
    AlarmReader alarms = new AlarmReader(Spelling.PASCAL_CASE, reading);
    if (reader.has(ALARMS)) {
      reader.optionalMappings(ALARMS).forEach(alarm -> alarms.read(alarm, "?"));
    } else {
      alarms.read(reader, "?");
    }
  }
}
