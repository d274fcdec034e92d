import static dev.headroom.scenarios.dsl.DynamoDbDsl.attemptInterceptor;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.dynamoDb;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import dev.headroom.scenarios.dsl.Call;
import dev.headroom.scenarios.dsl.CallResult;
import dev.headroom.scenarios.dsl.DynamoDbListener;
import io.gatling.app.Gatling$;
import io.gatling.javaapi.core.Simulation;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Requests per second of a Gatling run and of a plain loop, in turn, on one client. */
final class Throughput {

  private static final int IN_FLIGHT = 64;
  private static final int KEYS = 10_000;
  private static final long WARM_UP_REQUESTS = 100_000;
  private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(2);
  private static final long SETTLE_NANOS = Duration.ofSeconds(1).toNanos();

  private static DynamoDbAsyncClient client;
  private static String operation;
  private static Window window;

  /** Counts what ends within a while, and tells when it is over. */
  private static final class Window {

    private final long fromNanos = System.nanoTime() + SETTLE_NANOS;
    private final long toNanos;
    private final long enough;
    private final LongAdder ended = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /** Ends after a while, or after enough requests. */
    Window(Duration length, long enough) {
      toNanos = fromNanos + length.toNanos();
      this.enough = enough;
    }

    void ended(boolean isFailed) {
      long now = System.nanoTime();
      if (now >= fromNanos && now < toNanos) {
        ended.increment();
        if (isFailed) {
          failed.increment();
        }
      }
    }

    boolean isOver() {
      return System.nanoTime() >= toNanos || ended.sum() >= enough;
    }

    double perSecond() {
      if (failed.sum() > 0) {
        throw new IllegalStateException(failed.sum() + " requests failed");
      }
      return ended.sum() * 1e9 / (toNanos - fromNanos);
    }
  }

  /** What a Gatling user would write. */
  public static final class Run extends Simulation {
    {
      var request =
          operation.equals("PutItem")
              ? dynamoDb("put")
                  .putItem("bench")
                  .attribute("pk", session -> key())
                  .attribute("payload", "x".repeat(1000))
              : dynamoDb("get").getItem("bench").key("pk", session -> key());
      setUp(
              scenario("bench")
                  .asLongAs(session -> !window.isOver())
                  .on(exec(request))
                  .injectOpen(atOnceUsers(IN_FLIGHT)))
          .protocols(dynamoDb().client(client).listener(new Counting()));
    }
  }

  private static final class Counting implements DynamoDbListener {
    @Override
    public void callEnded(Call call, CallResult result) {
      window.ended(result.failure() != null);
    }
  }

  private static Window warmUp() {
    return new Window(LONGEST_WARM_UP, WARM_UP_REQUESTS);
  }

  private static String key() {
    return "key-" + ThreadLocalRandom.current().nextInt(KEYS);
  }

  private static double gatling(Window measured, Path results) {
    window = measured;
    int status =
        Gatling$.MODULE$.fromArgs(
            new String[] {"-s", Run.class.getName(), "-rf", results.toString(), "-nr"});
    if (status != 0) {
      throw new IllegalStateException("Gatling ended with " + status);
    }
    return window.perSecond();
  }

  private static double plain(Window measured) {
    window = measured;
    Supplier<CompletableFuture<?>> request =
        operation.equals("PutItem") ? Throughput::put : Throughput::get;
    List<CompletableFuture<Void>> loops = new ArrayList<>();
    for (int i = 0; i < IN_FLIGHT; i++) {
      CompletableFuture<Void> loop = new CompletableFuture<>();
      loops.add(loop);
      next(request, loop);
    }
    loops.forEach(CompletableFuture::join);
    return window.perSecond();
  }

  private static void next(Supplier<CompletableFuture<?>> request, CompletableFuture<Void> loop) {
    if (window.isOver()) {
      loop.complete(null);
      return;
    }
    request
        .get()
        .whenComplete(
            (response, failure) -> {
              window.ended(failure != null);
              next(request, loop);
            });
  }

  private static CompletableFuture<?> put() {
    return client.putItem(
        put ->
            put.tableName("bench")
                .item(
                    Map.of(
                        "pk",
                        AttributeValue.fromS(key()),
                        "payload",
                        AttributeValue.fromS("x".repeat(1000))))
                .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES));
  }

  private static CompletableFuture<?> get() {
    return client.getItem(
        get ->
            get.tableName("bench")
                .key(Map.of("pk", AttributeValue.fromS(key())))
                .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES));
  }

  /** Arguments: URL of the endpoint, operation, seconds of each measurement, rounds. */
  public static void main(String... args) throws Exception {
    operation = args[1];
    Duration length = Duration.ofSeconds(Long.parseLong(args[2]));
    int rounds = Integer.parseInt(args[3]);
    Path results = Files.createTempDirectory("gatling");
    client =
        DynamoDbAsyncClient.builder()
            .endpointOverride(URI.create(args[0]))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "bench")))
            .httpClientBuilder(NettyNioAsyncHttpClient.builder().maxConcurrency(IN_FLIGHT))
            .asyncConfiguration(
                async ->
                    async.advancedOption(
                        SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
            .overrideConfiguration(o -> o.addExecutionInterceptor(attemptInterceptor()))
            .build();
    // Client, Gatling and server need many requests until their code is compiled.
    plain(warmUp());
    gatling(warmUp(), results);
    List<Double> ratios = new ArrayList<>();
    double allGatling = 0;
    double allPlain = 0;
    for (int round = 0; round < rounds; round++) {
      // The first of a round would gain or lose by what changes meanwhile.
      boolean isGatlingFirst = round % 2 == 0;
      double gatling = isGatlingFirst ? gatling(new Window(length, Long.MAX_VALUE), results) : 0;
      double plain = plain(new Window(length, Long.MAX_VALUE));
      gatling = isGatlingFirst ? gatling : gatling(new Window(length, Long.MAX_VALUE), results);
      ratios.add(gatling / plain);
      allGatling += gatling;
      allPlain += plain;
      System.err.printf(
          Locale.ROOT,
          "  %s: Gatling %,.0f/s, plain loop %,.0f/s, ratio %.2f%n",
          operation,
          gatling,
          plain,
          gatling / plain);
    }
    ratios.sort(null);
    System.err.printf(
        Locale.ROOT,
        "  %s: all rounds together %.2f, median ratio %.2f%n",
        operation,
        allGatling / allPlain,
        ratios.get(ratios.size() / 2));
    client.close();
    System.exit(0);
  }
}
