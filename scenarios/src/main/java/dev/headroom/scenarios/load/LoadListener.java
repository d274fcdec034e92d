package dev.headroom.scenarios.load;

/** Hears how far a run is. Called from any thread. */
public interface LoadListener {

  /** What is done before and after the load. */
  void phase(String what);

  /** A table that was made for the run could not be deleted. */
  void leftBehind(String tableName, String why);

  /** A second of the load has passed. */
  void progress(LoadProgress progress);
}
