package dev.headroom.scenarios.load;

import static dev.headroom.scenarios.dsl.DynamoDbDsl.dynamoDb;
import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import dev.headroom.chance.Chance;
import dev.headroom.plan.ArrivalTimes;
import dev.headroom.plan.PlannedRequest;
import dev.headroom.plan.RequestPlan;
import dev.headroom.prediction.OpenArrivals;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenarios.items.PlannedRequests;
import dev.headroom.scenarios.observation.FlowObservation;
import dev.headroom.scenarios.observation.RunClock;
import dev.headroom.scenarios.observation.SentRequest;
import dev.headroom.traffic.BatchResend;
import dev.headroom.traffic.Client.OnGiveUp;
import dev.headroom.traffic.Client.Resend;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.Load;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.PrimitiveIterator;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Drives one flow of a run: says what its virtual users send, and when. Thread-safe.
 *
 * <p>An open flow that begins at a known time gets a user for each request. One that waits for
 * another flow or a change gets a pool of users, each of whom takes the next request and waits for
 * its time; so does a closed flow, whose users are its clients.
 */
final class FlowDriver {

  /**
   * How long Gatling injects none of the flow before a run begins, so that all is warm and the
   * table's state can be set at the last moment.
   */
  static final Duration LEAD = Duration.ofSeconds(4);

  private static final double NANOS_PER_MILLI = 1e6;

  /** Users of an open flow of which it is not known when it begins. */
  private static final int POOL = 500;

  /** How often a user looks whether a run has begun that is late. */
  private static final Duration TICK = Duration.ofMillis(5);

  /** How often a user looks whether there is something to do. */
  private static final Duration IDLE = Duration.ofMillis(20);

  /** What a user of a pool is to send next: the number and the instant, if there is something. */
  private static final String NEXT = "headroom.next";

  private record Next(long number, long intendedNanos) {}

  private final Flow flow;
  private final Scenario scenario;
  private final RunClock clock;
  private final RequestPlan plan;
  private final PlannedRequests requests;
  private final Lateness lateness;
  private final Runnable whenInjected;
  private final BiConsumer<Flow, String> whenEnded;
  private final OptionalLong loadEndNanos;
  private final OptionalLong plannedRequests;
  private final Chance chance;
  private final Chance resendChance;
  private @Nullable FlowObservation observation;
  private PrimitiveIterator.@Nullable OfLong poolInstants;
  private boolean hasBegun;
  private boolean hasEnded;
  private long beganNanos;
  private long nextNumber;
  private long unanswered;

  /**
   * A driver.
   *
   * @param whenInjected hears that Gatling begins to inject users
   * @param whenEnded hears that the flow has ended, and why
   */
  FlowDriver(
      Flow flow,
      Scenario scenario,
      String tableName,
      RunClock clock,
      Lateness lateness,
      Runnable whenInjected,
      BiConsumer<Flow, String> whenEnded) {
    this.flow = flow;
    this.scenario = scenario;
    this.clock = clock;
    this.plan = RequestPlan.of(flow, scenario);
    this.requests = new PlannedRequests(flow, scenario.table(), tableName);
    this.lateness = lateness;
    this.whenInjected = whenInjected;
    this.whenEnded = whenEnded;
    Chance seeded = new Chance(scenario.seed()).fork("load-" + flow.name());
    this.chance = seeded.fork("arrivals");
    this.resendChance = seeded.fork("resends");
    this.loadEndNanos =
        flow.load() instanceof Load.Open
            ? OpenArrivals.endNanos(flow, scenario)
            : OptionalLong.empty();
    this.plannedRequests =
        switch (flow.load()) {
          case Load.Open open -> OptionalLong.of(countOf(instants(flow.start().toNanos())));
          case Load.Closed closed -> closed.requests();
        };
  }

  private static long countOf(ArrivalTimes instants) {
    long count = 0;
    for (; instants.hasNext(); instants.nextLong()) {
      count++;
    }
    return count;
  }

  Flow flow() {
    return flow;
  }

  RequestPlan plan() {
    return plan;
  }

  /** Says where its requests are counted, when the run begins. */
  synchronized void observe(FlowObservation by) {
    observation = by;
  }

  private FlowObservation observation() {
    return Objects.requireNonNull(observation, "the run has not begun");
  }

  /** The instants of an open flow's requests, anew. */
  private ArrivalTimes instants(long startNanos) {
    return new ArrivalTimes(
        OpenArrivals.of(flow, scenario, startNanos, chance.fork("instants")),
        Math.max(0, clock.durationNanos() - startNanos));
  }

  /** How many requests are planned, at most; of a closed flow only if it says so itself. */
  OptionalLong plannedRequests() {
    return plannedRequests;
  }

