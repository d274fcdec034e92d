package dev.headroom.traffic;

import dev.headroom.capacity.Dimension;

/** What an operation does to each of its items. */
public enum ItemAction {
  READ(Dimension.READ),
  PUT(Dimension.WRITE),
  UPDATE(Dimension.WRITE),
  DELETE(Dimension.WRITE);

  private final Dimension dimension;

  ItemAction(Dimension dimension) {
    this.dimension = dimension;
  }

  /** Whether it takes read or write units of the table. */
  public Dimension dimension() {
    return dimension;
  }
}
