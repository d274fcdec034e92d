package dev.headroom.scenarios.testing;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.typesafe.scalalogging.Logger;
import io.gatling.commons.stats.Status;
import io.gatling.commons.util.DefaultClock;
import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.actor.ActorRef;
import io.gatling.core.actor.ActorSystem;
import io.gatling.core.config.GatlingConfiguration$;
import io.gatling.core.controller.Controller;
import io.gatling.core.controller.throttle.Throttler;
import io.gatling.core.controller.throttle.Throttler$Command$ThrottledRequest;
import io.gatling.core.pause.Disabled$;
import io.gatling.core.protocol.Protocol;
import io.gatling.core.protocol.ProtocolComponentsRegistry;
import io.gatling.core.session.GroupBlock;
import io.gatling.core.session.Session$;
import io.gatling.core.stats.StatsEngine;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ProtocolBuilder;
import io.gatling.javaapi.core.Session;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.collection.mutable.HashMap;
import scala.concurrent.Promise;
import scala.concurrent.duration.FiniteDuration;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.OptionConverters;

/** Executes single steps as Gatling would, and keeps what it is told of them. */
public final class VirtualUser implements AutoCloseable {

  /**
   * A response as Gatling's report counts it.
   *
   * @param status OK or KO
   */
  public record Logged(
      String name, String status, Optional<String> code, Optional<String> message) {}

  private static final Logger LOGGER = Logger.apply(LoggerFactory.getLogger(VirtualUser.class));
  private static final long LONGEST_SECONDS = 30;

  private final EventLoop eventLoop = new DefaultEventLoop();
  private final ActorSystem actorSystem = new ActorSystem();
  private final List<Logged> responses = new CopyOnWriteArrayList<>();
  private final List<String> crashes = new CopyOnWriteArrayList<>();
  private final ScenarioContext context;

  private VirtualUser(ProtocolBuilder protocol, Option<ActorRef<Throttler.Command>> throttler) {
    CoreComponents core =
        new CoreComponents(
            actorSystem,
            eventLoop,
            new NoController(),
            throttler,
            new Recorder(),
            new DefaultClock(),
            new Next(new CompletableFuture<>()),
            GatlingConfiguration$.MODULE$.loadForTest(
                CollectionConverters.asScala(List.<scala.Tuple2<String, ?>>of()).toSeq()));
    context =
        new ScenarioContext(
            core,
            new ProtocolComponentsRegistry(
                core,
                Protocol.indexByType(CollectionConverters.asScala(List.of(protocol.protocol()))),
                new HashMap<>(),
                new HashMap<>()),
            Disabled$.MODULE$,
            throttler.isDefined());
  }

  /** One that sends when it likes. */
  public static VirtualUser of(ProtocolBuilder protocol) {
    return new VirtualUser(protocol, Option.empty());
  }

  /** One whose requests pass a throttler of Gatling, which lets all through. */
  public static VirtualUser throttled(ProtocolBuilder protocol, List<String> passed) {
    return new VirtualUser(protocol, Option.apply(new OpenThrottler(passed)));
  }

  /** What Gatling was told of responses. */
  public List<Logged> responses() {
    return responses;
  }

  /** What Gatling was told of requests that could not be made. */
  public List<String> crashes() {
    return crashes;
  }

  /** Executes a step, and returns the session as the next step gets it. */
  public Session execute(ActionBuilder step, Map<String, Object> attributes) {
    CompletableFuture<io.gatling.core.session.Session> next = new CompletableFuture<>();
    io.gatling.core.session.Session session =
        new Session(Session$.MODULE$.apply("scenario", 1, eventLoop)).setAll(attributes).asScala();
    Action action = step.asScala().build(context, new Next(next));
    action.$bang(session);
    try {
      return new Session(next.get(LONGEST_SECONDS, SECONDS));
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the next step was not reached", e);
    }
  }

  /** Executes a step in a session without attributes. */
  public Session execute(ActionBuilder step) {
    return execute(step, Map.of());
  }

  @Override
  public void close() {
    // The SDK takes two seconds to close a client.
    Thread.ofPlatform().daemon().start(actorSystem::close);
    eventLoop.shutdownGracefully(0, 0, SECONDS).syncUninterruptibly();
  }

  /** The step after the one that is tested. */
  private final class Next implements Action {

    private final CompletableFuture<io.gatling.core.session.Session> reached;

    Next(CompletableFuture<io.gatling.core.session.Session> reached) {
      this.reached = reached;
    }

    @Override
    public String name() {
      return "next";
    }

    @Override
    public void execute(io.gatling.core.session.Session session) {
      if (eventLoop.inEventLoop()) {
        reached.complete(session);
      } else {
        reached.completeExceptionally(new IllegalStateException("not on the event loop"));
      }
    }

    @Override
    public Logger logger() {
      return LOGGER;
    }

    @Override
    public void com$typesafe$scalalogging$StrictLogging$_setter_$logger_$eq(Logger logger) {}
  }

  private record OpenThrottler(List<String> passed) implements ActorRef<Throttler.Command> {

    @Override
    public void $bang(Throttler.Command command) {
      Throttler$Command$ThrottledRequest request = (Throttler$Command$ThrottledRequest) command;
      passed.add(request.scenarioName());
      request.request().apply();
    }

    @Override
    public String name() {
      return "throttler";
    }

    @Override
    public <Reply> Promise<Reply> replyPromise(FiniteDuration timeout) {
      throw new UnsupportedOperationException();
    }
  }

  private record NoController() implements ActorRef<Controller.Command> {

    @Override
    public void $bang(Controller.Command command) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String name() {
      return "controller";
    }

    @Override
    public <Reply> Promise<Reply> replyPromise(FiniteDuration timeout) {
      throw new UnsupportedOperationException();
    }
  }

  private final class Recorder implements StatsEngine {

    @Override
    public void start() {}

    @Override
    public void stop(ActorRef<Controller.Command> controller, Option<Exception> exception) {}

    @Override
    public void logUserStart(String scenario) {}

    @Override
    public void logUserEnd(String scenario) {}

    @Override
    public void logResponse(
        String scenario,
        scala.collection.immutable.List<String> groups,
        String requestName,
        long startMillis,
        long endMillis,
        Status status,
        Option<String> responseCode,
        Option<String> message) {
      responses.add(
          new Logged(
              requestName,
              status.name(),
              OptionConverters.toJava(responseCode),
              OptionConverters.toJava(message)));
    }

    @Override
    public void logGroupEnd(String scenario, GroupBlock group, long exitMillis) {}

    @Override
    public void logRequestCrash(
        String scenario,
        scala.collection.immutable.List<String> groups,
        String requestName,
        String error) {
      crashes.add(requestName + ": " + error);
    }
  }
}
