package dev.headroom.reports.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A headless Chromium with one page, driven through the DevTools protocol.
 *
 * <p>Used by one thread. Closing it ends the process.
 */
public final class Chromium implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int TIMEOUT_SECONDS = 60;
  private static final List<String> COMMANDS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final String sessionId;

  private Chromium(Process process, URI endpoint) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(endpoint, new Listener())
            .join();
    String targetId =
        send("", "Target.createTarget", Map.of("url", "about:blank")).path("targetId").asText();
    this.sessionId =
        send("", "Target.attachToTarget", Map.of("targetId", targetId, "flatten", true))
            .path("sessionId")
            .asText();
    send("Page.enable", Map.of());
    send("Runtime.enable", Map.of());
    send("Log.enable", Map.of());
    send("Network.enable", Map.of());
  }

  /** The browser's command, if this machine has one. */
  public static Optional<Path> command() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(java.io.File.pathSeparator, -1))
        .flatMap(folder -> COMMANDS.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts a browser that keeps its files in the given folder. */
  public static Chromium start(Path command, Path profileFolder) throws IOException {
    Process process =
        new ProcessBuilder(
                command.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profileFolder,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    return new Chromium(process, endpoint(process));
  }

  private static URI endpoint(Process process) throws IOException {
    BufferedReader output = process.inputReader(UTF_8);
    var seen = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      int address = line.indexOf("ws://");
      if (address >= 0) {
        Thread.ofVirtual().start(() -> drain(output));
        return URI.create(line.substring(address));
      }
      seen.append(line).append('\n');
    }
    throw new IOException("the browser ended before it listened: " + seen);
  }

  /** A full pipe would stop the browser. */
  private static void drain(BufferedReader output) {
    try {
      output.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // The browser has gone.
    }
  }

  /** Opens a page in a window of the given size and colour scheme and waits until it is loaded. */
  public void open(Path page, int widthPixels, int heightPixels, String colorScheme) {
    events.clear();
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width", widthPixels, "height", heightPixels, "deviceScaleFactor", 1, "mobile", false));
    colorScheme(colorScheme);
    send("Page.navigate", Map.of("url", page.toUri().toString()));
    evaluate(
        "new Promise(resolve => { const ready = () => location.protocol === 'file:' &&"
            + " document.readyState === 'complete' ? resolve(true) : setTimeout(ready, 20);"
            + " ready(); })");
  }

  /** Changes the preferred colour scheme under the open page. */
  public void colorScheme(String colorScheme) {
    send(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
  }

  /** The value of an expression in the page; a promise is awaited. */
  public JsonNode evaluate(String expression) {
    JsonNode answer =
        send(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(answer.path("exceptionDetails").toString());
    }
    return answer.path("result").path("value");
  }

  /** Errors and warnings that the page caused since it was opened. */
  public List<String> complaints() {
    return events.stream().filter(Chromium::isComplaint).map(JsonNode::toString).toList();
  }

  private static boolean isComplaint(JsonNode event) {
    JsonNode parameters = event.path("params");
    return switch (event.path("method").asText()) {
      case "Runtime.exceptionThrown" -> true;
      case "Runtime.consoleAPICalled" ->
          parameters.path("type").asText().matches("error|warning|assert");
      case "Log.entryAdded" -> parameters.path("entry").path("level").asText().equals("error");
      default -> false;
    };
  }

  /** Addresses that the page asked for since it was opened, without its own file. */
  public List<String> requests() {
    return events.stream()
        .filter(event -> event.path("method").asText().equals("Network.requestWillBeSent"))
        .map(event -> event.path("params").path("request").path("url").asText())
        .filter(url -> !url.startsWith("file:") && !url.startsWith("data:"))
        .toList();
  }

  /** Writes a picture of the whole page, or of its first part if a height is given. */
  public void screenshot(Path file, int maxHeightPixels) throws IOException {
    int widthPixels = evaluate("innerWidth").asInt();
    int heightPixels =
        Math.min(maxHeightPixels, evaluate("document.documentElement.scrollHeight").asInt());
    JsonNode picture =
        send(
            "Page.captureScreenshot",
            Map.of(
                "format",
                "png",
                "captureBeyondViewport",
                true,
                "clip",
                Map.of("x", 0, "y", 0, "width", widthPixels, "height", heightPixels, "scale", 1)));
    Files.write(file, Base64.getDecoder().decode(picture.path("data").asText()));
  }

  private JsonNode send(String method, Map<String, ?> parameters) {
    return send(sessionId, method, parameters);
  }

  private JsonNode send(String session, String method, Map<String, ?> parameters) {
    int id = lastId.incrementAndGet();
    var answer = new CompletableFuture<JsonNode>();
    answers.put(id, answer);
    ObjectNode message = MAPPER.createObjectNode().put("id", id).put("method", method);
    message.set("params", MAPPER.valueToTree(parameters));
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    socket.sendText(message.toString(), true).join();
    try {
      JsonNode reply = answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (reply.has("error")) {
        throw new IllegalStateException(method + ": " + reply.path("error"));
      }
      return reply.path("result");
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(method, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(method, e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Listener implements WebSocket.Listener {

    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        receive(message.toString());
        message.setLength(0);
      }
      webSocket.request(1);
      return CompletableFuture.completedFuture(null);
    }

    private void receive(String text) {
      try {
        JsonNode received = MAPPER.readTree(text);
        CompletableFuture<JsonNode> answer = answers.remove(received.path("id").asInt(0));
        if (answer != null) {
          answer.complete(received);
        } else {
          events.add(received);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
