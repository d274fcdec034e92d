package dev.headroom.scenario;

import dev.headroom.scenario.ScenarioFile.ClientFile;
import dev.headroom.traffic.Client;
import dev.headroom.traffic.Client.OnGiveUp;
import dev.headroom.traffic.Client.RetryMode;
import dev.headroom.traffic.Client.Sdk;
import dev.headroom.traffic.Clients;
import dev.headroom.traffic.Operation;
import org.jspecify.annotations.Nullable;

/** Turns the file's client into a {@link Client}, with the SDKs' own defaults. */
final class ClientReader {

  private static final ClientFile EMPTY = new ClientFile(null, null, null, null, null, null);

  private final Context context;

  ClientReader(Context context) {
    this.context = context;
  }

  Client read(@Nullable Given<ClientFile> given, @Nullable Operation operation, String flow) {
    ClientFile file = given == null ? EMPTY : given.value();
    Sdk sdk = file.sdk() == null ? Sdk.JAVA_V2 : file.sdk().value();
    RetryMode mode = file.mode() == null ? RetryMode.LEGACY : file.mode().value();
    int maxAttempts =
        file.maxAttempts() == null
            ? Clients.defaultMaxAttempts(sdk, mode)
            : file.maxAttempts().value();
    check(file, sdk, operation);
    boolean isResending = file.resendUnprocessed() != null && file.resendUnprocessed().value();
    assume(file, operation, flow, sdk, mode, maxAttempts);
    return new Client(
        sdk,
        mode,
        maxAttempts,
        file.instances() == null ? 1 : file.instances().value(),
        isResending,
        file.onGiveUp() == null ? OnGiveUp.CONTINUE : file.onGiveUp().value());
  }

  private void check(ClientFile file, Sdk sdk, @Nullable Operation operation) {
    if (sdk == Sdk.NONE && file.mode() != null) {
      context.problem(file.mode().location(), "has no meaning for sdk none, which never retries");
    }
    if (sdk == Sdk.NONE && file.maxAttempts() != null && file.maxAttempts().value() > 1) {
      context.problem(file.maxAttempts().location(), "must be 1 for sdk none, which never retries");
    }
    boolean isBatch = operation == null || operation.shape() == Operation.Shape.BATCH;
    if (!isBatch && file.resendUnprocessed() != null && file.resendUnprocessed().value()) {
      context.problem(file.resendUnprocessed().location(), "has a meaning for batches only");
    }
  }

  private void assume(
      ClientFile file,
      @Nullable Operation operation,
      String flow,
      Sdk sdk,
      RetryMode mode,
      int maxAttempts) {
    if (file.sdk() == null || (file.mode() == null && sdk != Sdk.NONE)) {
      context
          .assumptions()
          .add(
              flow
                  + ": the client is SDK "
                  + Words.of(sdk)
                  + " in retry mode "
                  + Words.of(mode)
                  + ", at most "
                  + maxAttempts
                  + " attempts");
    }
    boolean isBatch = operation != null && operation.shape() == Operation.Shape.BATCH;
    if (isBatch && file.resendUnprocessed() == null) {
      context.assumptions().add(flow + ": unprocessed items of a batch are not sent again");
    }
  }
}
