package dev.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.chance.Chance;
import dev.headroom.engine.NaiveEngine.Ask;
import dev.headroom.engine.SmallLoad.Request;
import dev.headroom.testing.Gen;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Compares the engine with an oracle that shares nothing with it. Without this test an error in the
 * engine's arithmetic, which all other tests use too, could go unseen.
 */
final class NaiveEngineTest {

  private static final int CASES = 200;
  private static final int ORDERS = 8;
  private static final int REPLICAS = 3;
  private static final long TICK_NANOS = 50_000_000L;

  /** The parts into which a step's requests are divided by the prediction. */
  private static final int STEP_PARTS = 32;

  private static final double TOLERANCE_SHARE = 0.01;
  private static final long TOLERANCE_REQUESTS = 3;

  /** What came of a load. */
  private static final class Counts {
    long admitted;
    final Map<ThrottlingReason, Long> events = new EnumMap<>(ThrottlingReason.class);

    void add(AdmissionControl engine, long more) {
      admitted += more;
      for (ResourceState resource : engine.resources()) {
        for (ThrottlingReason reason : ThrottlingReason.values()) {
          events.merge(reason, resource.throttleEvents(reason), Long::sum);
        }
      }
    }

    void add(NaiveEngine oracle, long more) {
      admitted += more;
      for (ThrottlingReason reason : ThrottlingReason.values()) {
        events.merge(reason, oracle.events(reason), Long::sum);
      }
    }
  }

  @Test
  void admit_oneByOne_answersEveryRequestAsTheOracle() {
    Gen.check(
        CASES,
        gen -> {
          SmallLoad load = new SmallLoad(gen, (int) gen.magnitude(4, 300), 20);
          AdmissionControl engine = load.engine(new Chance(gen.seed()));
          NaiveEngine oracle = load.oracle();
          Chance replicas = new Chance(gen.seed());
          Charges charges = new Charges();
          Admission answer = new Admission(engine.resources().size());
          long admitted = 0;
          for (Request request : load.requests()) {
            int replica = replica(load, request, replicas);
            NaiveEngine.Answer expected =
                oracle.decide(
                    request.nanos(),
                    request.kind().dimension,
                    request.kind().eventual,
                    replica,
                    request.asks());
            engine.admit(request.nanos(), fill(charges, List.of(request)), 1, answer);
            assertThat(answer.admitted())
                .as("%s%n%s", request, load)
                .isEqualTo(expected.admitted() ? 1 : 0);
            assertThat(answer.reason())
                .as("%s%n%s", request, load)
                .isEqualTo(expected.firstReason());
            admitted += answer.admitted();
          }
          Counts found = new Counts();
          found.add(engine, admitted);
          Counts expected = new Counts();
          expected.add(oracle, admitted);
          assertThat(found.events).isEqualTo(expected.events);
        });
  }

  /**
   * Grouping by ticks forgets the order of requests within a tick. Where their costs differ, how
   * many pass depends on that order by chance: both sides are averaged over several orders.
   */
  @Test
  void admitTogether_partsOfTicks_comesCloseToTheOracle() {
    Gen.check(
        CASES,
        gen -> {
          SmallLoad load = new SmallLoad(gen, (int) gen.magnitude(300, 1_500), 12);
          Counts expected = new Counts();
          Counts found = new Counts();
          for (int order = 0; order < ORDERS; order++) {
            List<Request> requests = reordered(load.requests(), gen);
            oneByOne(load, requests, gen, expected);
            inParts(load, requests, gen, found);
          }
          double tolerance =
              ORDERS * Math.max(TOLERANCE_REQUESTS, TOLERANCE_SHARE * load.requests().size());
          assertThat((double) found.admitted)
              .as("admitted of %d times %d%n%s", ORDERS, load.requests().size(), load)
              .isCloseTo((double) expected.admitted, within(tolerance));
          assertThat(found.events)
              .allSatisfy(
                  (reason, events) ->
                      assertThat((double) events)
                          .as("%s of %d times %d", reason, ORDERS, load.requests().size())
                          .isCloseTo(expected.events.getOrDefault(reason, 0L), within(tolerance)));
        });
  }

