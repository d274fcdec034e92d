package dev.headroom.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Serves a page at {@code /metrics}, for a run that has no server of its own. */
public final class MetricsServer implements AutoCloseable {

  private static final String PATH = "/metrics";

  private final HttpServer server;

  private MetricsServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts one.
   *
   * @param bind the address to listen on, such as {@code 127.0.0.1}
   * @param port the port; 0 for any that is free
   * @throws IOException if the port is taken
   */
  public static MetricsServer start(PrometheusPage page, String bind, int port) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(bind, port), 0);
    server.createContext(PATH, exchange -> answer(exchange, page));
    server.start();
    return new MetricsServer(server);
  }

  private static void answer(HttpExchange exchange, PrometheusPage page) throws IOException {
    try (exchange) {
      byte[] body = page.text().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", PrometheusPage.CONTENT_TYPE);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** The page's address on this machine. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
