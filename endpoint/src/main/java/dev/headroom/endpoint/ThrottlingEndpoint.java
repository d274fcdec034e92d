package dev.headroom.endpoint;

import dev.headroom.capacity.ModelProfile;
import dev.headroom.endpoint.api.Api;
import dev.headroom.endpoint.upstream.EmbeddedUpstream;
import dev.headroom.endpoint.upstream.Upstream;
import dev.headroom.metrics.Meters;
import dev.headroom.metrics.PrometheusPage;
import dev.headroom.metrics.ServiceMeters;
import dev.headroom.outcome.Version;
import dev.headroom.scenario.Scenario;
import dev.headroom.service.ServiceSettings;
import dev.headroom.service.TableState;
import dev.headroom.service.ThrottledService;
import dev.headroom.table.Table;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that speaks DynamoDB's API and throttles as DynamoDB would, in front of a store.
 *
 * <pre>{@code
 * try (ThrottlingEndpoint endpoint = ThrottlingEndpoint.builder().port(0).start()) {
 *   DynamoDbClient client = DynamoDbClient.builder().endpointOverride(endpoint.uri())…build();
 * }
 * }</pre>
 */
public final class ThrottlingEndpoint implements AutoCloseable {

  private static final long STOP_TIMEOUT_MILLIS = 5_000;
  private static final int ACCEPT_QUEUE = 4_096;

  private final Server server;
  private final ServerConnector connector;
  private final Upstream upstream;

  private final ThrottledService service;
  private final PageHandler pages;

  private ThrottlingEndpoint(
      Server server,
      ServerConnector connector,
      Upstream upstream,
      ThrottledService service,
      PageHandler pages) {
    this.server = server;
    this.connector = connector;
    this.upstream = upstream;
    this.service = service;
    this.pages = pages;
  }

  /** An endpoint with the defaults: port 8000 of the loopback interface, an embedded store. */
  public static Builder builder() {
    return new Builder();
  }

  /** Where clients find it. */
  public URI uri() {
    String host = connector.getHost();
    boolean isAny = host == null || host.equals("0.0.0.0") || host.equals("::");
    return URI.create("http://" + (isAny ? "127.0.0.1" : host) + ":" + connector.getLocalPort());
  }

  /** The tables as the service sees them now. */
  public List<TableState> tables() {
    return pages.tables();
  }

  /**
   * Sets a scenario's table to the state in which the scenario begins, whatever it has served, and
   * its clock to the scenario's start; it is made if the store does not have it.
   *
   * @throws IOException if the store refuses
   */
  public void begin(Scenario scenario) throws IOException {
    try (TableMaker maker = new TableMaker(uri())) {
      maker.make(DeclaredTable.of(scenario), service, scenario.start());
    }
  }

  /** Waits until it is closed. */
  public void join() throws InterruptedException {
    server.join();
  }

  /** Lets running requests end, and stops. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the endpoint did not stop: " + e.getMessage(), e);
    } finally {
      upstream.close();
    }
  }

  /** Settings of an endpoint. */
  public static final class Builder {
    private int port = 8_000;
    private String bind = "127.0.0.1";
    private @Nullable Upstream upstream;
    private ModelProfile profile = ModelProfile.observed();
    private long seed = 1;
    private double scale = 1;
    private double readErrorProbability;
    private double writeErrorProbability;
    private boolean showsKeys;
    private LongSupplier nanoTime = System::nanoTime;
    private final List<DeclaredTable> tables = new ArrayList<>();

    private Builder() {}

    /** The port; 0 for any that is free. */
    public Builder port(int number) {
      port = number;
      return this;
    }

    /** The address to listen on. */
    public Builder bind(String address) {
      bind = address;
      return this;
    }

    /** What carries requests out; closed with the endpoint. */
    public Builder upstream(Upstream store) {
      upstream = store;
      return this;
    }

    /** The constants of the model. */
    public Builder profile(ModelProfile constants) {
      profile = constants;
      return this;
    }

    /** Decides where keys lie, and all that is random. */
    public Builder seed(long number) {
      seed = number;
      return this;
    }

    /** Declared capacity counts for so much of itself, above 0 to 1. */
    public Builder scale(double share) {
      scale = share;
      return this;
    }

    /** So many reads and writes are throttled whatever capacity is left, 0 to 1. */
    public Builder errorProbability(double ofReads, double ofWrites) {
      readErrorProbability = ofReads;
      writeErrorProbability = ofWrites;
      return this;
    }

    /** Shows keys as they are in state and page, instead of hashes. */
    public Builder showKeys(boolean isShown) {
      showsKeys = isShown;
      return this;
    }

    /** Another clock, nanoseconds from any instant. */
    Builder clock(LongSupplier nanos) {
      nanoTime = nanos;
      return this;
    }

    /** A table to make at the start, idle for long enough to have saved all it can. */
    public Builder table(Table declared) {
      tables.add(DeclaredTable.of(declared));
      return this;
    }

    /** A scenario's table, in the state in which the scenario begins, and its profile and seed. */
    public Builder scenario(Scenario declared) {
      tables.add(DeclaredTable.of(declared));
      return profile(declared.profile()).seed(declared.seed());
    }

    /**
     * Starts it.
     *
     * @throws IOException if the port is taken, or the store cannot be opened or refuses a table
     */
    public ThrottlingEndpoint start() throws IOException {
      Upstream store = upstream == null ? new EmbeddedUpstream(null) : upstream;
      PrometheusPage prometheus = new PrometheusPage();
      Meters meters = new Meters(prometheus.registry(), Meters.Source.ENDPOINT);
      ServiceMeters serviceMeters = new ServiceMeters(meters);
      ThrottledService service =
          new ThrottledService(
              new ServiceSettings(
                  profile, seed, scale, readErrorProbability, writeErrorProbability, Instant.now()),
              nanoTime,
              serviceMeters);
      Map<String, Object> about = new LinkedHashMap<>();
      about.put("version", Version.CURRENT);
      about.put("profile", profile.name());
      about.put("seed", seed);
      about.put("scale", scale);
      about.put("upstream", store.description());
      PageHandler pages =
          new PageHandler(
              service,
              serviceMeters,
              prometheus,
              showsKeys ? UnaryOperator.identity() : new KeyMask()::mask,
              about);
      QueuedThreadPool threads = new QueuedThreadPool();
      threads.setName("headroom");
      if (store.isElsewhere()) {
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
      }
      Server server = new Server(threads);
      HttpConfiguration http = new HttpConfiguration();
      http.setSendServerVersion(false);
      ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
      connector.setHost(bind);
      connector.setPort(port);
      connector.setAcceptQueueSize(ACCEPT_QUEUE);
      server.addConnector(connector);
      server.setHandler(
          new GracefulHandler(
              new Handler.Sequence(
                  new EndpointHandler(new Api(service, store, profile, meters)), pages)));
      server.setStopTimeout(STOP_TIMEOUT_MILLIS);
      try {
        server.start();
      } catch (Exception e) {
        store.close();
        throw new IOException(
            "cannot listen on %s port %d: %s".formatted(bind, port, e.getMessage()), e);
      }
      ThrottlingEndpoint endpoint =
          new ThrottlingEndpoint(server, connector, store, service, pages);
      try (TableMaker maker = new TableMaker(endpoint.uri())) {
        for (DeclaredTable declared : tables) {
          maker.make(declared, service);
        }
      } catch (IOException e) {
        endpoint.close();
        throw e;
      }
      return endpoint;
    }
  }
}
