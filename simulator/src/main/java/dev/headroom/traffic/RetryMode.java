package dev.headroom.traffic;

/** Retry modes of the SDKs; which ones an SDK has depends on its release. */
public enum RetryMode {
  LEGACY,
  STANDARD,
  /** Standard, and attempts slow down after throttling. */
  ADAPTIVE,
  /** What {@code AWS_NEW_RETRIES_2026=true} turns mode standard into, where it is not yet so. */
  STANDARD_2026
}
