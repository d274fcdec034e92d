package dev.headroom.endpoint.junit;

import dev.headroom.endpoint.ThrottlingEndpoint;
import dev.headroom.service.TableState;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts a throttling endpoint for tests: in a static field one for all tests of the class, in
 * another field a new one for each.
 *
 * <pre>{@code
 * @RegisterExtension
 * final ThrottlingEndpointExtension dynamoDb =
 *     ThrottlingEndpointExtension.of(ThrottlingEndpoint.builder());
 * }</pre>
 */
public final class ThrottlingEndpointExtension
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

  private final ThrottlingEndpoint.Builder builder;
  private @Nullable ThrottlingEndpoint endpoint;
  private boolean isForAll;

  private ThrottlingEndpointExtension(ThrottlingEndpoint.Builder builder) {
    this.builder = builder.port(0);
  }

  /** An extension that starts such an endpoint, on any port that is free. */
  public static ThrottlingEndpointExtension of(ThrottlingEndpoint.Builder builder) {
    return new ThrottlingEndpointExtension(builder);
  }

  /** Where the tests' clients find it. */
  public URI uri() {
    return running().uri();
  }

  /** The tables as the service sees them now: their capacity, partitions and throttle events. */
  public List<TableState> tables() {
    return running().tables();
  }

  private ThrottlingEndpoint running() {
    if (endpoint == null) {
      throw new IllegalStateException("the endpoint runs only while tests do");
    }
    return endpoint;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    isForAll = true;
    endpoint = builder.start();
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    if (!isForAll) {
      endpoint = builder.start();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (!isForAll) {
      stop();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    stop();
  }

  private void stop() {
    if (endpoint != null) {
      endpoint.close();
      endpoint = null;
    }
  }
}