  private static void oneByOne(SmallLoad load, List<Request> requests, Gen gen, Counts counts) {
    NaiveEngine oracle = load.oracle();
    long admitted = 0;
    for (Request request : requests) {
      NaiveEngine.Answer answer =
          oracle.decide(
              request.nanos(),
              request.kind().dimension,
              request.kind().eventual,
              request.kind().eventual && load.hasReplicas() ? gen.between(0, REPLICAS - 1) : 0,
              request.asks());
      admitted += answer.admitted() ? 1 : 0;
    }
    counts.add(oracle, admitted);
  }

  /** Every request at another instant of its tick; items of one batch request stay together. */
  private static List<Request> reordered(List<Request> requests, Gen gen) {
    Map<String, Long> instants = new HashMap<>();
    List<Request> reordered = new ArrayList<>();
    for (Request request : requests) {
      long nanos =
          request.kind().isBatch()
              ? instants.computeIfAbsent(
                  request.flow() + "@" + request.nanos(), key -> withinTick(request, gen))
              : withinTick(request, gen);
      reordered.add(new Request(nanos, request.flow(), request.kind(), request.asks()));
    }
    reordered.sort(Comparator.comparingLong(Request::nanos));
    return reordered;
  }

  private static long withinTick(Request request, Gen gen) {
    return request.nanos() / TICK_NANOS * TICK_NANOS + gen.between(0, TICK_NANOS - 1);
  }

  /**
   * Requests of one tick, flow and cell are divided into parts and each part is admitted as one.
   */
  private static void inParts(SmallLoad load, List<Request> requests, Gen gen, Counts counts) {
    record Part(long nanos, List<Request> requests, boolean together) {}

    Map<String, List<Request>> groups = new LinkedHashMap<>();
    Map<String, Integer> ofStep = new HashMap<>();
    for (Request request : requests) {
      String step = request.flow() + " " + request.nanos() / TICK_NANOS;
      ofStep.merge(step, 1, Integer::sum);
      String group =
          switch (request.kind()) {
            case TRANSACTIONAL_READ, TRANSACTIONAL_WRITE -> "transaction " + groups.size();
            case BATCH_READ, BATCH_WRITE -> "batch " + request.nanos() + request.cell();
            case WRITE, STRONG_READ, EVENTUAL_READ -> step + " " + request.cell();
          };
      groups.computeIfAbsent(group, key -> new ArrayList<>()).add(request);
    }
    List<Part> parts = new ArrayList<>();
    for (List<Request> group : groups.values()) {
      Request first = group.getFirst();
      if (first.kind().isTransaction() || first.kind().isBatch()) {
        parts.add(new Part(first.nanos(), group, false));
        continue;
      }
      Integer inStep = ofStep.get(first.flow() + " " + first.nanos() / TICK_NANOS);
      int size = Math.ceilDiv(inStep == null ? group.size() : inStep, STEP_PARTS);
      for (int from = 0; from < group.size(); from += size) {
        List<Request> own = group.subList(from, Math.min(group.size(), from + size));
        long nanos = size == 1 ? own.getFirst().nanos() : withinTick(first, gen);
        parts.add(new Part(nanos, own, true));
      }
    }
    parts.sort(Comparator.comparingLong(Part::nanos));

    AdmissionControl engine = load.engine(new Chance(gen.between(0, Long.MAX_VALUE - 1)));
    Charges charges = new Charges();
    Admission answer = new Admission(engine.resources().size());
    long admitted = 0;
    for (Part part : parts) {
      fill(charges, part.requests());
      int n = part.requests().size();
      if (part.together()) {
        engine.admitTogether(part.nanos(), charges, n, answer);
      } else {
        engine.admit(part.nanos(), charges, n, answer);
      }
      assertThat(answer.admitted() + answer.throttled()).isEqualTo(n);
      admitted += answer.admitted();
    }
    counts.add(engine, admitted);
  }

  private static Charges fill(Charges charges, List<Request> requests) {
    Request first = requests.getFirst();
    charges.clear(first.kind().dimension, first.kind().eventual);
    for (Request request : requests) {
      for (Ask ask : request.asks()) {
        charges.add(ask.resource(), ask.partition(), ask.milliUnits());
      }
    }
    return charges;
  }

  private static int replica(SmallLoad load, Request request, Chance replicas) {
    return load.hasReplicas() && request.kind().eventual ? (int) replicas.nextLong(REPLICAS) : 0;
  }
}
