package dev.headroom.capacity;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The constants of the service model under one profile, by name.
 *
 * <p>Values and their sources stand in the packaged file {@code model-constants.yaml}.
 */
public final class ModelProfile {

  private final String name;
  private final Map<String, String> values;
  private final Map<String, String> overrides;

  ModelProfile(String name, Map<String, String> values, Map<String, String> overrides) {
    this.name = name;
    this.values = Map.copyOf(values);
    this.overrides = Collections.unmodifiableMap(new TreeMap<>(overrides));
  }

  /** {@code documented} or {@code observed}. */
  public String name() {
    return name;
  }

  /** Constants that differ from the profile because a scenario says so. */
  public Map<String, String> overrides() {
    return overrides;
  }

  /** How a partition's read limit is metered. */
  public enum ReadModel {
    NOMINAL,
    REPLICA3
  }

  /** Whether reads and writes share a partition's limit. */
  public enum ReadWriteMix {
    INDEPENDENT,
    LINEAR
  }

  /** Whether a request may overdraw a bucket. */
  public enum Debt {
    DEBT,
    STRICT
  }

  public long partitionMaxReadUnitsPerSecond() {
    return whole("partition.maxRead");
  }

  private long whole(String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalStateException("no such model constant: " + key);
    }
    return Long.parseLong(value);
  }
}
