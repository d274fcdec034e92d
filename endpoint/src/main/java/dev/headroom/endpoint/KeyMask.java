package dev.headroom.endpoint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Hides keys of real traffic: a hash that is the same for as long as the endpoint runs. */
final class KeyMask {

  private static final int SHOWN_BYTES = 5;

  private final byte[] salt = new byte[16];

  KeyMask() {
    new SecureRandom().nextBytes(salt);
  }

  String mask(String key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      byte[] hash = digest.digest(key.getBytes(StandardCharsets.UTF_8));
      return "#" + HexFormat.of().formatHex(hash, 0, SHOWN_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
