package dev.headroom.measured;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the writes to a table are to touch its indexes so that each index gets what was measured on
 * it.
 *
 * <p>Where an index takes the same share of the table's units all the time, every write touches it
 * by that share. Where a share changes, the writes are divided: some touch one index each, as much
 * as that index needs at the time, and the rest none.
 *
 * @param flows at least one
 * @param leftOut units of the indexes in periods in which the table has too few writes to carry
 *     them
 */
record IndexWrites(List<Part> flows, double leftOut) {

  /** A share counts as steady up to this deviation, in parts of the index's highest demand. */
  private static final double STEADY = 0.1;

  /** So much of the indexes' units may be left out for the sake of the others. */
  private static final double MAX_LEFT_OUT = 0.001;

  private static final int BISECTIONS = 40;

  IndexWrites {
    flows = List.copyOf(flows);
  }

  /**
   * A part of the writes.
   *
   * @param name what it is for: an index; empty for the main part
   * @param units units of the table per period
   * @param unitsByIndex units of each index per unit of the table
   */
  record Part(String name, List<Double> units, Map<String, Double> unitsByIndex) {
    Part {
      units = List.copyOf(units);
      unitsByIndex = Collections.unmodifiableMap(new LinkedHashMap<>(unitsByIndex));
    }
  }

  static IndexWrites of(Demand table, Map<String, Demand> indexes) {
    Map<String, Double> shares = new LinkedHashMap<>();
    double total = table.totalUnits();
    boolean isSteady = total > 0;
    for (Map.Entry<String, Demand> index : indexes.entrySet()) {
      double share = total > 0 ? index.getValue().totalUnits() / total : 0;
      shares.put(index.getKey(), share);
      isSteady &= isSteady(table, index.getValue(), share);
    }
    return isSteady
        ? new IndexWrites(List.of(new Part("", table.units(), shares)), 0)
        : divided(table, indexes);
  }

  private static boolean isSteady(Demand table, Demand index, double share) {
    double deviation = 0;
    for (int i = 0; i < table.units().size(); i++) {
      deviation =
          Math.max(deviation, Math.abs(index.units().get(i) - share * table.units().get(i)));
    }
    return deviation <= STEADY * index.highest();
  }

  private static IndexWrites divided(Demand table, Map<String, Demand> indexes) {
    List<Double> needed = new ArrayList<>(Collections.nCopies(table.units().size(), 0.0));
    for (Demand index : indexes.values()) {
      for (int i = 0; i < needed.size(); i++) {
        needed.set(i, needed.get(i) + index.units().get(i));
      }
    }
    double perUnit = perUnit(table.units(), needed);
    List<Double> rest = new ArrayList<>(table.units());
    Map<String, Double> none = new LinkedHashMap<>();
    indexes.keySet().forEach(name -> none.put(name, 0.0));
    List<Part> parts = new ArrayList<>();
    for (Map.Entry<String, Demand> index : indexes.entrySet()) {
      List<Double> own = new ArrayList<>();
      for (int i = 0; i < needed.size(); i++) {
        double fits = Math.min(1, carried(table.units().get(i), perUnit, needed.get(i)));
        double units = fits * index.getValue().units().get(i) / perUnit;
        own.add(units);
        rest.set(i, Math.max(0, rest.get(i) - units));
      }
      Map<String, Double> touched = new LinkedHashMap<>(none);
      touched.put(index.getKey(), perUnit);
      parts.add(new Part(index.getKey(), own, touched));
    }
    parts.addFirst(new Part("", rest, none));
    return new IndexWrites(parts, leftOut(table.units(), needed, perUnit));
  }

  /** The fewest index units per unit of the table, at least 1, by which nearly all are carried. */
  private static double perUnit(List<Double> table, List<Double> needed) {
    double allowed =
        MAX_LEFT_OUT * needed.stream().mapToDouble(Double::doubleValue).sum()
            + leftOut(table, needed, Double.MAX_VALUE);
    double low = 1;
    if (leftOut(table, needed, low) <= allowed) {
      return low;
    }
    double high = 2;
    while (leftOut(table, needed, high) > allowed) {
      high *= 2;
    }
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (leftOut(table, needed, middle) > allowed) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static double leftOut(List<Double> table, List<Double> needed, double perUnit) {
    double leftOut = 0;
    for (int i = 0; i < needed.size(); i++) {
      leftOut += needed.get(i) * (1 - carried(table.get(i), perUnit, needed.get(i)));
    }
    return leftOut;
  }

  /** The share of a period's index units that its writes carry. */
  private static double carried(double table, double perUnit, double needed) {
    return needed == 0 ? 1 : Math.min(1, table * perUnit / needed);
  }
}
