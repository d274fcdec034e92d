package dev.headroom.scenarios.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import scala.collection.Iterator;
import scala.concurrent.duration.FiniteDuration;
import scala.jdk.javaapi.CollectionConverters;

/** Without it requests could come at other instants than those that were planned. */
final class PlannedInjectionTest {

  private int begun;
  private final PlannedInjection injection =
      new PlannedInjection(
          () -> LongStream.of(3, 5, 900).iterator(), 3, Duration.ofNanos(1_000), () -> begun++);

  @Test
  void chain_users_comeAtTheirInstants() {
    assertThat(
            nanos(
                injection.chain(
                    CollectionConverters.asScala(List.<FiniteDuration>of().iterator()))))
        .containsExactly(3L, 5L, 900L);
    assertThat(begun).isEqualTo(1);
  }

  @Test
  void chain_beforeAnotherStep_putsThatAfterItsEnd() {
    Iterator<FiniteDuration> next =
        CollectionConverters.asScala(
            List.of(new FiniteDuration(20, TimeUnit.NANOSECONDS)).iterator());

    assertThat(nanos(injection.chain(next))).containsExactly(3L, 5L, 900L, 1_020L);
  }

  private static List<Long> nanos(Iterator<FiniteDuration> users) {
    List<Long> nanos = new ArrayList<>();
    CollectionConverters.asJava(users).forEachRemaining(user -> nanos.add(user.toNanos()));
    return nanos;
  }
}
