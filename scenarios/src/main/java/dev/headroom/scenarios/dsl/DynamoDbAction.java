package dev.headroom.scenarios.dsl;

import com.typesafe.scalalogging.Logger;
import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.commons.util.Clock;
import io.gatling.core.action.Action;
import io.gatling.core.action.BlockExit;
import io.gatling.core.actor.ActorRef;
import io.gatling.core.controller.throttle.Throttler;
import io.gatling.core.controller.throttle.Throttler$Command$ThrottledRequest;
import io.gatling.core.session.Session;
import io.gatling.core.stats.StatsEngine;
import io.gatling.core.structure.ScenarioContext;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.runtime.BoxedUnit;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.utils.builder.CopyableBuilder;
import software.amazon.awssdk.utils.builder.ToCopyableBuilder;

/**
 * A step of a scenario that sends a request. Nothing waits for the answer: it is looked at where
 * the SDK hands it over, and the virtual user goes on on its own event loop.
 */
final class DynamoDbAction<
        Q extends DynamoDbRequest & ToCopyableBuilder<B, Q>,
        B extends DynamoDbRequest.Builder & CopyableBuilder<B, Q>,
        R extends DynamoDbResponse>
    implements Action {

  private static final Logger LOGGER = Logger.apply(LoggerFactory.getLogger(DynamoDbAction.class));

  private final Draft<Q, B, R> draft;
  private final Checks checks;
  private final DynamoDbComponents components;
  private final StatsEngine statsEngine;
  private final Clock clock;
  private final @Nullable ActorRef<Throttler.Command> throttler;
  private final Action next;

  DynamoDbAction(
      Draft<Q, B, R> draft, DynamoDbComponents components, ScenarioContext context, Action next) {
    this.draft = draft;
    this.checks = Checks.of(draft.checks());
    this.components = components;
    this.statsEngine = context.coreComponents().statsEngine();
    this.clock = context.coreComponents().clock();
    this.throttler =
        context.throttled() && context.coreComponents().throttler().isDefined()
            ? context.coreComponents().throttler().get()
            : null;
    this.next = next;
  }

  @Override
  public void execute(Session session) {
    Option<BlockExit> exit = BlockExit.mustExit(session);
    if (exit.isDefined()) {
      exit.get().exitBlock(statsEngine, clock.nowMillis());
      return;
    }
    io.gatling.javaapi.core.Session javaSession = new io.gatling.javaapi.core.Session(session);
    String name = name();
    Request request;
    try {
      name = draft.requestName().apply(javaSession);
      request = new Request(session, javaSession, name, draft.request(javaSession));
    } catch (RuntimeException e) {
      crashed(session, name, "Failed to build request: " + e.getMessage(), e);
      return;
    }
    if (throttler == null) {
      request.start();
    } else {
      throttler.$bang(
          // Java has no other name for a class within a companion object.
          new Throttler$Command$ThrottledRequest(
              session.scenario(),
              () -> {
                request.start();
                return BoxedUnit.UNIT;
              }));
    }
  }

  /** One request of a virtual user, which takes several calls where a batch is resent. */
  @SuppressWarnings("FutureReturnValueIgnored") // what completes them reports each failure itself
  private final class Request {

    private final Session session;
    private final io.gatling.javaapi.core.Session javaSession;
    private final String name;
    private final Q request;
    private long startMillis;

    Request(Session session, io.gatling.javaapi.core.Session javaSession, String name, Q request) {
      this.session = session;
      this.javaSession = javaSession;
      this.name = name;
      this.request = request;
    }

    void start() {
      startMillis = clock.nowMillis();
      send(request, 0, null);
    }

    /** Sends a part of the request; {@code earlier} is the response to the parts before. */
    private void send(Q part, int resend, @Nullable R earlier) {
      try {
        CallLog log = new CallLog(new Call(name, javaSession, part, resend), components.listener());
        long startedNanos = System.nanoTime();
        draft
            .operation()
            .send(components.client(), part, components.returnConsumedCapacity(), log)
            .whenComplete(
                (response, failure) -> {
                  // Whatever it is: a virtual user that is not sent on would never end.
                  try {
                    ended(log, startedNanos, part, resend, earlier, response, failure);
                  } catch (Throwable e) {
                    crashed(session, name, "Failed: " + e, e);
                  }
                });
      } catch (RuntimeException e) {
        crashed(session, name, "Failed: " + e, e);
      }
    }

    private void ended(
        CallLog log,
        long startedNanos,
        Q part,
        int resend,
        @Nullable R earlier,
        @Nullable R response,
        @Nullable Throwable wrapped) {
      Throwable failure =
          wrapped instanceof CompletionException && wrapped.getCause() != null
              ? wrapped.getCause()
              : wrapped;
      Attempt last = log.callEnded(startedNanos, System.nanoTime(), response, failure);
      if (failure != null) {
        finish(Answer.of(failure, last));
        return;
      }
      R answer = Objects.requireNonNull(response, "neither a response nor a failure");
      Batch<Q, R> batch = draft.operation().batch();
      if (batch == null) {
        finish(Answer.of(answer));
        return;
      }
      R whole = earlier == null ? answer : batch.union(earlier, answer);
      if (batch.tables(answer).isEmpty()) {
        finish(Answer.of(whole));
      } else if (resend == draft.resend().times()) {
        finish(Answer.partial(batch, whole));
      } else {
        sendLater(batch.rest(part, answer), resend + 1, whole);
      }
    }

    private void sendLater(Q rest, int resend, R whole) {
      long pauseNanos = draft.resend().pause().apply(resend).toNanos();
      if (pauseNanos == 0) {
        send(rest, resend, whole);
      } else {
        session
            .eventLoop()
            .schedule(() -> send(rest, resend, whole), pauseNanos, TimeUnit.NANOSECONDS);
      }
    }

    private void finish(Answer answer) {
      long endMillis = clock.nowMillis();
      Checks.Result result = checks.check(answer, session);
      boolean isOk = result.failure() == null;
      statsEngine.logResponse(
          session.scenario(),
          session.groups(),
          name,
          startMillis,
          endMillis,
          isOk ? OK$.MODULE$ : KO$.MODULE$,
          Option.apply(answer.status()),
          Option.apply(result.failure()));
      Session timed = result.session().logGroupRequestTimings(startMillis, endMillis);
      next.$bang(isOk ? timed : timed.markAsFailed());
    }
  }

  /** Ends a request for a fault of the simulation and not of the service. */
  private void crashed(Session session, String name, String message, Throwable fault) {
    LOGGER.underlying().error("{}: {}", name, message);
    LOGGER.underlying().debug("{}", name, fault);
    statsEngine.logRequestCrash(session.scenario(), session.groups(), name, message);
    next.$bang(session.markAsFailed());
  }

  @Override
  public String name() {
    return "dynamoDb";
  }

  @Override
  public Logger logger() {
    return LOGGER;
  }

  @Override
  public void com$typesafe$scalalogging$StrictLogging$_setter_$logger_$eq(Logger logger) {
    // Called by Scala's initialisation of the trait, which has no part here.
  }
}
