package dev.headroom.engine;

import dev.headroom.capacity.Dimension;
import java.util.Arrays;

/**
 * What one item-level operation, or one transaction, asks of which resources and partitions.
 *
 * <p>A reusable buffer, so that a decision allocates nothing: {@link #clear}, {@link #add} for
 * every resource touched, then pass to {@link AdmissionControl#admit}. Charges are kept in resource
 * order, which is the order in which limits are tested. Not thread-safe.
 */
public final class Charges {

  /**
   * Stands for some partition, whichever it is, that has enough for all that it can be asked for:
   * only the resource's own limit counts. Which partitions have served such charges is told later,
   * by {@link ResourceState#settlePool}.
   */
  public static final int ANY_PARTITION = -1;

  private static final int INITIAL_SIZE = 8;

  private int size;
  private int[] resources = new int[INITIAL_SIZE];
  private int[] partitions = new int[INITIAL_SIZE];
  private long[] milliUnits = new long[INITIAL_SIZE];
  private Dimension dimension = Dimension.READ;
  private boolean eventual;

  /**
   * Empties the buffer for an operation.
   *
   * @param operationDimension whether it takes read or write units
   * @param eventuallyConsistent whether it is an eventually consistent read, which any replica may
   *     serve
   * @return this
   */
  public Charges clear(Dimension operationDimension, boolean eventuallyConsistent) {
    size = 0;
    dimension = operationDimension;
    eventual = eventuallyConsistent;
    return this;
  }

  /**
   * Adds a charge; charges to the same partition are added up.
   *
   * @param resource index of the resource in its {@link AdmissionControl}
   * @param partition the partition touched, or {@link #ANY_PARTITION}
   * @param units milli-units, for all requests of the batch together
   * @return this
   */
  public Charges add(int resource, int partition, long units) {
    int at = size;
    while (at > 0 && resources[at - 1] >= resource) {
      at--;
      if (resources[at] == resource && partitions[at] == partition) {
        milliUnits[at] += units;
        return this;
      }
    }
    if (size == resources.length) {
      grow();
    }
    at = size;
    while (at > 0 && resources[at - 1] > resource) {
      resources[at] = resources[at - 1];
      partitions[at] = partitions[at - 1];
      milliUnits[at] = milliUnits[at - 1];
      at--;
    }
    resources[at] = resource;
    partitions[at] = partition;
    milliUnits[at] = units;
    size++;
    return this;
  }

  private void grow() {
    int length = 2 * resources.length;
    resources = Arrays.copyOf(resources, length);
    partitions = Arrays.copyOf(partitions, length);
    milliUnits = Arrays.copyOf(milliUnits, length);
  }

  int size() {
    return size;
  }

  int resource(int at) {
    return resources[at];
  }

  int partition(int at) {
    return partitions[at];
  }

  boolean hasPartition(int at) {
    return partitions[at] != ANY_PARTITION;
  }

  long milliUnits(int at) {
    return milliUnits[at];
  }

  Dimension dimension() {
    return dimension;
  }

  boolean isEventual() {
    return eventual;
  }
}
