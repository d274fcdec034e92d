package dev.headroom.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.metrics.PrometheusPage;
import dev.headroom.metrics.ServiceMeters;
import dev.headroom.service.TableState;
import dev.headroom.service.ThrottledService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What people and Prometheus look at: the live page, its events, the state and the metrics. */
final class PageHandler extends Handler.Abstract {

  private static final String HTML = "text/html; charset=utf-8";
  private static final String JSON = "application/json";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String CHARTS =
      "/META-INF/resources/webjars/echarts/5.5.0/echarts.common.min.js";

  private static final long EVENT_PERIOD_MILLIS = 1_000;

  /** Of so many people who watch at once; more are sent away. */
  private static final int MAX_WATCHERS = 32;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ThrottledService service;
  private final ServiceMeters meters;
  private final PrometheusPage prometheus;
  private final UnaryOperator<String> shownKey;
  private final Map<String, Object> about;
  private final Semaphore watchers = new Semaphore(MAX_WATCHERS);

  /**
   * Pages about a service.
   *
   * @param shownKey what is shown of a key
   * @param about settings of the endpoint, told with its state
   */
  PageHandler(
      ThrottledService service,
      ServiceMeters meters,
      PrometheusPage prometheus,
      UnaryOperator<String> shownKey,
      Map<String, Object> about) {
    this.service = service;
    this.meters = meters;
    this.prometheus = prometheus;
    this.shownKey = shownKey;
    this.about = about;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
      return false;
    }
    switch (Request.getPathInContext(request)) {
      case "/" -> send(response, callback, TEXT, "healthy: headroom\n");
      case "/metrics" -> {
        meters.show(tables());
        send(response, callback, PrometheusPage.CONTENT_TYPE, prometheus.text());
      }
      case "/headroom" -> send(response, callback, HTML, resource("live.html"));
      case "/headroom/live.js" -> send(response, callback, SCRIPT, resource("live.js"));
      case "/headroom/echarts.min.js" -> send(response, callback, SCRIPT, resource(CHARTS));
      case "/headroom/state" -> send(response, callback, JSON, state());
      case "/headroom/events" -> watch(response, callback);
      default -> Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
    }
    return true;
  }

  /** The tables as they are now. */
  List<TableState> tables() {
    return service.lookAtAll(table -> TableState.of(table, shownKey));
  }

  private String state() {
    Map<String, Object> state = new LinkedHashMap<>(about);
    state.put("tables", tables());
    try {
      return MAPPER.writeValueAsString(state);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(Response response, Callback callback, String type, String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  /** Sends the state every second, as server-sent events, until the watcher goes away. */
  private void watch(Response response, Callback callback) {
    if (!watchers.tryAcquire()) {
      response.setStatus(HttpStatus.SERVICE_UNAVAILABLE_503);
      callback.succeeded();
      return;
    }
    try {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
      response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
      while (isRunning()) {
        String event = "data: " + state() + "\n\n";
        Content.Sink.write(
            response, false, ByteBuffer.wrap(event.getBytes(StandardCharsets.UTF_8)));
        Thread.sleep(EVENT_PERIOD_MILLIS);
      }
      callback.succeeded();
    } catch (IOException e) {
      callback.failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      callback.failed(e);
    } finally {
      watchers.release();
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = PageHandler.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("not in the application: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
