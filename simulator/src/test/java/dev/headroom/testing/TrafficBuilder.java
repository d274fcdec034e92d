package dev.headroom.testing;

import dev.headroom.capacity.Consistency;
import dev.headroom.traffic.ArrivalProcess;
import dev.headroom.traffic.Client;
import dev.headroom.traffic.Client.OnGiveUp;
import dev.headroom.traffic.Client.Resend;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.Flow.Origin;
import dev.headroom.traffic.Flow.SortKeys;
import dev.headroom.traffic.IndexTouch;
import dev.headroom.traffic.KeyDistribution;
import dev.headroom.traffic.Load;
import dev.headroom.traffic.Load.RateUnit;
import dev.headroom.traffic.Operation;
import dev.headroom.traffic.RateShape;
import dev.headroom.traffic.RetryMode;
import dev.headroom.traffic.RetryPolicy;
import dev.headroom.traffic.Sdk;
import dev.headroom.traffic.SdkRelease;
import dev.headroom.traffic.SizeDistribution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Builds flows; by default one eventually consistent or plain request per second of 500 bytes on a
 * million uniform keys, evenly spaced, never retried.
 */
public final class TrafficBuilder {

  private final String name;
  private final Operation operation;
  private @Nullable String indexName;
  private Consistency consistency = Consistency.EVENTUAL;
  private Origin origin = Origin.CLIENT;
  private double cacheHitRatio;
  private int itemsPerRequest = 1;
  private SizeDistribution itemSize = new SizeDistribution.Fixed(500);
  private @Nullable SizeDistribution previousItemSize;
  private SortKeys sortKeys = SortKeys.RANDOM;
  private KeyDistribution keys = new KeyDistribution.Uniform(1_000_000);
  private final List<IndexTouch> touches = new ArrayList<>();
  private Client client = Client.of(Sdk.NONE);
  private Duration start = Duration.ZERO;
  private @Nullable String after;
  private RateShape rate = new RateShape.Constant(1);
  private RateUnit unit = RateUnit.REQUESTS;
  private ArrivalProcess arrivals = new ArrivalProcess.Even();
  private Load.@Nullable Closed closed;

  private TrafficBuilder(String name, Operation operation) {
    this.name = name;
    this.operation = operation;
  }

  public static TrafficBuilder flow(String name, Operation operation) {
    return new TrafficBuilder(name, operation);
  }

  public TrafficBuilder rate(double perSecond) {
    return rate(new RateShape.Constant(perSecond));
  }

  public TrafficBuilder rate(RateShape shape) {
    rate = shape;
    return this;
  }

  public TrafficBuilder unit(RateUnit rateUnit) {
    unit = rateUnit;
    return this;
  }

  public TrafficBuilder poisson() {
    return arrivals(new ArrivalProcess.Poisson());
  }

  public TrafficBuilder arrivals(ArrivalProcess process) {
    arrivals = process;
    return this;
  }

  /** Clients that each wait for an answer before the next request. */
  public TrafficBuilder closed(int count, Duration thinkTime, long requests) {
    closed = new Load.Closed(count, thinkTime, OptionalLong.of(requests));
    return this;
  }

  public TrafficBuilder onIndex(String name) {
    indexName = name;
    return this;
  }

  public TrafficBuilder consistency(Consistency level) {
    consistency = level;
    return this;
  }

  /** Writes of other Regions. */
  public TrafficBuilder replicated() {
    origin = Origin.REPLICATION;
    return this;
  }

  public TrafficBuilder cacheHitRatio(double ratio) {
    cacheHitRatio = ratio;
    return this;
  }

  public TrafficBuilder items(int perRequest) {
    itemsPerRequest = perRequest;
    return this;
  }

  public TrafficBuilder size(long bytes) {
    return size(new SizeDistribution.Fixed(bytes));
  }

  public TrafficBuilder size(SizeDistribution sizes) {
    itemSize = sizes;
    return this;
  }

  public TrafficBuilder previousSize(SizeDistribution sizes) {
    previousItemSize = sizes;
    return this;
  }

  public TrafficBuilder keys(KeyDistribution distribution) {
    keys = distribution;
    return this;
  }

  public TrafficBuilder sortKeys(SortKeys chosen) {
    sortKeys = chosen;
    return this;
  }

  public TrafficBuilder oneKey() {
    return keys(new KeyDistribution.Single("hot"));
  }

  /** One index write per item, of the item's size, on uniform keys. */
  public TrafficBuilder touches(String index) {
    return touches(new IndexTouch(index, 1, null, new KeyDistribution.Uniform(1_000_000)));
  }

  public TrafficBuilder touches(IndexTouch touch) {
    touches.add(touch);
    return this;
  }

  public TrafficBuilder client(Client sender) {
    client = sender;
    return this;
  }

  /** The retry rules of an SDK's mode, if it has any, with a number of attempts. */
  public TrafficBuilder retries(Sdk sdk, RetryMode mode, int maxAttempts) {
    SdkRelease release = SdkRelease.newest(sdk);
    RetryPolicy policy = release.policy(mode).orElseGet(release::policy);
    return client(
        new Client(
            policy.withMaxAttempts(maxAttempts),
            1,
            OptionalInt.empty(),
            null,
            Resend.BACKOFF,
            OnGiveUp.CONTINUE));
  }

  public TrafficBuilder start(Duration offset) {
    start = offset;
    return this;
  }

  public TrafficBuilder after(String flow) {
    after = flow;
    return this;
  }

  public Flow build() {
    Load.Closed chosen = closed;
    return new Flow(
        name,
        operation,
        operation.action(),
        origin,
        indexName,
        chosen == null ? new Load.Open(rate, unit, arrivals) : chosen,
        consistency,
        cacheHitRatio,
        itemsPerRequest,
        itemSize,
        previousItemSize,
        keys,
        sortKeys,
        touches,
        client,
        start,
        after);
  }
}
