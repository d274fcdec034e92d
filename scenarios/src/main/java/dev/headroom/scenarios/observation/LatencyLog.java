package dev.headroom.scenarios.observation;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** A file of histograms, one for each period of a run, in HdrHistogram's format. */
final class LatencyLog implements AutoCloseable {

  private static final double MILLIS_PER_SECOND = 1e3;

  /** The unit in which the format's own column of maxima is: milliseconds. */
  private static final double NANOS_PER_MILLI = 1e6;

  private final OutputStream stream;
  private final HistogramLogWriter writer;
  private final String tag;

  /**
   * Begins a file.
   *
   * @param startMillis when the run began, milliseconds since 1970
   */
  LatencyLog(Path file, String tag, long startMillis) throws IOException {
    this.stream = Files.newOutputStream(file);
    this.writer = new HistogramLogWriter(stream);
    this.tag = tag.replaceAll("[,\\s]", "-");
    writer.outputLogFormatVersion();
    writer.outputStartTime(startMillis);
    writer.setBaseTime(startMillis);
    writer.outputLegend();
  }

  /** Writes a period's latencies, which are nanoseconds. */
  void write(Histogram latencies, long fromMillis, long toMillis) {
    latencies.setTag(tag);
    latencies.setStartTimeStamp(fromMillis);
    latencies.setEndTimeStamp(toMillis);
    writer.outputIntervalHistogram(
        fromMillis / MILLIS_PER_SECOND, toMillis / MILLIS_PER_SECOND, latencies, NANOS_PER_MILLI);
  }

  @Override
  public void close() throws IOException {
    writer.close();
    stream.close();
  }
}
