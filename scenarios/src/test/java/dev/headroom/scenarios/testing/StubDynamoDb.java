package dev.headroom.scenarios.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on the loopback interface that gives the answers it was told, and then empty ones. */
public final class StubDynamoDb implements AutoCloseable {

  /**
   * A request that came in.
   *
   * @param target its operation, such as {@code DynamoDB_20120810.GetItem}
   * @param body JSON
   */
  public record Received(String target, String body) {}

  private record Answer(int status, String body) {}

  private static final Answer EMPTY = new Answer(200, "{}");
  private static final int NEVER = 0;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  public StubDynamoDb() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What came in, in order. */
  public List<Received> received() {
    return received;
  }

  /** One of the next requests is answered with this. */
  public StubDynamoDb answers(int status, String body) {
    answers.add(new Answer(status, body));
    return this;
  }

  /** One of the next requests is never answered. */
  public StubDynamoDb hangs() {
    answers.add(new Answer(NEVER, ""));
    return this;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      received.add(
          new Received(
              exchange.getRequestHeaders().getFirst("X-Amz-Target"),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      Answer next = answers.poll();
      Answer answer = next == null ? EMPTY : next;
      if (answer.status() == NEVER) {
        closed.await();
        return;
      }
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdown();
  }
}
