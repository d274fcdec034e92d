package dev.headroom.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.capacity.Dimension;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** Without it Prometheus might find nothing at a run, or refuse its page. */
final class MetricsServerTest {

  @Test
  void get_runThatCounts_hasThePageAsItIsNow() throws Exception {
    PrometheusPage page = new PrometheusPage();
    Meters meters = new Meters(page.registry(), Meters.Source.OBSERVED);
    try (MetricsServer server = MetricsServer.start(page, "127.0.0.1", 0);
        HttpClient http = HttpClient.newHttpClient()) {
      meters.consumed("orders", "", Dimension.READ, 2.5);
      HttpResponse<String> answer =
          http.send(HttpRequest.newBuilder(server.uri()).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue(PrometheusPage.CONTENT_TYPE);
      assertThat(answer.body()).contains("source=\"observed\",table=\"orders\"} 2.5");
    }
  }
}
