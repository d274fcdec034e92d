package dev.headroom.scenario;

import dev.headroom.scenario.ScalarFormat.SdkName;
import dev.headroom.scenario.ScenarioFile.ClientFile;
import dev.headroom.traffic.Backoff;
import dev.headroom.traffic.Client;
import dev.headroom.traffic.Client.OnGiveUp;
import dev.headroom.traffic.Client.Resend;
import dev.headroom.traffic.Operation;
import dev.headroom.traffic.RetryMode;
import dev.headroom.traffic.RetryPolicy;
import dev.headroom.traffic.Sdk;
import dev.headroom.traffic.SdkRelease;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the file's client into a {@link Client}, with the SDKs' own defaults. */
final class ClientReader {

  private final Context context;
  private final String flow;
  private final @Nullable Operation operation;
  private final boolean isOpen;
  private final ClientFile file;

  /**
   * A reader of one flow's client.
   *
   * @param operation null if it could not be read
   * @param isOpen whether the flow has a rate, not clients that wait for answers
   */
  ClientReader(
      Context context,
      String flow,
      @Nullable Operation operation,
      boolean isOpen,
      @Nullable Given<ClientFile> given) {
    this.context = context;
    this.flow = flow;
    this.operation = operation;
    this.isOpen = isOpen;
    this.file = given == null ? ClientFile.EMPTY : given.value();
  }

  Client read() {
    SdkName name = file.sdk() == null ? new SdkName(Sdk.JAVA_V2, null) : file.sdk().value();
    SdkRelease release =
        name.version() == null
            ? SdkRelease.newest(name.sdk())
            : SdkRelease.at(name.sdk(), name.version());
    RetryPolicy retries = retries(release);
    if (release.sdk() == Sdk.NONE) {
      checkNone();
    }
    assume(name, release, retries);
    return new Client(
        retries,
        file.instances() == null ? 1 : file.instances().value(),
        concurrency(),
        file.timeout() == null ? null : file.timeout().value(),
        resend(),
        file.onGiveUp() == null ? OnGiveUp.CONTINUE : file.onGiveUp().value());
  }

  private RetryPolicy retries(SdkRelease release) {
    RetryPolicy preset = release.policy();
    if (file.mode() != null && release.sdk() != Sdk.NONE) {
      Optional<RetryPolicy> ofMode = release.policy(file.mode().value());
      if (ofMode.isEmpty()) {
        problem(
            file.mode(),
            "must be one of the modes of "
                + nameOf(release)
                + ", "
                + release.modes().keySet().stream().map(Words::of).collect(Collectors.joining(", "))
                + ", not "
                + Words.of(file.mode().value()));
      }
      preset = ofMode.orElse(preset);
    }
    Backoff.Exponential backoff = preset.backoff();
    return preset
        .withMaxAttempts(maxAttempts(preset))
        .withBackoff(
            new Backoff.Exponential(
                file.baseDelay() == null ? backoff.base() : file.baseDelay().value(),
                file.maxDelay() == null ? backoff.cap() : file.maxDelay().value(),
                file.jitter() == null ? backoff.jitter() : file.jitter().value()));
  }

  /** Attempts of requests at a rate are counted one by one, which needs room for each. */
  private int maxAttempts(RetryPolicy preset) {
    if (file.maxAttempts() == null) {
      return preset.maxAttempts();
    }
    int attempts = file.maxAttempts().value();
    if (isOpen && attempts > ClientFile.MOST_ATTEMPTS_AT_A_RATE) {
      problem(
          file.maxAttempts(),
          "must be at most "
              + ClientFile.MOST_ATTEMPTS_AT_A_RATE
              + " for a flow with a rate, not "
              + attempts);
      return preset.maxAttempts();
    }
    return attempts;
  }

  private OptionalInt concurrency() {
    if (file.concurrency() == null) {
      return OptionalInt.empty();
    }
    if (!isOpen) {
      problem(
          file.concurrency(),
          "has a meaning beside a rate only; clients have one request in flight each");
    }
    return OptionalInt.of(file.concurrency().value());
  }

  private void checkNone() {
    for (Given<?> given :
        new Given<?>[] {file.mode(), file.baseDelay(), file.maxDelay(), file.jitter()}) {
      if (given != null) {
        problem(given, "has no meaning for sdk none, which never retries");
      }
    }
    if (file.maxAttempts() != null && file.maxAttempts().value() > 1) {
      problem(file.maxAttempts(), "must be 1 for sdk none, which never retries");
    }
  }

  private Resend resend() {
    if (file.resendUnprocessed() == null) {
      return Resend.NEVER;
    }
    boolean isBatch = operation == null || operation.shape() == Operation.Shape.BATCH;
    if (!isBatch && file.resendUnprocessed().value() != Resend.NEVER) {
      problem(file.resendUnprocessed(), "has a meaning for batches only");
    }
    return file.resendUnprocessed().value();
  }

  private void assume(SdkName name, SdkRelease release, RetryPolicy retries) {
    if (name.version() != null && !release.versions().isEmpty() && !release.knows(name.version())) {
      assume(
          "the retry rules of "
              + Words.of(name.sdk())
              + '@'
              + name.version()
              + " are not known; those of "
              + Words.of(name.sdk())
              + '@'
              + release.versions().getLast()
              + " apply");
    }
    if (file.sdk() == null || (file.mode() == null && release.sdk() != Sdk.NONE)) {
      RetryMode mode =
          file.mode() == null ? release.modes().keySet().iterator().next() : file.mode().value();
      assume(
          "the client is SDK "
              + nameOf(release)
              + " in retry mode "
              + Words.of(mode)
              + ", at most "
              + retries.maxAttempts()
              + " attempts");
    }
    boolean isBatch = operation != null && operation.shape() == Operation.Shape.BATCH;
    if (isBatch && file.resendUnprocessed() == null) {
      assume("unprocessed items of a batch are not sent again");
    }
  }

  /** The SDK, with a version where its rules depend on it. */
  private static String nameOf(SdkRelease release) {
    String sdk = Words.of(release.sdk());
    return release.isOneOfSeveral() ? sdk + '@' + release.versions().getLast() : sdk;
  }

  private void problem(Given<?> at, String message) {
    context.problem(at.location(), message);
  }

  private void assume(String line) {
    context.assumptions().add(flow + ": " + line);
  }
}
