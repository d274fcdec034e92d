package dev.headroom.capacity;

/** The two dimensions in which DynamoDB meters capacity. */
public enum Dimension {
  READ,
  WRITE
}
