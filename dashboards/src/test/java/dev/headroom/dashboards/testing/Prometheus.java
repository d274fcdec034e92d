package dev.headroom.dashboards.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A real Prometheus on a port of its own. Closing it ends the process. */
public final class Prometheus implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String READY = "Server is ready to receive web requests.";
  private static final int STOP_SECONDS = 10;

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String address;

  private Prometheus(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /** Starts one, and waits until it is ready. */
  public static Prometheus start(Path config, Path dataFolder) throws IOException {
    String address = "127.0.0.1:" + freePort();
    Process process =
        new ProcessBuilder(
                Tool.require("prometheus"),
                "--config.file=" + config,
                "--storage.tsdb.path=" + dataFolder,
                "--storage.tsdb.retention.time=100y",
                "--web.listen-address=" + address)
            .redirectErrorStream(true)
            .start();
    BufferedReader output = process.inputReader(UTF_8);
    StringBuilder seen = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.contains(READY)) {
        Thread.ofVirtual().start(() -> drain(output));
        return new Prometheus(process, address);
      }
      seen.append(line).append('\n');
    }
    throw new IOException("prometheus ended before it was ready:\n" + seen);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** A full pipe would stop it. */
  private static void drain(BufferedReader output) {
    try {
      output.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // It has gone.
    }
  }

  /** Host and port. */
  public String address() {
    return address;
  }

  /** The result of a query at an instant, as Prometheus' API gives it. */
  public JsonNode query(String expression, Instant at) {
    return data("query", Map.of("query", expression, "time", at.toString())).path("result");
  }

  /** The result of a query over a time, every second. */
  public JsonNode queryRange(String expression, Instant from, Instant to) {
    return data(
            "query_range",
            Map.of(
                "query", expression, "start", from.toString(), "end", to.toString(), "step", "1"))
        .path("result");
  }

  /** The values of a label of the series that match. */
  public JsonNode labelValues(String label, String selector) {
    return data("label/" + label + "/values", Map.of("match[]", selector));
  }

  /** All rules with their health. */
  public JsonNode rules() {
    return data("rules", Map.of()).path("groups");
  }

  private JsonNode data(String path, Map<String, String> parameters) {
    String query =
        new TreeMap<>(parameters)
            .entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    URI uri = URI.create("http://" + address + "/api/v1/" + path + "?" + query);
    try {
      HttpResponse<String> answer =
          http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      JsonNode json = MAPPER.readTree(answer.body());
      if (!json.path("status").asText().equals("success")) {
        throw new IllegalStateException(parameters + ": " + answer.body());
      }
      return json.path("data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  @Override
  public void close() {
    http.close();
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