  /**
   * Its populations of virtual users, one per client.
   *
   * @param withClient gives a population a client of its own
   */
  List<PopulationBuilder> populations(Function<PopulationBuilder, PopulationBuilder> withClient) {
    List<PopulationBuilder> populations = new ArrayList<>();
    int clients = flow.client().instances();
    for (int i = 0; i < clients; i++) {
      String name = clients == 1 ? flow.name() : flow.name() + " " + (i + 1);
      PopulationBuilder population =
          switch (flow.load()) {
            case Load.Open open ->
                flow.after() == null
                    ? injected(name, i, clients)
                    : pooled(name).injectOpen(atOnceUsers(Math.ceilDiv(POOL, clients)));
            case Load.Closed closed -> {
              int users = closed.count() / clients + (i < closed.count() % clients ? 1 : 0);
              yield pooled(name).injectOpen(atOnceUsers(users));
            }
          };
      populations.add(withClient.apply(population));
    }
    return populations;
  }

  private PopulationBuilder injected(String name, int client, int clients) {
    OwnInstants own = new OwnInstants(client, clients);
    ScenarioBuilder users =
        scenario(name)
            .exec(asLongAs(session -> !hasBegun()).on(pause(TICK)))
            .exec(session -> take(session, own))
            .exec(ifPlanned(exec(action())));
    long start = flow.start().toNanos();
    long count = plannedRequests.orElse(0);
    return new PlannedInjection(
            () -> new OwnInstants(client, clients).shifted(LEAD.toNanos() + start),
            count / clients + (client < count % clients ? 1 : 0),
            LEAD.plusNanos(clock.durationNanos()),
            whenInjected)
        .into(users);
  }

  /** Those instants of an open flow at which one of its clients sends. */
  private final class OwnInstants {
    private final ArrivalTimes all = instants(flow.start().toNanos());
    private final int client;
    private final int clients;
    private long number;

    OwnInstants(int client, int clients) {
      this.client = client;
      this.clients = clients;
    }

    private boolean advance() {
      while (all.hasNext() && number % clients != client) {
        all.nextLong();
        number++;
      }
      return all.hasNext();
    }

    /** The next request: its number and its instant, nanoseconds from the start of the flow. */
    synchronized long @Nullable [] next() {
      return advance() ? new long[] {number++, all.nextLong()} : null;
    }

    PrimitiveIterator.OfLong shifted(long byNanos) {
      return new PrimitiveIterator.OfLong() {
        @Override
        public boolean hasNext() {
          return advance();
        }

        @Override
        public long nextLong() {
          number++;
          return all.nextLong() + byNanos;
        }
      };
    }
  }

  private Session take(Session session, OwnInstants own) {
    long[] next = own.next();
    if (next == null || hasEnded()) {
      return session;
    }
    long intendedNanos;
    synchronized (this) {
      intendedNanos = beganNanos + next[1];
    }
    return prepared(session, next[0], intendedNanos);
  }

  /** Plans a request for a user who is to send it now, or counts it where a cache answers. */
  private Session prepared(Session session, long number, long intendedNanos) {
    PlannedRequest planned = plan.request(number);
    FlowObservation seen = observation();
    if (planned.isCached()) {
      seen.answeredByCache(
          intendedNanos, (long) (scenario.profile().latencyCacheHitMillis() * NANOS_PER_MILLI));
      return session;
    }
    long lateNanos = clock.at(System.nanoTime()) - intendedNanos;
    seen.offered(intendedNanos, lateNanos);
    lateness.record(lateNanos);
    return session.set(
        SentRequest.ATTRIBUTE, new SentRequest(seen, requests, planned, intendedNanos));
  }

  private ScenarioBuilder pooled(String name) {
    Duration thinkTime =
        flow.load() instanceof Load.Closed closed ? closed.thinkTime() : Duration.ZERO;
    ChainBuilder request =
        pause(this::untilNext)
            .exec(this::prepareNext)
            .exec(ifPlanned(exec(action())))
            .exec(this::answered)
            .exec(pause(thinkTime));
    return scenario(name)
        .exec(
            asLongAs(session -> !hasEnded())
                .on(
                    exec(this::next)
                        .exec(
                            doIfOrElse(session -> session.contains(NEXT))
                                .then(request)
                                .orElse(pause(IDLE)))));
  }

  private static ChainBuilder ifPlanned(ChainBuilder then) {
    return doIf(session -> session.contains(SentRequest.ATTRIBUTE)).then(then);
  }

  private Duration untilNext(Session session) {
    long nanos = next(session, NEXT).intendedNanos() - clock.at(System.nanoTime());
    return Duration.ofNanos(Math.max(0, nanos));
  }

  private static Next next(Session session, String attribute) {
    return Objects.requireNonNull(session.get(attribute));
  }

