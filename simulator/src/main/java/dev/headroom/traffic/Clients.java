package dev.headroom.traffic;

import dev.headroom.traffic.Client.OnGiveUp;
import dev.headroom.traffic.Client.RetryMode;
import dev.headroom.traffic.Client.Sdk;

/** Clients as the SDKs make them by default. */
public final class Clients {

  /** Attempts per request: AWS SDK for Java 2.54, class DynamoDbRetryPolicy. */
  private static final int JAVA_V2_LEGACY_ATTEMPTS = 9;

  /** Attempts per request: botocore 1.43, {@code _retry.json} for DynamoDB. */
  private static final int BOTO3_LEGACY_ATTEMPTS = 10;

  /**
   * Attempts per request: AWS SDK for Java 2.54 with the retry strategy standard set on the client,
   * and botocore 1.43 in mode standard. With AWS_RETRY_MODE=standard the SDK for Java makes as many
   * as in mode legacy.
   */
  private static final int STANDARD_ATTEMPTS = 3;

  private Clients() {}

  /** One client with its SDK's defaults, which goes on after failures. */
  public static Client defaults(Sdk sdk) {
    return new Client(
        sdk,
        RetryMode.LEGACY,
        defaultMaxAttempts(sdk, RetryMode.LEGACY),
        1,
        false,
        OnGiveUp.CONTINUE);
  }

  /** Attempts per request where nothing else is configured. */
  public static int defaultMaxAttempts(Sdk sdk, RetryMode mode) {
    return switch (sdk) {
      case NONE -> 1;
      case JAVA_V2 ->
          switch (mode) {
            case LEGACY -> JAVA_V2_LEGACY_ATTEMPTS;
            case STANDARD -> STANDARD_ATTEMPTS;
          };
      case BOTO3 ->
          switch (mode) {
            case LEGACY -> BOTO3_LEGACY_ATTEMPTS;
            case STANDARD -> STANDARD_ATTEMPTS;
          };
    };
  }
}
