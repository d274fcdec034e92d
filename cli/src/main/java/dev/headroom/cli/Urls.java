package dev.headroom.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** URLs as a command line names them. */
final class Urls {

  private Urls() {}

  /** The URL of an HTTP server; null if the text is none. */
  static @Nullable URI http(String text) {
    try {
      URI uri = URI.create(text);
      boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return isHttp && uri.getHost() != null ? uri : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
