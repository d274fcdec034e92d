package dev.headroom.scenarios.load;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.stopLoadGenerator;

import dev.headroom.chance.Chance;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.TableChange;
import dev.headroom.scenarios.dsl.Attempt;
import dev.headroom.scenarios.dsl.Call;
import dev.headroom.scenarios.dsl.CallResult;
import dev.headroom.scenarios.dsl.DynamoDbDsl;
import dev.headroom.scenarios.dsl.DynamoDbListener;
import dev.headroom.scenarios.items.Items;
import dev.headroom.scenarios.observation.FlowObservation;
import dev.headroom.scenarios.observation.RunClock;
import dev.headroom.scenarios.observation.RunMeters;
import dev.headroom.scenarios.observation.RunObservation;
import dev.headroom.scenarios.shadow.ShadowService;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.Load;
import io.gatling.javaapi.core.PopulationBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * A scenario driven against a real service: makes its table and fills it, sends its requests
 * through Gatling and the AWS SDK, puts each to a shadow as well, and tells what was observed.
 *
 * <pre>{@code
 * LoadResult result = new LoadRun(scenario, target, folder, listener, meters).run();
 * }</pre>
 */
public final class LoadRun {

  /** How long answers are waited for when the last request has been sent. */
  private static final Duration COOL_DOWN = Duration.ofSeconds(1);

  /** How long before the first request the table's state is set. */
  private static final Duration SETTING = Duration.ofMillis(150);

  private static final Duration TICK = Duration.ofMillis(50);
  private static final Duration TABLE_TIMEOUT = Duration.ofMinutes(5);

  /** After so many attempts in a row without an answer the service is taken to be gone. */
  private static final int MOST_UNANSWERED = 50;

  /** Before so many attempts the share that is throttled ends no run. */
  private static final int MANY_ATTEMPTS = 200;

