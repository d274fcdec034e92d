package dev.headroom.service;

import dev.headroom.capacity.ThrottlingReason;

/** Hears what is decided; called while the service's lock is held, so it must be quick. */
public interface ServiceListener {

  /** A resource has refused an operation on an item. */
  void throttled(LiveTable table, String resource, boolean isIndex, ThrottlingReason reason);

  /** The service did something by itself, such as scaling out or splitting a partition. */
  void event(LiveTable table, String kind, String resource, String detail);
}
