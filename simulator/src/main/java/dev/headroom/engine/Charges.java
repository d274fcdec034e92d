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

  /** What is asked of one partition. */
  static final class Charge {
    private int resource;
    private int partition;
    private long milliUnits;
    private long selected;
    private Partition met = Partition.pool();

    int resource() {
      return resource;
    }

    int partition() {
      return partition;
    }

    /** What all requests of the batch ask for together. */
    long milliUnits() {
      return milliUnits;
    }

    /** What the {@linkplain Charges#select selected} requests ask for together. */
    long selected() {
      return selected;
    }

    /** Keeps the partition at hand. */
    void meet(Partition found) {
      met = found;
    }

    /** The partition met last. */
    Partition met() {
      return met;
    }
  }

  private int size;
  private Charge[] charges = new Charge[0];
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
    int end = size;
    while (end > 0 && charges[end - 1].resource > resource) {
      end--;
    }
    for (int i = end - 1; i >= 0 && charges[i].resource == resource; i--) {
      if (charges[i].partition == partition) {
        charges[i].milliUnits += units;
        charges[i].selected += units;
        return this;
      }
    }
    if (size == charges.length) {
      grow();
    }
    Charge added = charges[size];
    if (end < size) {
      System.arraycopy(charges, end, charges, end + 1, size - end);
      charges[end] = added;
    }
    added.resource = resource;
    added.partition = partition;
    added.milliUnits = units;
    added.selected = units;
    size++;
    return this;
  }

  private void grow() {
    charges = Arrays.copyOf(charges, Math.max(INITIAL_SIZE, 2 * size));
    for (int i = size; i < charges.length; i++) {
      charges[i] = new Charge();
    }
  }

  /** Selects the requests {@code from} to {@code to} of a batch of {@code n}; at first, all are. */
  void select(long from, long to, long n) {
    for (int i = 0; i < size; i++) {
      long all = charges[i].milliUnits;
      charges[i].selected = Refill.share(all, to, n) - Refill.share(all, from, n);
    }
  }

  int size() {
    return size;
  }

  /** The charges by number, in resource order. */
  Charge get(int at) {
    return charges[at];
  }

  /** Whether a charge is the last one of its resource. */
  boolean endsResource(int at) {
    return at + 1 == size || charges[at + 1].resource != charges[at].resource;
  }

  Dimension dimension() {
    return dimension;
  }

  boolean isEventual() {
    return eventual;
  }
}
