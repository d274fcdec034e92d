package dev.headroom.scenario;

import dev.headroom.scenario.ScenarioFile.LogNormalSizeFile;
import dev.headroom.scenario.ScenarioFile.SizeFile;
import dev.headroom.scenario.ScenarioFile.UniformSizeFile;
import dev.headroom.traffic.SizeDistribution;
import dev.headroom.traffic.SizeDistribution.Values.WeightedSize;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the file's sizes into {@link SizeDistribution distributions}. */
final class SizeReader {

  /** The 99th percentile of the standard normal distribution. */
  private static final double NORMAL_P99 = 2.326347874040841;

  private final Context context;

  SizeReader(Context context) {
    this.context = context;
  }

  /** The distribution, or null after noting what is wrong with it. */
  @Nullable SizeDistribution read(Given<SizeFile> given) {
    SizeFile size = given.value();
    if (size.fixed() != null) {
      return new SizeDistribution.Fixed(size.fixed().value().value());
    }
    if (size.uniform() != null) {
      return uniform(size.uniform().value());
    }
    if (size.lognormal() != null) {
      return logNormal(size.lognormal().value());
    }
    if (size.values() == null) {
      return null;
    }
    List<WeightedSize> sizes = new ArrayList<>();
    size.values()
        .value()
        .forEach(
            (bytes, weight) -> {
              if (Weights.isPositive(weight, context)) {
                sizes.add(new WeightedSize(bytes.value(), weight.value()));
              }
            });
    boolean isFine = !sizes.isEmpty() && sizes.size() == size.values().value().size();
    return isFine ? new SizeDistribution.Values(sizes) : null;
  }

  private @Nullable SizeDistribution uniform(UniformSizeFile uniform) {
    if (uniform.min() == null || uniform.max() == null) {
      return null;
    }
    long min = uniform.min().value().value();
    long max = uniform.max().value().value();
    if (max < min) {
      context.problem(uniform.max().location(), "must not be below min");
      return null;
    }
    return new SizeDistribution.Uniform(min, max);
  }

  private @Nullable SizeDistribution logNormal(LogNormalSizeFile logNormal) {
    if (logNormal.median() == null || logNormal.p99() == null) {
      return null;
    }
    long median = logNormal.median().value().value();
    long p99 = logNormal.p99().value().value();
    if (p99 < median) {
      context.problem(logNormal.p99().location(), "must not be below median");
      return null;
    }
    return new SizeDistribution.LogNormal(median, p99);
  }

  /** The mean size. */
  static double meanBytes(SizeDistribution size) {
    return switch (size) {
      case SizeDistribution.Fixed fixed -> fixed.sizeBytes();
      case SizeDistribution.Uniform uniform -> (uniform.minBytes() + uniform.maxBytes()) / 2.0;
      case SizeDistribution.LogNormal logNormal -> {
        double ratio = (double) logNormal.p99Bytes() / logNormal.medianBytes();
        double sigma = StrictMath.log(ratio) / NORMAL_P99;
        yield logNormal.medianBytes() * StrictMath.exp(sigma * sigma / 2);
      }
      case SizeDistribution.Values values -> {
        double weights = values.sizes().stream().mapToDouble(WeightedSize::weight).sum();
        double sum = values.sizes().stream().mapToDouble(s -> s.weight() * s.sizeBytes()).sum();
        yield sum / weights;
      }
    };
  }
}
