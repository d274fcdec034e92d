package dev.headroom.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.endpoint.ApiClient.Reply;
import dev.headroom.endpoint.upstream.Answer;
import dev.headroom.endpoint.upstream.HttpUpstream;
import dev.headroom.endpoint.upstream.StatelessUpstream;
import dev.headroom.endpoint.upstream.Upstream;
import dev.headroom.endpoint.upstream.UpstreamException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it a broken store, client or request could hang the endpoint or eat its capacity. */
final class FaultsTest {

  private static final long SECOND = 1_000_000_000L;

  private static final String CREATE =
      """
      {'TableName':'orders','AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'}],
       'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],
       'ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':5}}""";
  private static final String PUT = "{'TableName':'orders','Item':{'pk':{'S':'a'}}}";

  /** A store that answers as it is told. */
  private static final class Faulty implements Upstream {
    private final StatelessUpstream healthy = new StatelessUpstream(100);
    private volatile @Nullable Answer instead;
    private volatile boolean isDead;
    private volatile CountDownLatch open = new CountDownLatch(0);

    @Override
    public Answer send(Request origin, @Nullable String target, byte[] body)
        throws UpstreamException {
      try {
        open.await();
      } catch (InterruptedException e) {
        throw new UpstreamException("interrupted", e);
      }
      if (isDead) {
        throw new UpstreamException("the store is dead", new IOException("refused"));
      }
      Answer answer = instead;
      return answer != null ? answer : healthy.send(origin, target, body);
    }

    @Override
    public String description() {
      return "faulty";
    }

    @Override
    public void close() {}
  }

  private final AtomicLong clock = new AtomicLong();
  private final Faulty store = new Faulty();

  private ThrottlingEndpoint start(Upstream upstream) throws IOException {
    return ThrottlingEndpoint.builder().port(0).clock(clock::get).upstream(upstream).start();
  }

  @Test
  void deadStore_isTold_andTakesNoCapacity() throws Exception {
    try (ThrottlingEndpoint endpoint = start(store);
        ApiClient client = new ApiClient(endpoint.uri())) {
      client.send("CreateTable", CREATE);
      store.isDead = true;
      for (int i = 0; i < 50; i++) {
        Reply reply = client.send("PutItem", PUT);
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.error()).isEqualTo("InternalServerError");
        assertThat(reply.body().path("message").asText()).contains("the store is dead");
      }
      store.isDead = false;
      for (int i = 0; i < 5; i++) {
        assertThat(client.send("PutItem", PUT).status()).isEqualTo(200);
      }
      assertThat(client.send("PutItem", PUT).status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not json", "[1]", "{\"Item\":", "{\"ConsumedCapacity\":7}"})
  void garbage_isToldOrPassedOn_andHangsNothing(String body) throws Exception {
    try (ThrottlingEndpoint endpoint = start(store);
        ApiClient client = new ApiClient(endpoint.uri())) {
      client.send("CreateTable", CREATE);
      store.instead = Answer.json(200, body);
      boolean isObject = body.endsWith("}");
      for (String operation : List.of("PutItem", "UpdateItem", "GetItem", "Query")) {
        String request = operation.equals("PutItem") ? PUT : PUT.replace("'Item'", "'Key'");
        Reply reply = client.send(operation, request);
        assertThat(reply.status()).isEqualTo(isObject ? 200 : 500);
        clock.addAndGet(SECOND);
      }
    }
  }

  @Test
  void storeThatIsGone_isToldWithItsAddress() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    URI gone = URI.create("http://127.0.0.1:" + port);
    try (ThrottlingEndpoint endpoint = start(new HttpUpstream(gone));
        ApiClient client = new ApiClient(endpoint.uri())) {
      Reply reply = client.send("ListTables", "{}");
      assertThat(reply.status()).isEqualTo(500);
      assertThat(reply.body().path("message").asText()).contains(gone.toString());
    }
  }

  @Test
  void storeAtAUrl_isUsed() throws Exception {
    try (ThrottlingEndpoint inner = start(new StatelessUpstream(100));
        ThrottlingEndpoint outer = start(new HttpUpstream(inner.uri()));
        ApiClient client = new ApiClient(outer.uri())) {
      client.send("CreateTable", CREATE);
      for (int i = 0; i < 5; i++) {
        assertThat(client.send("PutItem", PUT).status()).isEqualTo(200);
      }
      assertThat(client.send("PutItem", PUT).error())
          .isEqualTo("ProvisionedThroughputExceededException");
    }
  }

