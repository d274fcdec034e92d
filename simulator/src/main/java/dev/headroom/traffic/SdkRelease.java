package dev.headroom.traffic;

import dev.headroom.traffic.Backoff.Exponential;
import dev.headroom.traffic.Backoff.Jitter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The retry rules of an SDK as it was at some versions. Immutable.
 *
 * <p>Sources: AWS SDK for Java 2.48 to 2.57, modules {@code retries} and {@code dynamodb}; botocore
 * 1.43, {@code data/_retry.json} and module {@code retries}; runs of each version named here
 * against a server that always throttles, pinned by {@code vectors/retry-delays.csv}. Not run yet,
 * but taken from AWS Developer Tools Blog, "Updated default retry behavior for AWS SDKs and tools"
 * (default since November 2026): boto3 1.44 and AWS CLI 2.40.
 *
 * @param sdk the SDK
 * @param versions versions with these rules, as far as they were looked at, oldest first; empty for
 *     {@link Sdk#NONE}
 * @param modes its retry modes, the default first; empty for {@link Sdk#NONE}
 */
public record SdkRelease(Sdk sdk, List<String> versions, Map<RetryMode, RetryPolicy> modes) {

  /** Ceiling of the first pause after throttling in mode standard and its successors. */
  private static final Duration STANDARD_BASE = Duration.ofSeconds(1);

  /** Ceiling of the first pause of the SDKs for Java after throttling in mode legacy. */
  private static final Duration JAVA_LEGACY_BASE = Duration.ofMillis(500);

  /** First pause of boto3 in mode legacy and of the SDK for JavaScript v2, for DynamoDB. */
  private static final Duration LEGACY_BASE = Duration.ofMillis(50);

  private static final Duration CAP = Duration.ofSeconds(20);

  /** Stands for no cap: longer than any run. */
  private static final Duration NO_CAP = Duration.ofDays(36_500);

  private static final RetryBudget UNLIMITED = new RetryBudget.Unlimited();

  /** 500 tokens, 5 for a retry after throttling; a success gives back its last retry's, or 1. */
  private static final RetryBudget STANDARD_BUDGET =
      new RetryBudget.Tokens(500_000, 5_000, 0, 0, 1_000, 5_000);

  /** In mode legacy of the SDKs for Java a retry after throttling costs nothing. */
  private static final RetryPolicy JAVA_LEGACY =
      new RetryPolicy(
          9, new Exponential(JAVA_LEGACY_BASE, CAP, Jitter.EQUAL), UNLIMITED, false, true);

  /** Boto3 does not take a RequestLimitExceeded for throttling in this mode. */
  private static final RetryPolicy BOTO3_LEGACY =
      new RetryPolicy(
          10, new Exponential(LEGACY_BASE, NO_CAP, Jitter.NONE), UNLIMITED, false, false);

  private static final RetryPolicy JS_V2 =
      new RetryPolicy(
          11, new Exponential(LEGACY_BASE, NO_CAP, Jitter.FULL), UNLIMITED, false, true);

  private static final RetryPolicy STANDARD = standard(3, false);
  private static final RetryPolicy STANDARD_2026 = standard(4, false);

  private static final RetryPolicy NEVER =
      new RetryPolicy(
          1, new Exponential(Duration.ZERO, Duration.ZERO, Jitter.NONE), UNLIMITED, false, false);

  /** Of each SDK the oldest first. */
  private static final List<SdkRelease> ALL =
      List.of(
          new SdkRelease(
              Sdk.JAVA_V2,
              List.of("2.48", "2.54", "2.57"),
              modes(
                  RetryMode.LEGACY, JAVA_LEGACY,
                  RetryMode.STANDARD, STANDARD,
                  RetryMode.ADAPTIVE, standard(3, true),
                  RetryMode.STANDARD_2026, STANDARD_2026)),
          new SdkRelease(
              Sdk.JAVA_V1,
              List.of("1.12"),
              modes(RetryMode.LEGACY, JAVA_LEGACY.withMaxAttempts(11))),
          new SdkRelease(
              Sdk.BOTO3,
              List.of("1.26"),
              modes(
                  RetryMode.LEGACY, BOTO3_LEGACY,
                  RetryMode.STANDARD, STANDARD,
                  RetryMode.ADAPTIVE, standard(3, true))),
          new SdkRelease(
              Sdk.BOTO3,
              List.of("1.43"),
              modes(
                  RetryMode.LEGACY, BOTO3_LEGACY,
                  RetryMode.STANDARD, STANDARD,
                  RetryMode.ADAPTIVE, standard(3, true),
                  RetryMode.STANDARD_2026, STANDARD_2026)),
          new SdkRelease(
              Sdk.BOTO3,
              List.of("1.44"),
              modes(
                  RetryMode.STANDARD, STANDARD_2026,
                  RetryMode.LEGACY, BOTO3_LEGACY,
                  RetryMode.ADAPTIVE, standard(4, true))),
          new SdkRelease(Sdk.AWS_CLI, List.of("1.45"), modes(RetryMode.LEGACY, BOTO3_LEGACY)),
          new SdkRelease(Sdk.AWS_CLI, List.of("2.9"), modes(RetryMode.STANDARD, STANDARD)),
          new SdkRelease(Sdk.AWS_CLI, List.of("2.40"), modes(RetryMode.STANDARD, STANDARD_2026)),
          new SdkRelease(Sdk.JS_V2, List.of("2.1693"), modes(RetryMode.LEGACY, JS_V2)),
          new SdkRelease(
              Sdk.JS_V3,
              List.of("3.899"),
              modes(RetryMode.STANDARD, STANDARD, RetryMode.ADAPTIVE, standard(3, true))),
          new SdkRelease(
              Sdk.JS_V3,
              List.of("3.1162"),
              modes(RetryMode.STANDARD, STANDARD_2026, RetryMode.ADAPTIVE, standard(4, true))),
          new SdkRelease(Sdk.NONE, List.of(), Map.of()));

  public SdkRelease {
    versions = List.copyOf(versions);
    modes = Collections.unmodifiableMap(new LinkedHashMap<>(modes));
  }

  private static RetryPolicy standard(int maxAttempts, boolean limitsRate) {
    return new RetryPolicy(
        maxAttempts,
        new Exponential(STANDARD_BASE, CAP, Jitter.FULL),
        STANDARD_BUDGET,
        limitsRate,
        true);
  }

  private static Map<RetryMode, RetryPolicy> modes(Object... modesAndPolicies) {
    Map<RetryMode, RetryPolicy> modes = new LinkedHashMap<>();
    for (int i = 0; i < modesAndPolicies.length; i += 2) {
      modes.put((RetryMode) modesAndPolicies[i], (RetryPolicy) modesAndPolicies[i + 1]);
    }
    return modes;
  }

  /** Every known release. */
  public static List<SdkRelease> all() {
    return ALL;
  }

  /** The newest known release of an SDK. */
  public static SdkRelease newest(Sdk sdk) {
    return of(sdk).getLast();
  }

  /** The newest known release of an SDK that is not newer than a version, else the oldest. */
  public static SdkRelease at(Sdk sdk, String version) {
    List<SdkRelease> releases = of(sdk);
    return releases.stream()
        .filter(release -> !isNewer(release.versions.getFirst(), version))
        .reduce((older, newer) -> newer)
        .orElse(releases.getFirst());
  }

  private static List<SdkRelease> of(Sdk sdk) {
    return ALL.stream().filter(release -> release.sdk == sdk).toList();
  }

  /** Whether the SDK's rules were looked at in a version: {@code 1.43.11} counts as 1.43. */
  public boolean knows(String version) {
    return versions.stream().anyMatch(it -> version.equals(it) || version.startsWith(it + "."));
  }

  /** Whether the SDK has other releases with other rules. */
  public boolean isOneOfSeveral() {
    return of(sdk).size() > 1;
  }

  /** The rules of the default mode; one attempt for {@link Sdk#NONE}. */
  public RetryPolicy policy() {
    return modes.values().stream().findFirst().orElse(NEVER);
  }

  /** The rules of a mode; empty if the release does not have it. */
  public Optional<RetryPolicy> policy(RetryMode mode) {
    return Optional.ofNullable(modes.get(mode));
  }

  private static boolean isNewer(String version, String than) {
    return Arrays.compare(parts(version), parts(than)) > 0;
  }

  private static int[] parts(String version) {
    return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
  }
}
