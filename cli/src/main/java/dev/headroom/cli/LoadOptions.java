package dev.headroom.cli;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * How a scenario is to be driven.
 *
 * @param spec the command that was given, for messages
 * @param target what is driven, as it was given
 * @param isDirect whether no endpoint throttles before it
 * @param folder takes what was observed; null for nothing
 * @param metricsPort where metrics are served; null for nowhere
 * @param aws what matters on a real account
 */
record LoadOptions(
    CommandSpec spec,
    String target,
    boolean isDirect,
    @Nullable Path folder,
    @Nullable Integer metricsPort,
    AwsLoadOptions aws) {

  /** Whether a real account is driven. */
  boolean isAws() {
    return target.equals("aws");
  }

  /** The target where it is a URL. */
  URI uri() {
    URI uri = Urls.http(target);
    if (uri == null) {
      throw misuse(
          "--target must be embedded, aws, or a URL such as http://localhost:4566: " + target);
    }
    return uri;
  }

  ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
