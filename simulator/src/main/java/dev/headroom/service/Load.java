package dev.headroom.service;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.engine.ResourceState;

/** What a table or an index and its busiest partition served in the latest whole second. */
final class Load {

  private static final double MILLI = ResourceState.MILLI;

  private final ResourceState resource;
  private final double readLimit;
  private final double writeLimit;
  private long[] readsBefore = new long[0];
  private long[] writesBefore = new long[0];
  private long allReadsBefore;
  private long allWritesBefore;
  private double readUnits;
  private double writeUnits;
  private int hottestPartition;
  private double hottestUtilization;

  Load(ResourceState resource, ModelProfile profile) {
    this.resource = resource;
    this.readLimit = profile.partitionMaxReadUnitsPerSecond() * MILLI;
    this.writeLimit = profile.partitionMaxWriteUnitsPerSecond() * MILLI;
  }

  /** Ends a second. */
  void endSecond() {
    long reads = resource.consumed(Dimension.READ);
    long writes = resource.consumed(Dimension.WRITE);
    readUnits = (reads - allReadsBefore) / MILLI;
    writeUnits = (writes - allWritesBefore) / MILLI;
    allReadsBefore = reads;
    allWritesBefore = writes;
    int count = resource.partitionCount();
    long[] partitionReads = new long[count];
    long[] partitionWrites = new long[count];
    hottestPartition = 0;
    hottestUtilization = 0;
    for (int p = 0; p < count; p++) {
      partitionReads[p] = resource.consumed(p, Dimension.READ);
      partitionWrites[p] = resource.consumed(p, Dimension.WRITE);
      if (p < readsBefore.length) {
        double utilization =
            Math.max(
                (partitionReads[p] - readsBefore[p]) / readLimit,
                (partitionWrites[p] - writesBefore[p]) / writeLimit);
        if (utilization > hottestUtilization) {
          hottestUtilization = utilization;
          hottestPartition = p;
        }
      }
    }
    readsBefore = partitionReads;
    writesBefore = partitionWrites;
  }

  /** Units served in the second. */
  double units(Dimension dimension) {
    return dimension == Dimension.READ ? readUnits : writeUnits;
  }

  /** The partition that used most of its limit. */
  int hottestPartition() {
    return hottestPartition;
  }

  /** How much of its limit it used, 1 for all. */
  double hottestUtilization() {
    return hottestUtilization;
  }
}
