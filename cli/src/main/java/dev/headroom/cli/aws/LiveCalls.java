package dev.headroom.cli.aws;

import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.document.Quoted;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** How an account is asked: which client, and what a user is told where an answer fails. */
final class LiveCalls {

  private LiveCalls() {}

  /**
   * A client for the Region and endpoint of a table.
   *
   * @param interceptors see what is sent and answered
   * @throws InvalidInputException if nothing tells the Region
   */
  static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, LiveName table, ExecutionInterceptor... interceptors) {
    builder
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(
            configuration -> {
              configuration.retryStrategy(RetryMode.STANDARD);
              for (ExecutionInterceptor interceptor : interceptors) {
                configuration.addExecutionInterceptor(interceptor);
              }
            });
    if (table.region() != null) {
      builder.region(Region.of(table.region()));
    }
    if (table.endpoint() != null) {
      builder.endpointOverride(table.endpoint());
    }
    try {
      return builder.build();
    } catch (SdkClientException e) {
      throw failure(table, "has no Region: add ?region=eu-west-1, or set AWS_REGION", e);
    }
  }

  /**
   * Makes a call, and tells in our own words why it failed: messages of others may tell secrets.
   *
   * @param permission what the credentials need for it
   * @throws InvalidInputException if it fails
   */
  static <T> T call(LiveName table, String permission, Supplier<T> call) {
    try {
      return call.get();
    } catch (AwsServiceException e) {
      throw failure(table, reason(e, permission), e);
    } catch (SdkClientException e) {
      boolean isUnreachable = e.getCause() != null || e instanceof RetryableException;
      throw failure(
          table,
          isUnreachable
              ? "cannot be read: the service did not answer " + permission
              : "cannot be read: no AWS credentials were found; set AWS_PROFILE, or"
                  + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
          e);
    }
  }

  private static String reason(AwsServiceException e, String permission) {
    String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
    return switch (code == null ? "" : code) {
      case "ResourceNotFoundException" -> "does not exist in this account and Region";
      case "AccessDeniedException", "AccessDenied" ->
          "may not be read: the credentials need the permission " + permission;
      case "ExpiredTokenException", "ExpiredToken" ->
          "cannot be read: the AWS credentials have expired; sign in again";
      case "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "IncompleteSignature" ->
          "cannot be read: AWS does not accept the credentials";
      default ->
          e.isThrottlingException()
              ? "cannot be read: " + permission + " is throttled; try again later"
              : "cannot be read: "
                  + permission
                  + " failed with "
                  + Quoted.plain(String.valueOf(code))
                  + ", status "
                  + e.statusCode();
    };
  }

  private static InvalidInputException failure(LiveName table, String message, Exception cause) {
    InvalidInputException failure =
        new InvalidInputException(Location.ofFile(Quoted.plain(table.text())), message);
    failure.initCause(cause);
    return failure;
  }
}
