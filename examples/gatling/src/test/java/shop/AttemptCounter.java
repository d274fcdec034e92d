package shop;

import dev.headroom.scenarios.dsl.Attempt;
import dev.headroom.scenarios.dsl.Call;
import dev.headroom.scenarios.dsl.CallResult;
import dev.headroom.scenarios.dsl.DynamoDbListener;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/** Counts what a report of calls does not tell: attempts, throttles that were retried, capacity. */
final class AttemptCounter implements DynamoDbListener {

  private final LongAdder calls = new LongAdder();
  private final LongAdder attempts = new LongAdder();
  private final LongAdder throttled = new LongAdder();
  private final DoubleAdder units = new DoubleAdder();

  AttemptCounter() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::print));
  }

  @Override
  public void attemptEnded(Call call, Attempt attempt) {
    attempts.increment();
    if (!attempt.throttlingReasons().isEmpty()) {
      throttled.increment();
    }
    attempt.consumedCapacity().stream()
        .mapToDouble(ConsumedCapacity::capacityUnits)
        .forEach(units::add);
  }

  @Override
  public void callEnded(Call call, CallResult result) {
    calls.increment();
  }

  private void print() {
    System.out.printf(
        "%d calls, %d attempts, %d of them throttled, %.1f capacity units%n",
        calls.sum(), attempts.sum(), throttled.sum(), units.sum());
  }
}
