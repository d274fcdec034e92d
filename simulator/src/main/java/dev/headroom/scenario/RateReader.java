package dev.headroom.scenario;

import dev.headroom.scenario.ScenarioFile.DiurnalFile;
import dev.headroom.scenario.ScenarioFile.RateFile;
import dev.headroom.scenario.ScenarioFile.RatePointFile;
import dev.headroom.scenario.ScenarioFile.SpikeFile;
import dev.headroom.traffic.RateShape;
import dev.headroom.traffic.RateShape.RatePoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the file's rates into {@link RateShape shapes}. */
final class RateReader {

  private final Context context;

  RateReader(Context context) {
    this.context = context;
  }

  /** The shape, or null after noting what is wrong with it. */
  @Nullable RateShape read(Given<RateFile> given) {
    RateFile rate = given.value();
    if (rate.constant() != null) {
      return constant(rate.constant());
    }
    if (rate.points() != null) {
      List<RatePoint> points = points(rate.points());
      return points == null ? null : new RateShape.Points(points);
    }
    if (rate.steps() != null) {
      List<RatePoint> steps = points(rate.steps());
      return steps == null ? null : new RateShape.Steps(steps);
    }
    if (rate.spike() != null) {
      return spike(rate.spike());
    }
    if (rate.diurnal() != null) {
      return diurnal(rate.diurnal());
    }
    return rate.trace() == null ? null : trace(rate.trace());
  }

  private @Nullable RateShape constant(Given<ScalarFormat.PerSecond> given) {
    if (given.value().value() == 0) {
      context.problem(given.location(), "must be above 0");
      return null;
    }
    return new RateShape.Constant(given.value().value());
  }

  private @Nullable List<RatePoint> points(Given<List<Given<RatePointFile>>> given) {
    List<RatePoint> points = new ArrayList<>();
    boolean isFine = true;
    double highest = 0;
    for (Given<RatePointFile> element : given.value()) {
      RatePointFile point = element.value();
      if (point.at() == null || point.rate() == null) {
        isFine = false;
        continue;
      }
      Duration at = point.at().value();
      if (!points.isEmpty() && at.compareTo(points.getLast().at()) <= 0) {
        String before = Texts.duration(points.getLast().at());
        context.problem(element.location(), "must be later than the time before it, " + before);
        isFine = false;
      }
      points.add(new RatePoint(at, point.rate().value().value()));
      highest = Math.max(highest, point.rate().value().value());
    }
    if (isFine && !points.isEmpty() && highest == 0) {
      context.problem(given.location(), "must be above 0 at some time");
      return null;
    }
    return isFine && !points.isEmpty() ? points : null;
  }

  private @Nullable RateShape spike(Given<SpikeFile> given) {
    SpikeFile spike = given.value();
    if (spike.base() == null
        || spike.peak() == null
        || spike.at() == null
        || spike.duration() == null) {
      return null;
    }
    double base = spike.base().value().value();
    double peak = spike.peak().value().value();
    if (peak <= base) {
      context.problem(spike.peak().location(), "must be above base");
      return null;
    }
    return new RateShape.Spike(base, peak, spike.at().value(), spike.duration().value());
  }

  private @Nullable RateShape diurnal(Given<DiurnalFile> given) {
    DiurnalFile wave = given.value();
    if (wave.low() == null || wave.high() == null || wave.peakAt() == null) {
      return null;
    }
    double low = wave.low().value().value();
    double high = wave.high().value().value();
    if (high <= low) {
      context.problem(wave.high().location(), "must be above low");
      return null;
    }
    return new RateShape.Diurnal(low, high, wave.peakAt().value());
  }

  private @Nullable RateShape trace(Given<String> given) {
    List<RatePoint> rows = new TraceFile(context.problems()).read(context.folder(), given);
    return rows == null ? null : new RateShape.Trace(given.value(), rows);
  }
}
