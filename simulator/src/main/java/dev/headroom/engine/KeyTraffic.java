package dev.headroom.engine;

/** What is known of the keys that traffic on a resource has touched within the latest window. */
public interface KeyTraffic {

  /** Into so many equal intervals a window is divided. */
  int INTERVALS = 12;

  /** Ends an interval: what came before the latest {@link #INTERVALS} of them is forgotten. */
  void endInterval();

  /** Looks for the place that halves the traffic of the window on the range of a partition. */
  SplitPoint splitPoint(KeyRange range);
}