  private static final int SERVER_ERROR = 500;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Scenario scenario;
  private final LoadTarget target;
  private final Path folder;
  private final LoadListener listener;
  private final RunMeters meters;
  private final String tableName;
  private final RunClock clock;
  private final Lateness lateness = new Lateness();
  private final Clients clients;
  private final List<DynamoDbAsyncClient> flowClients = new ArrayList<>();
  private final List<FlowDriver> drivers = new ArrayList<>();
  private final AtomicBoolean isInjected = new AtomicBoolean();
  private final AtomicReference<@Nullable String> endedEarly = new AtomicReference<>();
  private final AtomicInteger unansweredInARow = new AtomicInteger();
  private final Forwarding forwarding = new Forwarding();
  private final List<String> assumptions = new ArrayList<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("headroom-load").unstarted(task));
  private @Nullable WarmUp warmUp;
  private volatile @Nullable Begun begun;
  private long saidSecond;

  /** What there is once the run has begun. */
  private record Begun(
      Instant start,
      RunObservation observation,
      ShadowService shadow,
      TableWatch watch,
      DynamoDbAsyncClient control) {}

  /**
   * A run that has not begun.
   *
   * @param folder takes Gatling's report and the latency logs
   * @param meters show what happens
   */
  public LoadRun(
      Scenario scenario, LoadTarget target, Path folder, LoadListener listener, RunMeters meters) {
    this.meters = meters;
    this.scenario = scenario;
    this.target = target;
    this.folder = folder;
    this.listener = listener;
    this.tableName = target.tableName(scenario);
    this.clock = new RunClock(scenario.duration());
    this.clients = new Clients(target);
    for (Flow flow : scenario.flows()) {
      drivers.add(
          new FlowDriver(
              flow, scenario, tableName, clock, lateness, this::injected, this::flowEnded));
    }
  }

  /** What of a scenario cannot be driven, one sentence each; none if all can. */
  public static List<String> obstacles(Scenario scenario) {
    List<String> lines = new ArrayList<>();
    for (Flow flow : scenario.flows()) {
      if (flow.origin() == Flow.Origin.REPLICATION) {
        lines.add("flow " + flow.name() + " is made by the service for another Region");
      }
    }
    for (TableChange change : scenario.changes()) {
      if (change.createdIndex() != null) {
        lines.add("index " + change.createdIndex().index().indexName() + " is created in the run");
      }
      if (!change.autoScaling().isEmpty()) {
        lines.add("a change of auto scaling in the run");
      }
      if (!change.warmUnits().isEmpty()) {
        lines.add("a change of warm throughput in the run");
      }
    }
    return lines;
  }

  /** Ends the run early; what was observed is still told. */
  public void stop(String why) {
    endedEarly.compareAndSet(null, why);
  }

  private boolean isStopped() {
    return endedEarly.get() != null;
  }

  /**
   * Carries it out.
   *
   * @throws LoadException if the table cannot be made or filled, or Gatling fails
   */
  public LoadResult run() throws InterruptedException {
    try (DynamoDbAsyncClient store = clients.control(target.store())) {
      boolean isMade = false;
      try {
        if (!target.isTableKept()) {
          listener.phase("making table " + tableName);
          store
              .createTable(ServiceTable.create(scenario.table(), tableName, !target.isFree()))
              .join();
          isMade = true;
          awaitActive(store);
        }
        seed(store);
        if (!isStopped()) {
          drive(store);
        }
        return result();
      } catch (CompletionException e) {
        if (e.getCause() instanceof SdkException failure) {
          throw new LoadException(
              target.description() + " refuses: " + failure.getMessage(), failure);
        }
        throw e;
      } catch (IOException e) {
        throw new LoadException("cannot write to " + folder + ": " + e.getMessage(), e);
      } finally {
        end();
        try {
          target.end();
        } finally {
          if (isMade) {
            listener.phase("deleting table " + tableName);
            delete(store, tableName);
          }
        }
      }
    }
  }

  private void awaitActive(DynamoDbAsyncClient store) {
    store
        .waiter()
        .waitUntilTableExists(
            it -> it.tableName(tableName), it -> it.waitTimeout(TABLE_TIMEOUT).maxAttempts(1_000))
        .join();
  }

  /** Deletes a table; where the service is gone, so may the table be. */
  private void delete(DynamoDbAsyncClient store, String name) {
    try {
      store.deleteTable(it -> it.tableName(name)).join();
    } catch (CompletionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      if (!(cause instanceof ResourceNotFoundException)) {
        listener.leftBehind(name, String.valueOf(cause.getMessage()));
      }
    }
  }

  private void seed(DynamoDbAsyncClient store) throws InterruptedException {
    Seeder seeder =
        new Seeder(store, tableName, new Items(scenario.table()), this::isStopped, listener::phase);
    for (FlowDriver driver : drivers) {
      seeder.seed(driver.plan(), driver.plannedRequests().orElse(Seeder.MOST_ITEMS));
    }
    seeder.finish();
    if (seeder.isCut()) {
      assumptions.add(
          "Only the first %,d items that requests look for were put into the table before."
              .formatted(Seeder.MOST_ITEMS));
    }
  }

  private void drive(DynamoDbAsyncClient store) throws IOException {
    for (Flow flow : scenario.flows()) {
      Chance chance = new Chance(scenario.seed()).fork("load-" + flow.name()).fork("pauses");
      for (int i = 0; i < flow.client().instances(); i++) {
        flowClients.add(
            clients.of(
                flow.client(), chance.fork("client-" + i), DynamoDbDsl.attemptInterceptor()));
      }
    }
    if (target.isFree()) {
      listener.phase("warming up");
      String ofWarmUp = tableName + "-warm-up";
      warmUp = new WarmUp(store, ofWarmUp);
      try {
        inject();
      } finally {
        delete(store, ofWarmUp);
      }
    } else {
      inject();
    }
  }

  private void inject() throws IOException {
    LoadSimulation.of(this);
    try {
      int status = GatlingRun.run(scenario.name(), folder.resolve("gatling"));
      if (begun == null) {
        String why = endedEarly.get();
        throw new LoadException(
            why == null ? "Gatling did not begin the run; it ended with status " + status : why);
      }
    } finally {
      LoadSimulation.ended();
    }
  }

  /** The virtual users of all flows, and one who ends the run in time. */
  List<PopulationBuilder> populations() {
    List<PopulationBuilder> populations = new ArrayList<>();
    int[] next = {0};
    for (FlowDriver driver : drivers) {
      populations.addAll(
          driver.populations(
              population ->
                  population.protocols(
                      DynamoDbDsl.dynamoDb()
                          .client(flowClients.get(next[0]++))
                          .listener(forwarding))));
    }
    WarmUp ofClients = warmUp;
    for (int i = 0; ofClients != null && i < flowClients.size(); i++) {
      populations.add(
          ofClients
              .users("warm-up " + (i + 1), () -> begun != null || isStopped())
              .protocols(DynamoDbDsl.dynamoDb().client(flowClients.get(i)).listener(forwarding)));
    }
    populations.add(
        scenario("end of the run")
            .exec(asLongAs(session -> !isOver()).on(pause(TICK)))
            .exec(stopLoadGenerator("the run is over"))
            .injectOpen(atOnceUsers(1)));
    injectedByPools();
    return populations;
  }

  /** Where no flow has users of its own for each request, nobody says when injection begins. */
  private void injectedByPools() {
    boolean isInjectedByFlow =
        scenario.flows().stream()
            .anyMatch(flow -> flow.load() instanceof Load.Open && flow.after() == null);
    if (!isInjectedByFlow) {
      injected();
    }
  }

  private boolean isOver() {
    return isStopped()
        || clock.at(System.nanoTime()) >= clock.durationNanos() + COOL_DOWN.toNanos();
  }

  /** Gatling begins to inject: the run begins when its lead has passed. */
  private void injected() {
    if (isInjected.compareAndSet(false, true)) {
      long originNanos = System.nanoTime() + FlowDriver.LEAD.toNanos();
      Future<?> unused =
          timer.schedule(
              () -> begin(originNanos),
              FlowDriver.LEAD.minus(SETTING).toNanos(),
              TimeUnit.NANOSECONDS);
    }
  }

  private void begin(long originNanos) {
    try {
      target.begin(scenario);
      Instant start = Instant.now();
      ShadowService shadow = new ShadowService(scenario, System::nanoTime, meters.simulated());
      RunObservation observation =
          new RunObservation(
              scenario, clock, shadow, meters, sent -> driver(sent.flow().flow()).failed());
      observation.writeLatencies(folder, start);
      drivers.forEach(driver -> driver.observe(observation.flow(driver.flow())));
      clock.begin(originNanos);
      DynamoDbAsyncClient control = clients.control(target.service());
      TableWatch watch =
          new TableWatch(scenario, tableName, control, clock, observation, shadow, this::followed);
      begun = new Begun(start, observation, shadow, watch, control);
      forwarding.to = observation;
      drivers.stream()
          .filter(driver -> driver.flow().after() == null)
          .forEach(driver -> driver.begin(driver.flow().start().toNanos()));
      Future<?> unused =
          timer.scheduleAtFixedRate(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException | RuntimeException e) {
      stop("the run could not begin: " + e.getMessage());
    }
  }

  private FlowDriver driver(Flow flow) {
    return drivers.get(scenario.flows().indexOf(flow));
  }

  private void tick() {
    long nowNanos = clock.at(System.nanoTime());
    drivers.forEach(driver -> driver.tick(nowNanos));
    if (unansweredInARow.get() >= MOST_UNANSWERED) {
      stop(target.description() + " gives no answers any more");
    }
    if (nowNanos / NANOS_PER_SECOND > saidSecond && clock.isWithin(nowNanos)) {
      saidSecond = nowNanos / NANOS_PER_SECOND;
      say(Duration.ofSeconds(saidSecond));
    }
  }

  private void say(Duration elapsed) {
    Begun run = begun;
    if (run == null) {
      return;
    }
    run.shadow().show();
    long offered = 0;
    long attempts = 0;
    long throttled = 0;
    for (FlowObservation flow : run.observation().flows()) {
      FlowObservation.Progress progress = flow.progress();
      offered += progress.offered();
      attempts += progress.attempts();
      throttled += progress.throttledAttempts();
    }
    if (attempts > MANY_ATTEMPTS && throttled > target.mostThrottledShare() * attempts) {
      stop(
          "%d of %d attempts are throttled, which is more than %s allows"
              .formatted(throttled, attempts, target.description()));
    }
    listener.progress(
        new LoadProgress(
            elapsed,
            scenario.duration(),
            offered,
            attempts - throttled,
            throttled,
            lateness.worstRecentMillis()));
  }

  private void flowEnded(Flow flow, String why) {
    Begun run = begun;
    long nowNanos = clock.at(System.nanoTime());
    if (run == null || !clock.isWithin(nowNanos)) {
      return;
    }
    run.observation().event(nowNanos, "flow-end", flow.name(), why);
    run.watch().follow(flow.name());
    followed(flow.name());
  }

  /** Begins the flows that wait for the end of another or of a change. */
  private void followed(String ended) {
    Begun run = begun;
    long nowNanos = clock.at(System.nanoTime());
    for (FlowDriver driver : drivers) {
      Flow flow = driver.flow();
      if (run != null && ended.equals(flow.after())) {
        long startNanos = nowNanos + flow.start().toNanos();
        driver.begin(startNanos);
        run.observation().event(startNanos, "flow-start", flow.name(), "begins after " + ended);
      }
    }
  }

  private LoadResult result() throws IOException {
    Begun run = begun;
    if (run == null) {
      throw new LoadException(
          endedEarly.get() == null ? "nothing was sent" : String.valueOf(endedEarly.get()));
    }
    run.watch().close();
    long lasted = Math.min(clock.durationNanos(), Math.max(1, clock.at(System.nanoTime())));
    assumptions.addAll(scenario.assumptions());
    if (scenario.flows().size() > 1 && scenario.table().keySchema().size() == 1) {
      assumptions.add(
          "Without a sort key, flows that touch like keys touch the same items: their sizes are"
              + " those of the latest write, or of the first flow that looks for them.");
    }
    assumptions.add(
        ("Requests are sent to %s by the AWS SDK for Java 2 with the attempts, pauses and retry"
                + " quota of the scenario's clients.")
            .formatted(target.description()));
    assumptions.add(
        "The injector was late by %.1f ms at most, and by %.1f ms in the 99th percentile."
            .formatted(lateness.maxMillis(), lateness.p99Millis()));
    return new LoadResult(
        run.observation().outcome(Duration.ofNanos(lasted), run.start(), assumptions),
        endedEarly.get());
  }

  private void end() {
    timer.shutdownNow();
    Begun run = begun;
    if (run != null) {
      run.control().close();
    }
    flowClients.forEach(DynamoDbAsyncClient::close);
  }

  /** Passes on what happens to requests once the run has begun. */
  private final class Forwarding implements DynamoDbListener {
    private volatile @Nullable RunObservation to;

    @Override
    public void attemptStarted(Call call, int attempt, long nanoTime) {
      RunObservation observation = to;
      if (observation != null) {
        observation.attemptStarted(call, attempt, nanoTime);
      }
    }

    @Override
    public void attemptEnded(Call call, Attempt attempt) {
      boolean isAnswered = attempt.httpStatus() > 0 && attempt.httpStatus() < SERVER_ERROR;
      unansweredInARow.updateAndGet(count -> isAnswered ? 0 : count + 1);
      RunObservation observation = to;
      if (observation != null) {
        observation.attemptEnded(call, attempt);
      }
    }

    @Override
    public void callEnded(Call call, CallResult result) {
      RunObservation observation = to;
      if (observation != null) {
        observation.callEnded(call, result);
      }
    }
  }
}
