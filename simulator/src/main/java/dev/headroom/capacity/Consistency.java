package dev.headroom.capacity;

/** How a read sees earlier writes; decides what it costs. */
public enum Consistency {
  EVENTUAL,
  STRONG,
  TRANSACTIONAL
}