  @Test
  void slowStore_keepsNobodyElseWaiting_andIsChargedOnce() throws Exception {
    try (ThrottlingEndpoint endpoint = start(store);
        ApiClient client = new ApiClient(endpoint.uri());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      client.send("CreateTable", CREATE);
      CountDownLatch open = new CountDownLatch(1);
      store.open = open;
      List<Future<Reply>> waiting = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        waiting.add(threads.submit(() -> client.send("PutItem", PUT)));
      }
      while (available(endpoint) >= 1) {
        Thread.onSpinWait();
      }

      assertThat(client.send("PutItem", PUT).error())
          .isEqualTo("ProvisionedThroughputExceededException");
      assertThat(waiting).noneMatch(Future::isDone);

      open.countDown();
      for (Future<Reply> reply : waiting) {
        assertThat(reply.get().status()).isEqualTo(200);
      }
      assertThat(available(endpoint)).isZero();
    }
  }

  private static double available(ThrottlingEndpoint endpoint) {
    return endpoint.tables().getFirst().resources().getFirst().write().availableUnits();
  }

  @Test
  void storeThatIsRestarted_isFoundAgain() throws Exception {
    ThrottlingEndpoint inner = start(new StatelessUpstream(100));
    int port = inner.uri().getPort();
    try (ThrottlingEndpoint outer = start(new HttpUpstream(inner.uri()));
        ApiClient client = new ApiClient(outer.uri())) {
      client.send("CreateTable", CREATE);
      assertThat(client.send("PutItem", PUT).status()).isEqualTo(200);
      inner.close();
      assertThat(client.send("PutItem", PUT).error()).isEqualTo("InternalServerError");
      try (ThrottlingEndpoint again =
          ThrottlingEndpoint.builder()
              .port(port)
              .clock(clock::get)
              .upstream(new StatelessUpstream(100))
              .start()) {
        assertThat(again.uri().getPort()).isEqualTo(port);
        assertThat(client.send("PutItem", PUT).status()).isEqualTo(200);
      }
    } finally {
      inner.close();
    }
  }

  @Test
  void storeThatChecksSignatures_isToldOnceAndClearly() throws Exception {
    store.instead =
        Answer.json(
            400,
            "{\"__type\":\"com.amazon.coral.service#InvalidSignatureException\","
                + "\"message\":\"The request signature we calculated does not match\"}");
    try (ThrottlingEndpoint inner = start(store);
        ThrottlingEndpoint outer = start(new HttpUpstream(inner.uri()));
        ApiClient client = new ApiClient(outer.uri())) {
      Reply reply = client.send("ListTables", "{}");

      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.error()).isEqualTo("UnrecognizedClientException");
      assertThat(reply.body().path("message").asText())
          .contains(inner.uri().toString(), "checks the signatures", "InvalidSignatureException");
    }
  }

  @Test
  void largeRequest_isRefused() throws Exception {
    try (ThrottlingEndpoint endpoint = start(store);
        ApiClient client = new ApiClient(endpoint.uri())) {
      Reply reply = client.sendRaw("PutItem", "x".repeat(17 * 1024 * 1024));
      assertThat(reply.status()).isEqualTo(413);
      assertThat(client.send("ListTables", "{}").status()).isEqualTo(200);
    }
  }

  @Test
  void halfRequests_andPipelining_doNoHarm() throws Exception {
    try (ThrottlingEndpoint endpoint = start(store);
        ApiClient client = new ApiClient(endpoint.uri())) {
      client.send("CreateTable", CREATE);
      for (int i = 0; i < 100; i++) {
        try (Socket socket = connect(endpoint)) {
          socket.getOutputStream().write(head("PutItem", 100).getBytes(StandardCharsets.UTF_8));
          socket.getOutputStream().write('{');
          socket.getOutputStream().flush();
        }
      }
      String body = "{}";
      String twice = head("ListTables", body.length()) + body;
      try (Socket socket = connect(endpoint)) {
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write((twice + twice).getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        InputStream in = socket.getInputStream();
        StringBuilder read = new StringBuilder();
        while (read.toString().split("TableNames", -1).length < 3) {
          int next = in.read();
          assertThat(next).isNotNegative();
          read.append((char) next);
        }
      }
      // Half a request has taken nothing.
      for (int i = 0; i < 5; i++) {
        assertThat(client.send("PutItem", PUT).status()).isEqualTo(200);
      }
    }
  }

  private static Socket connect(ThrottlingEndpoint endpoint) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), endpoint.uri().getPort());
  }

  private static String head(String operation, int length) {
    return "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: DynamoDB_20120810."
        + operation
        + "\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  @Test
  void twoThousandConnections_areServed() throws Exception {
    try (ThrottlingEndpoint endpoint = start(store)) {
      List<Socket> sockets = new ArrayList<>();
      try {
        String request = head("ListTables", 2) + "{}";
        for (int i = 0; i < 2_000; i++) {
          Socket socket = connect(endpoint);
          socket.setSoTimeout(20_000);
          sockets.add(socket);
        }
        for (Socket socket : sockets) {
          socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        }
        for (Socket socket : sockets) {
          byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
          assertThat(new String(start, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 200");
        }
      } finally {
        for (Socket socket : sockets) {
          socket.close();
        }
      }
    }
  }

  @Test
  void close_underLoad_letsRequestsEnd() throws Exception {
    ThrottlingEndpoint endpoint = start(new StatelessUpstream(100));
    List<Future<String>> ends = new ArrayList<>();
    CountDownLatch answers = new CountDownLatch(200);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        ends.add(
            threads.submit(
                () -> {
                  try (ApiClient client = new ApiClient(endpoint.uri())) {
                    while (true) {
                      int status = client.send("ListTables", "{}").status();
                      if (status != 200) {
                        return "status " + status;
                      }
                      answers.countDown();
                    }
                  } catch (IOException e) {
                    return "closed";
                  }
                }));
      }
      answers.await();
      endpoint.close();
      for (Future<String> end : ends) {
        assertThat(end.get()).isIn("closed", "status 503");
      }
    }
  }

  @Test
  void port_taken_isTold() throws Exception {
    try (ThrottlingEndpoint first = start(new StatelessUpstream(100))) {
      int port = first.uri().getPort();
      assertThatThrownBy(
              () ->
                  ThrottlingEndpoint.builder()
                      .port(port)
                      .upstream(new StatelessUpstream(100))
                      .start())
          .isInstanceOf(IOException.class)
          .hasMessageContaining(Integer.toString(port));
    }
  }
}
