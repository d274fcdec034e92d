package dev.headroom.cli;

import dev.headroom.endpoint.ThrottlingEndpoint;
import dev.headroom.endpoint.UnthrottledStore;
import dev.headroom.endpoint.upstream.EmbeddedUpstream;
import dev.headroom.endpoint.upstream.HttpUpstream;
import dev.headroom.endpoint.upstream.Upstream;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenarios.load.LoadTarget;
import java.io.IOException;
import java.net.URI;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A store without capacity of its own, behind an endpoint that throttles, or without one. */
final class EndpointTarget implements LoadTarget, AutoCloseable {

  private static final String REGION = "us-east-1";

  /** Of the embedded store: prints stack traces of what is an answer, such as a missing table. */
  private static final Logger STORE_LOGGER = Logger.getLogger("com.almworks.sqlite4java");

  private final String description;
  private final URI store;
  private final @Nullable ThrottlingEndpoint endpoint;
  private final @Nullable UnthrottledStore bypass;

  private EndpointTarget(
      String description,
      URI store,
      @Nullable ThrottlingEndpoint endpoint,
      @Nullable UnthrottledStore bypass) {
    this.description = description;
    this.store = store;
    this.endpoint = endpoint;
    this.bypass = bypass;
  }

  /** DynamoDB Local within this process, behind an endpoint. */
  static EndpointTarget embedded(Scenario scenario) throws IOException {
    STORE_LOGGER.setLevel(Level.SEVERE);
    Upstream store = new EmbeddedUpstream(null);
    UnthrottledStore bypass = new UnthrottledStore(store);
    return new EndpointTarget(
        "an embedded DynamoDB Local behind a throttling endpoint",
        bypass.uri(),
        endpoint(scenario, store),
        bypass);
  }

  /** A store at a URL, behind an endpoint. */
  static EndpointTarget at(URI uri, Scenario scenario) throws IOException {
    return new EndpointTarget(
        uri + " behind a throttling endpoint",
        uri,
        endpoint(scenario, new HttpUpstream(uri)),
        null);
  }

  /** A store at a URL, by itself. */
  static EndpointTarget directlyAt(URI uri) {
    return new EndpointTarget(uri.toString(), uri, null, null);
  }

  private static ThrottlingEndpoint endpoint(Scenario scenario, Upstream store) throws IOException {
    return ThrottlingEndpoint.builder()
        .port(0)
        .upstream(store)
        .profile(scenario.profile())
        .seed(scenario.seed())
        .start();
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public URI service() {
    return endpoint == null ? store : endpoint.uri();
  }

  @Override
  public URI store() {
    return store;
  }

  @Override
  public String region() {
    return REGION;
  }

  @Override
  public AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("headroom", "headroom"));
  }

  @Override
  public boolean isThrottling() {
    return endpoint != null;
  }

  @Override
  public boolean isFree() {
    return true;
  }

  @Override
  public double mostThrottledShare() {
    return 1;
  }

  @Override
  public String tableName(Scenario scenario) {
    return scenario.table().name();
  }

  @Override
  public boolean isTableKept() {
    return false;
  }

  @Override
  public void begin(Scenario scenario) throws IOException {
    if (endpoint != null) {
      endpoint.begin(scenario);
    }
  }

  @Override
  public void end() {}

  @Override
  public void close() {
    if (bypass != null) {
      bypass.close();
    }
    if (endpoint != null) {
      endpoint.close();
    }
  }
}