  private Session prepareNext(Session session) {
    Next next = next(session, NEXT);
    return prepared(session.remove(SentRequest.ATTRIBUTE), next.number(), next.intendedNanos());
  }

  /** Gives a user of a pool the next request, or nothing to do for now. */
  private synchronized Session next(Session session) {
    Session idle = session.remove(NEXT);
    if (!hasBegun || hasEnded) {
      return idle;
    }
    long intendedNanos = clock.at(System.nanoTime());
    switch (flow.load()) {
      case Load.Open open -> {
        PrimitiveIterator.OfLong left = poolInstants;
        if (left == null || !left.hasNext()) {
          return idle;
        }
        intendedNanos = beganNanos + left.nextLong();
      }
      case Load.Closed closed -> {
        if (intendedNanos < beganNanos || nextNumber >= closed.requests().orElse(Long.MAX_VALUE)) {
          return idle;
        }
        unanswered++;
      }
    }
    return session.set(NEXT, new Next(nextNumber++, intendedNanos));
  }

  private Session answered(Session session) {
    boolean isLast;
    synchronized (this) {
      unanswered--;
      isLast =
          flow.load() instanceof Load.Closed closed
              && unanswered == 0
              && nextNumber >= closed.requests().orElse(Long.MAX_VALUE);
    }
    if (isLast) {
      end("all of its requests have been answered");
    }
    return session;
  }

  /** Begins the flow at a time of the run. */
  void begin(long atNanos) {
    synchronized (this) {
      if (hasBegun) {
        return;
      }
      hasBegun = true;
      beganNanos = atNanos;
      if (flow.load() instanceof Load.Open && flow.after() != null) {
        poolInstants = instants(atNanos);
      }
    }
  }

  /** Ends the flow when its load is over. */
  void tick(long runNanos) {
    boolean isOver;
    synchronized (this) {
      isOver =
          hasBegun && loadEndNanos.isPresent() && runNanos >= beganNanos + loadEndNanos.getAsLong();
    }
    if (isOver) {
      end("all of its load has been sent");
    }
  }

  /** A request has failed for good. */
  void failed() {
    if (flow.client().onGiveUp() == OnGiveUp.STOP) {
      end("a request failed for good and the client stops then");
    }
  }

  private void end(String why) {
    synchronized (this) {
      if (hasEnded) {
        return;
      }
      hasEnded = true;
    }
    whenEnded.accept(flow, why);
  }

  private synchronized boolean hasBegun() {
    return hasBegun;
  }

  private synchronized boolean hasEnded() {
    return hasEnded;
  }

  private ActionBuilder action() {
    String name = flow.name();
    return switch (flow.operation()) {
      case GET_ITEM -> dynamoDb(name).getItem(session -> requests.get(planned(session)));
      case QUERY -> dynamoDb(name).query(session -> requests.query(planned(session)));
      case SCAN -> dynamoDb(name).scan(session -> requests.scan(planned(session)));
      case PUT_ITEM -> dynamoDb(name).putItem(session -> requests.put(planned(session)));
      case UPDATE_ITEM -> dynamoDb(name).updateItem(session -> requests.update(planned(session)));
      case DELETE_ITEM -> dynamoDb(name).deleteItem(session -> requests.delete(planned(session)));
      case BATCH_GET_ITEM ->
          dynamoDb(name)
              .batchGetItem(session -> requests.batchGet(planned(session)))
              .resendUnprocessed(resends(), this::pauseBeforeResend);
      case BATCH_WRITE_ITEM ->
          dynamoDb(name)
              .batchWriteItem(session -> requests.batchWrite(planned(session)))
              .resendUnprocessed(resends(), this::pauseBeforeResend);
      case TRANSACT_GET_ITEMS ->
          dynamoDb(name).transactGetItems(session -> requests.transactGet(planned(session)));
      case TRANSACT_WRITE_ITEMS ->
          dynamoDb(name).transactWriteItems(session -> requests.transactWrite(planned(session)));
      case EXECUTE_STATEMENT ->
          dynamoDb(name).executeStatement(session -> requests.statement(planned(session)));
    };
  }

  private static PlannedRequest planned(Session session) {
    SentRequest sent = Objects.requireNonNull(session.get(SentRequest.ATTRIBUTE));
    return sent.planned();
  }

  private int resends() {
    return switch (flow.client().resend()) {
      case NEVER -> 0;
      case BACKOFF -> BatchResend.ROUNDS;
      case BATCH_WRITER -> Integer.MAX_VALUE;
    };
  }

  private Duration pauseBeforeResend(int resend) {
    if (flow.client().resend() == Resend.BATCH_WRITER) {
      return Duration.ZERO;
    }
    synchronized (resendChance) {
      return Duration.ofNanos(BatchResend.PAUSES.delayNanos(resend + 1, 0, resendChance));
    }
  }
}
