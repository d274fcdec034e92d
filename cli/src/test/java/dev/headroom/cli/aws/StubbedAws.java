package dev.headroom.cli.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * AWS as a server on the loopback interface that answers what a test says, with credentials for it
 * as long as it runs.
 */
final class StubbedAws implements AutoCloseable {

  /** Both parts of the credentials, which nobody may see. */
  static final String CREDENTIALS = "AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMIbPxRfiCYEXAMPLEKEY";

  private static final Map<String, String> PROPERTIES =
      Map.of(
          "aws.accessKeyId", CREDENTIALS.split(" ")[0],
          "aws.secretAccessKey", CREDENTIALS.split(" ")[1]);

  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final List<byte[]> bodies = new ArrayList<>();
  private final HttpServer server = start();

  StubbedAws() {
    PROPERTIES.forEach(System::setProperty);
  }

  /** The only answer to an operation, until further ones are said. */
  void answer(String operation, int status, byte[] body) {
    answers.put(operation, new ArrayDeque<>(List.of(new Answer(status, body))));
  }

  /** A further answer; the last one is given again and again. */
  void answerThen(String operation, int status, byte[] body) {
    answers.computeIfAbsent(operation, key -> new ArrayDeque<>()).add(new Answer(status, body));
  }

  /** The operations that were called, in order. */
  List<String> asked() {
    return asked;
  }

  /** What was sent with each of them. */
  List<byte[]> bodies() {
    return bodies;
  }

  /** No longer answers anything. */
  void stopServer() {
    server.stop(0);
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    PROPERTIES.keySet().forEach(System::clearProperty);
    stopServer();
  }

  private HttpServer start() {
    try {
      HttpServer started =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      started.createContext("/", this::handle);
      started.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String operation = target == null ? exchange.getRequestURI().getPath() : target;
    asked.add(operation);
    bodies.add(exchange.getRequestBody().readAllBytes());
    Deque<Answer> own = answers.get(operation);
    Answer answer =
        own == null
            ? new Answer(500, new byte[0])
            : own.size() > 1 ? own.removeFirst() : own.getFirst();
    if (target == null) {
      exchange.getResponseHeaders().add("smithy-protocol", "rpc-v2-cbor");
      exchange.getResponseHeaders().add("Content-Type", "application/cbor");
    } else {
      exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
    }
    exchange.sendResponseHeaders(answer.status, answer.body.length == 0 ? -1 : answer.body.length);
    exchange.getResponseBody().write(answer.body);
    exchange.close();
  }

  /**
   * An answer.
   *
   * @param status of HTTP
   */
  @SuppressWarnings("ArrayRecordComponent") // Bodies are neither compared nor changed.
  private record Answer(int status, byte[] body) {}
}
