package dev.headroom.scenarios.testing;

import dev.headroom.scenarios.dsl.Attempt;
import dev.headroom.scenarios.dsl.Call;
import dev.headroom.scenarios.dsl.CallResult;
import dev.headroom.scenarios.dsl.DynamoDbListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Keeps what a listener is told.
 *
 * @param events a word for each event, in order
 */
public record Recording(
    List<String> events, List<Call> calls, List<Attempt> attempts, List<CallResult> results)
    implements DynamoDbListener {

  public Recording() {
    this(
        new CopyOnWriteArrayList<>(),
        new CopyOnWriteArrayList<>(),
        new CopyOnWriteArrayList<>(),
        new CopyOnWriteArrayList<>());
  }

  @Override
  public void attemptStarted(Call call, int attempt, long nanoTime) {
    events.add("started " + attempt);
  }

  @Override
  public void attemptEnded(Call call, Attempt attempt) {
    events.add("ended " + attempt.number());
    attempts.add(attempt);
  }

  @Override
  public void callEnded(Call call, CallResult result) {
    events.add("call ended");
    calls.add(call);
    results.add(result);
  }
}
