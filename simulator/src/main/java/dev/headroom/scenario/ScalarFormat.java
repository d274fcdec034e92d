package dev.headroom.scenario;

import dev.headroom.capacity.Era;
import dev.headroom.document.Node;
import dev.headroom.document.Node.Scalar.Kind;
import dev.headroom.document.Scalars;
import dev.headroom.traffic.Sdk;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The notation of one type of single value: what is accepted, and what it means.
 *
 * @param type the class of the values
 * @param noun the type with its article, for messages and the reference
 * @param examples for messages
 * @param kinds what a plain value may look like to YAML
 * @param pattern the whole text
 * @param meaning value of a text that matches; throws {@link IllegalArgumentException} or {@link
 *     DateTimeException} where there is none
 */
record ScalarFormat<T extends Comparable<? super T>>(
    Class<T> type,
    String noun,
    String examples,
    Set<Kind> kinds,
    Pattern pattern,
    Function<Matcher, T> meaning) {

  /** Longer texts are no numbers that anybody means. */
  private static final int MAX_LENGTH = 40;

  private static final String NUMBER = "([0-9]+(?:\\.[0-9]+)?)";
  private static final Set<Kind> WORDS = Set.of(Kind.STRING);
  private static final Set<Kind> WHOLE = Set.of(Kind.INTEGER);
  private static final Set<Kind> NUMBERS = Set.of(Kind.INTEGER, Kind.DECIMAL);
  private static final Set<Kind> WHOLE_OR_WORDS = Set.of(Kind.STRING, Kind.INTEGER);
  private static final Set<Kind> NUMBERS_OR_WORDS = Set.of(Kind.STRING, Kind.INTEGER, Kind.DECIMAL);
  private static final Set<Kind> ANY =
      Set.of(Kind.STRING, Kind.INTEGER, Kind.DECIMAL, Kind.BOOLEAN);

  private static final Map<String, Long> NANOS_PER_UNIT =
      Map.of(
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "d", 86_400_000_000_000L);
  private static final Map<String, Long> BYTES_PER_UNIT =
      Map.of("B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30, "TB", 1L << 40);
  private static final Map<String, Long> PER_SUFFIX =
      Map.of("", 1L, "k", 1_000L, "M", 1_000_000L, "G", 1_000_000_000L);
  private static final Map<String, Long> SECONDS_PER_UNIT = Map.of("s", 1L, "min", 60L, "h", 3600L);

  /** A number of bytes. */
  record Bytes(long value) implements Comparable<Bytes> {
    @Override
    public int compareTo(Bytes other) {
      return Long.compare(value, other.value);
    }
  }

  /** A number of things. */
  record Count(long value) implements Comparable<Count> {
    @Override
    public int compareTo(Count other) {
      return Long.compare(value, other.value);
    }
  }

  /** A rate per second. */
  record PerSecond(double value) implements Comparable<PerSecond> {
    @Override
    public int compareTo(PerSecond other) {
      return Double.compare(value, other.value);
    }
  }

  /** A part of a whole, 0 to 1. */
  record Share(double value) implements Comparable<Share> {
    @Override
    public int compareTo(Share other) {
      return Double.compare(value, other.value);
    }
  }

  /** Text that may look like a number. */
  record Text(String value) implements Comparable<Text> {
    @Override
    public int compareTo(Text other) {
      return value.compareTo(other.value);
    }
  }

  /**
   * An SDK, perhaps of a version.
   *
   * @param version numbers with dots; null for the newest that is known
   */
  record SdkName(Sdk sdk, @Nullable String version) implements Comparable<SdkName> {
    @Override
    public int compareTo(SdkName other) {
      return sdk.compareTo(other.sdk);
    }
  }

  static final ScalarFormat<Duration> DURATION =
      new ScalarFormat<>(
          Duration.class,
          "a duration",
          "250ms, 90s, 5m, 2h, 1d",
          WORDS,
          Pattern.compile(NUMBER + "(ms|s|m|h|d)"),
          m -> Duration.ofNanos(whole(scaled(m, NANOS_PER_UNIT))));

  static final ScalarFormat<Bytes> BYTES =
      new ScalarFormat<>(
          Bytes.class,
          "a size",
          "200B, 1.5KB, 400KB, 12GB",
          WORDS,
          Pattern.compile(NUMBER + "(B|KB|MB|GB|TB)"),
          m -> new Bytes(whole(scaled(m, BYTES_PER_UNIT).setScale(0, RoundingMode.HALF_UP))));

  static final ScalarFormat<Count> COUNT =
      new ScalarFormat<>(
          Count.class,
          "a whole number",
          "500, 5k, 1.2M",
          WHOLE_OR_WORDS,
          Pattern.compile(NUMBER + "(k|M|G|)"),
          m -> new Count(whole(scaled(m, PER_SUFFIX))));

  static final ScalarFormat<PerSecond> PER_SECOND =
      new ScalarFormat<>(
          PerSecond.class,
          "a rate",
          "800/s, 1.2k/s, 30/min, 100/h",
          WORDS,
          Pattern.compile(NUMBER + "(k|M|G|)/(s|min|h)"),
          m ->
              new PerSecond(
                  scaled(m, PER_SUFFIX).doubleValue()
                      / valueOf(SECONDS_PER_UNIT, m.group(3)).doubleValue()));

  static final ScalarFormat<Share> SHARE =
      new ScalarFormat<>(
          Share.class,
          "a share",
          "0.4, 40%",
          NUMBERS_OR_WORDS,
          Pattern.compile(NUMBER + "(%|)"),
          m ->
              new Share(
                  new BigDecimal(m.group(1)).doubleValue() / (m.group(2).isEmpty() ? 1 : 100)));

  static final ScalarFormat<Double> NUMBER_FORMAT =
      new ScalarFormat<>(
          Double.class,
          "a number",
          "2, 0.99",
          NUMBERS,
          Pattern.compile("([0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2})?)"),
          m -> new BigDecimal(m.group(1)).doubleValue());

  static final ScalarFormat<Integer> INTEGER =
      new ScalarFormat<>(
          Integer.class,
          "an integer",
          "1, 20",
          WHOLE,
          Pattern.compile("(0|[1-9][0-9]*)"),
          m -> new BigDecimal(m.group(1)).intValueExact());

  static final ScalarFormat<Long> LONG =
      new ScalarFormat<>(
          Long.class,
          "an integer",
          "1, 42",
          WHOLE,
          Pattern.compile("(-?(?:0|[1-9][0-9]*))"),
          m -> new BigDecimal(m.group(1)).longValueExact());

  static final ScalarFormat<Instant> INSTANT =
      new ScalarFormat<>(
          Instant.class,
          "an instant",
          "2026-11-27T08:00:00Z",
          WORDS,
          Pattern.compile(
              "([0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?"
                  + "(?:[Zz]|[+-][0-9]{2}:[0-9]{2}))"),
          m -> OffsetDateTime.parse(m.group(1).replace(' ', 'T')).toInstant());

  static final ScalarFormat<LocalTime> TIME_OF_DAY =
      new ScalarFormat<>(
          LocalTime.class,
          "a time of day",
          "18:00",
          WHOLE_OR_WORDS,
          Pattern.compile("([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)"),
          m -> LocalTime.parse(m.group(1)));

  static final ScalarFormat<Era> ERA =
      new ScalarFormat<>(
          Era.class,
          "now, a day or a month",
          "now, 2018-08-22, 2018-08",
          WORDS,
          Pattern.compile("(now|[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)"),
          m -> Era.parse(m.group(1)));

  static final ScalarFormat<SdkName> SDK =
      new ScalarFormat<>(
          SdkName.class,
          "an SDK",
          "java-v2, java-v1, boto3, boto3@1.43, aws-cli, js-v2, js-v3, none",
          WORDS,
          Pattern.compile(
              "(java-v2|java-v1|boto3|aws-cli|js-v2|js-v3|none)"
                  + "(?:@([0-9]{1,6}(?:\\.[0-9]{1,6}){0,3}))?"),
          m -> new SdkName(Words.parse(Sdk.class, m.group(1)), m.group(2)));

  static final ScalarFormat<Boolean> TRUE_OR_FALSE =
      new ScalarFormat<>(
          Boolean.class,
          "true or false",
          "",
          Set.of(Kind.BOOLEAN),
          Pattern.compile("(true|false)"),
          m -> m.group(1).equals("true"));

  static final ScalarFormat<String> STRING =
      new ScalarFormat<>(
          String.class, "text", "", WORDS, Pattern.compile("(?s).*\\S.*"), m -> m.group());

  static final ScalarFormat<Text> TEXT =
      new ScalarFormat<>(
          Text.class, "text", "", ANY, Pattern.compile("(?s).*\\S.*"), m -> new Text(m.group()));

  static final List<ScalarFormat<?>> ALL =
      List.of(
          DURATION,
          BYTES,
          COUNT,
          PER_SECOND,
          SHARE,
          NUMBER_FORMAT,
          INTEGER,
          LONG,
          INSTANT,
          TIME_OF_DAY,
          ERA,
          SDK,
          TRUE_OR_FALSE,
          STRING,
          TEXT);

  /** The format of a class of values, or null if it has none. */
  static @Nullable ScalarFormat<?> of(Class<?> type) {
    for (ScalarFormat<?> format : ALL) {
      if (format.type == type) {
        return format;
      }
    }
    return null;
  }

  /**
   * The value of a node.
   *
   * @param range the lowest and highest value; empty texts for none
   * @throws IllegalArgumentException if it has none; the message ends a sentence about the value
   */
  T parse(Node node, Range range) {
    if (!(node instanceof Node.Scalar scalar) || scalar.kind() == Kind.NULL) {
      throw new IllegalArgumentException("must be " + expected() + ", not " + describe(node));
    }
    boolean isPlainNumber = scalar.kind() == Kind.INTEGER || scalar.kind() == Kind.DECIMAL;
    String text = isPlainNumber ? scalar.text().replace("_", "") : scalar.text();
    boolean isWanted = kinds.contains(scalar.kind());
    Matcher matcher = pattern.matcher(text);
    if (!isWanted || !matcher.matches()) {
      throw new IllegalArgumentException(mismatch(scalar, text));
    }
    T value = meaningOf(scalar, matcher);
    range.check(this, value, node);
    return value;
  }

  /** The value of a text that is known to have one. */
  T parse(String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("must be " + expected() + ", not \"" + text + '"');
    }
    return meaning.apply(matcher);
  }

  /** What must stand there, for messages. */
  String expected() {
    return examples.isEmpty() ? noun : noun + " such as " + examples;
  }

  private T meaningOf(Node.Scalar scalar, Matcher matcher) {
    if (isNumeric() && scalar.text().length() > MAX_LENGTH) {
      throw new IllegalArgumentException("is out of range: " + describe(scalar));
    }
    try {
      return meaning.apply(matcher);
    } catch (ArithmeticException e) {
      boolean isFraction = "Rounding necessary".equals(e.getMessage());
      throw new IllegalArgumentException(
          isFraction
              ? "must be a whole number, not " + describe(scalar)
              : "is out of range: " + describe(scalar),
          e);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("must be " + expected() + ", not " + describe(scalar), e);
    }
  }

  private String mismatch(Node.Scalar scalar, String text) {
    if (isNumeric()) {
      if (text.length() > 1
          && text.charAt(0) == '-'
          && pattern.matcher(text.substring(1)).matches()) {
        return "must not be negative: " + describe(scalar);
      }
      boolean isBare = text.matches("[0-9]+(\\.[0-9]+)?");
      if (isBare && !pattern.matcher(text).matches()) {
        boolean isUnitMissing = WORDS.equals(kinds);
        return isUnitMissing
            ? "needs a unit, such as " + examples + ", not " + describe(scalar)
            : "must be " + expected() + ", not " + describe(scalar);
      }
    }
    String hint =
        kinds.equals(WORDS) && scalar.kind() != Kind.STRING && !isNumeric()
            ? "; write it in quotes"
            : "";
    return "must be " + expected() + ", not " + describe(scalar) + hint;
  }

  boolean isNumeric() {
    return type != String.class
        && type != Text.class
        && type != Boolean.class
        && type != Instant.class
        && type != LocalTime.class
        && type != Era.class
        && type != SdkName.class;
  }

  private static String describe(Node node) {
    return Scalars.describe(node);
  }

  private static BigDecimal scaled(Matcher matcher, Map<String, Long> factors) {
    return new BigDecimal(matcher.group(1))
        .multiply(BigDecimal.valueOf(valueOf(factors, matcher.group(2))));
  }

  private static Long valueOf(Map<String, Long> factors, String unit) {
    Long factor = factors.get(unit);
    if (factor == null) {
      throw new IllegalArgumentException("no such unit: " + unit);
    }
    return factor;
  }

  private static long whole(BigDecimal number) {
    return number.setScale(0, RoundingMode.UNNECESSARY).longValueExact();
  }

  /**
   * Bounds of a value, as written in a file.
   *
   * @param min the lowest value; empty for none
   * @param max the highest value; empty for none
   */
  record Range(String min, String max) {

    static final Range ANY = new Range("", "");

    <T extends Comparable<? super T>> void check(ScalarFormat<T> format, T value, Node node) {
      if (!min.isEmpty() && value.compareTo(format.parse(min)) < 0) {
        throw new IllegalArgumentException("must be at least " + min + ", not " + describe(node));
      }
      if (!max.isEmpty() && value.compareTo(format.parse(max)) > 0) {
        throw new IllegalArgumentException("must be at most " + max + ", not " + describe(node));
      }
    }
  }
}
