package dev.headroom.document;

/** Builds the key paths of {@link Location}, such as {@code traffic[0].keys.zipf}. */
public final class KeyPath {

  /** Longer paths lose their middle, so that hostile files cannot fill the memory with them. */
  private static final int MAX_LENGTH = 256;

  private KeyPath() {}

  /** The path of a key of a mapping. */
  public static String child(String parent, String key) {
    if (!isPlain(key)) {
      return limited(parent + "[" + Quoted.of(key) + "]");
    }
    return limited(parent.isEmpty() ? key : parent + "." + key);
  }

  /** The path of an element of a sequence. */
  public static String element(String parent, int index) {
    return limited(parent + "[" + index + "]");
  }

  static Location child(Location parent, int line, String key) {
    return new Location(parent.file(), line, child(parent.key(), key));
  }

  private static boolean isPlain(String key) {
    if (key.isEmpty() || key.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && c != '_' && c != '-' && c != '$' && c != ':' && c != '/') {
        return false;
      }
    }
    return true;
  }

  private static String limited(String path) {
    if (path.length() <= MAX_LENGTH) {
      return path;
    }
    int half = MAX_LENGTH / 2;
    return path.substring(0, half) + "…" + path.substring(path.length() - half + 1);
  }
}
