package dev.headroom.cli.aws;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Writes values as CBOR, as CloudWatch answers. Source: RFC 8949. */
final class Cbor {

  private static final int TEXT = 3;
  private static final int LIST = 4;
  private static final int MAP = 5;
  private static final int TAG = 6;
  private static final int DOUBLE = 0xfb;

  /** Seconds since 1970. */
  private static final int TIME_TAG = 1;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Cbor() {}

  static byte[] of(Map<String, ?> value) {
    Cbor cbor = new Cbor();
    cbor.write(value);
    return cbor.bytes.toByteArray();
  }

  private void write(Object value) {
    switch (value) {
      case Map<?, ?> map -> {
        head(MAP, map.size());
        map.forEach(
            (key, element) -> {
              write(key);
              write(element);
            });
      }
      case List<?> list -> {
        head(LIST, list.size());
        list.forEach(this::write);
      }
      case Instant time -> {
        head(TAG, TIME_TAG);
        write((double) time.getEpochSecond());
      }
      case Double number -> {
        bytes.write(DOUBLE);
        bytes.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(number).array());
      }
      case String text -> {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        head(TEXT, encoded.length);
        bytes.writeBytes(encoded);
      }
      default -> throw new IllegalArgumentException("value is " + value + ", not one of CBOR here");
    }
  }

  /** Type and length, as 32 bits whatever the length. */
  private void head(int type, int length) {
    bytes.write(type << 5 | 26);
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
  }
}
