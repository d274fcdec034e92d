package dev.headroom.scenarios.load;

/** Hears how far a run is. Called from any thread. */
public interface LoadListener {

  /** What is done before and after the load. */
  void phase(String what);

  /** A second of the load has passed. */
  void progress(LoadProgress progress);
}
