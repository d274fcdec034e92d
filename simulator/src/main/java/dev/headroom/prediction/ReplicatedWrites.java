package dev.headroom.prediction;

import dev.headroom.engine.Admission;
import dev.headroom.prediction.RetryWheel.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes of a global table's other Regions, which the service itself makes here. They never fail:
 * what the table or an index has no capacity for waits, and how long is the replication delay.
 *
 * <p>Writes that wait for the same partition, or for the table as a whole, are made in the order in
 * which they came. The oldest are tried whenever another one comes, and in every short step; after
 * a success more are tried, after a refusal none until then. The order and the rhythm are
 * assumptions: the service publishes neither.
 *
 * <p>Source: Developer Guide, "Global tables: core concepts" and "Understanding write capacity for
 * global tables": a replica that has too little write capacity delays replication.
 */
final class ReplicatedWrites {

  /** Writes that came within so long are remembered with their mean arrival. */
  private static final long MERGED_NANOS = 1_000_000_000L;

  /** Writes that came together and wait. */
  private static final class Batch {
    private final long firstNanos;
    private double meanNanos;
    private long count;

    Batch(long arrivedNanos) {
      this.firstNanos = arrivedNanos;
      this.meanNanos = arrivedNanos;
    }

    void add(long arrivedNanos, long n) {
      count += n;
      meanNanos += (arrivedNanos - meanNanos) * n / count;
    }
  }

  /** Writes that wait for one place, in order. */
  private static final class Line {
    private final Deque<Batch> batches = new ArrayDeque<>();

    /** Writes that have come at the present instant. */
    private long fresh;

    void add(long arrivedNanos, long n) {
      Batch last = batches.peekLast();
      if (last == null || Math.abs(arrivedNanos - last.firstNanos) >= MERGED_NANOS) {
        last = new Batch(arrivedNanos);
        batches.addLast(last);
      }
      last.add(arrivedNanos, n);
    }

    boolean isEmpty() {
      return batches.isEmpty();
    }

    void take(Batch oldest, long n) {
      oldest.count -= n;
      if (oldest.count == 0) {
        batches.removeFirst();
      }
    }

    /** Those of the present instant that are still here: they have to wait. */
    long endInstant() {
      Batch last = batches.peekLast();
      long left = last == null ? 0 : Math.min(fresh, last.count);
      fresh = 0;
      return left;
    }
  }

  private final FlowAdmission admission;
  private final FlowRecorder recorder;
  private final CellSplitter splitter;
  private final Map<Place, Line> lines = new LinkedHashMap<>();
  private long waiting;

  ReplicatedWrites(FlowAdmission admission, FlowRecorder recorder, CellSplitter splitter) {
    this.admission = admission;
    this.recorder = recorder;
    this.splitter = splitter;
  }

  /** How many writes wait. */
  long waiting() {
    return waiting;
  }

  /** Lets writes that come at one instant queue up, and tries the oldest. */
  void arrive(long nowNanos, long n) {
    recorder.offered(nowNanos, n);
    waiting += n;
    add(nowNanos, Place.ANY, nowNanos, n);
    serve(nowNanos, Place.ANY, n);
  }

  /** Tries the oldest writes of every line. */
  void serve(long nowNanos) {
    for (Place place : List.copyOf(lines.keySet())) {
      serve(nowNanos, place, 1);
    }
  }

  /** Lets writes that wait for the lower part of a split partition go to either part. */
  void follow(int component, int lower, int upper, double shareAbove) {
    Line below = lines.get(new Place(component, lower));
    if (below == null) {
      return;
    }
    Line above = line(new Place(component, upper));
    for (Batch batch : below.batches) {
      long moved = Math.round(batch.count * shareAbove);
      if (moved > 0) {
        above.add((long) batch.meanNanos, moved);
        batch.count -= moved;
      }
    }
    below.batches.removeIf(batch -> batch.count == 0);
  }

  private Line line(Place place) {
    return lines.computeIfAbsent(place, p -> new Line());
  }

  private void add(long nowNanos, Place place, long arrivedNanos, long n) {
    Line line = line(place);
    line.add(arrivedNanos, n);
    line.fresh += arrivedNanos == nowNanos ? n : 0;
  }

  /** Makes the oldest writes of a line, more and more, until one is refused. */
  private void serve(long nowNanos, Place place, long first) {
    Line line = line(place);
    boolean passed = true;
    for (long tried = first; passed && !line.isEmpty(); tried *= 2) {
      Batch oldest = line.batches.getFirst();
      passed = make(nowNanos, place, line, oldest, Math.min(tried, oldest.count));
    }
    recorder.throttled(nowNanos, 0, line.endInstant());
    if (line.isEmpty()) {
      lines.remove(place);
    }
  }

  /** Makes writes of a line, and tells whether none of them has to go on waiting there. */
  private boolean make(long nowNanos, Place place, Line line, Batch oldest, long n) {
    long arrivedNanos = (long) oldest.meanNanos;
    Cells cells = new Cells(admission.components().size());
    splitter.split(n, true, place.component(), place.partition(), cells);
    boolean passed = true;
    for (int cell = 0; cell < cells.size(); cell++) {
      long count = cells.count(cell);
      Place ahead = place.equals(Place.ANY) ? lineAhead(cells, cell) : place;
      if (ahead.equals(place)) {
        Admission answer = admission.admit(nowNanos, cells, cell, count);
        succeed(nowNanos, line, oldest, arrivedNanos, answer.admitted());
        recorder.attempted(nowNanos, count);
        recorder.throttled(nowNanos, answer.throttled(), 0);
        count = answer.throttled();
        ahead = count > 0 && place.equals(Place.ANY) ? admission.placeOfRetry(cells, cell) : place;
      }
      if (!ahead.equals(place)) {
        line.take(oldest, count);
        add(nowNanos, ahead, arrivedNanos, count);
        serve(nowNanos, ahead, count);
      } else {
        passed &= count == 0;
      }
    }
    return passed;
  }

  /** The line of a partition that a cell's writes need, if there is one; else none. */
  private Place lineAhead(Cells cells, int cell) {
    for (int c = 0; c < cells.components() && lines.size() > 1; c++) {
      Place place = new Place(c, cells.partition(cell, c));
      if (lines.containsKey(place)) {
        return place;
      }
    }
    return Place.ANY;
  }

  private void succeed(long nowNanos, Line line, Batch oldest, long arrivedNanos, long n) {
    if (n > 0) {
      waiting -= n;
      line.take(oldest, n);
      recorder.succeeded(nowNanos, n, 1, nowNanos - arrivedNanos);
    }
  }
}
