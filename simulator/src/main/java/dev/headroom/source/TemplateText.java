package dev.headroom.source;

import dev.headroom.document.Location;
import dev.headroom.document.Node;
import org.jspecify.annotations.Nullable;

/** Puts a text together out of parts, some of which may not be known. Used once. */
final class TemplateText {

  /** Longer texts are no names; nested functions could make them without end. */
  static final int MAX_LENGTH = 2_048;

  private static final String TOO_LONG = "is longer than " + MAX_LENGTH + " characters";
  private static final String NOT_TEXT = "joins a value that is no text";

  private final Location place;
  private final StringBuilder text = new StringBuilder();
  private @Nullable String reason;

  TemplateText(Location place) {
    this.place = place;
  }

  void add(String part) {
    int room = MAX_LENGTH - text.length();
    if (part.length() > room) {
      reason = TOO_LONG;
    }
    text.append(part, 0, Math.min(part.length(), room));
  }

  void add(@Nullable Node part) {
    switch (part) {
      case Node.Scalar scalar -> add(scalar.text());
      case Node.Unknown unknown -> {
        reason = reason == null ? unknown.reason() : reason;
        add(unknown.text());
      }
      case null -> {}
      case Node.Mapping other -> reason = NOT_TEXT;
      case Node.Sequence other -> reason = NOT_TEXT;
      case Node.Tagged other -> reason = NOT_TEXT;
    }
  }

  /** The text; unknown, with placeholders, if a part of it is. */
  Node toNode() {
    return reason == null
        ? new Node.Scalar(place, text.toString(), Node.Scalar.Kind.STRING)
        : new Node.Unknown(place, text.toString(), reason);
  }
}
