package dev.headroom.hcl;

/** Where a text with interpolations ends. */
enum HclTextEnd {
  /** With the closing quote. */
  QUOTE,
  /** With everything. */
  OF_TEXT
}
