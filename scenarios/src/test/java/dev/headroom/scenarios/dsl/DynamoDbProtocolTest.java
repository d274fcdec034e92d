package dev.headroom.scenarios.dsl;

import static dev.headroom.scenarios.dsl.DynamoDbDsl.attemptInterceptor;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.dynamoDb;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.scenarios.testing.Recording;
import dev.headroom.scenarios.testing.StubDynamoDb;
import dev.headroom.scenarios.testing.VirtualUser;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/**
 * Without these a virtual user could be lost for a fault of a simulation, or capacity not be asked
 * for, and a client of the user's own would hide its attempts.
 */
final class DynamoDbProtocolTest {

  private final StubDynamoDb server = new StubDynamoDb();
  private final DynamoDbProtocolBuilder protocol =
      dynamoDb().region("eu-west-1").endpoint(server.url()).credentials("id", "secret");

  private static final GetItemActionBuilder GET =
      dynamoDb("order").getItem("orders").key("id", "#{id}");
  private static final Map<String, Object> ID = Map.of("id", "o-1");

  @AfterEach
  void close() {
    server.close();
  }

  private DynamoDbAsyncClient client(ClientOverrideConfiguration configuration) {
    return DynamoDbAsyncClient.builder()
        .region(Region.EU_WEST_1)
        .endpointOverride(URI.create(server.url()))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
        .httpClientBuilder(NettyNioAsyncHttpClient.builder())
        .overrideConfiguration(configuration)
        .build();
  }

  @Test
  void capacity_byDefault_isAskedForWithIndexes() {
    try (VirtualUser user = VirtualUser.of(protocol)) {
      user.execute(GET, ID);
    }

    assertThat(server.received().getFirst().body())
        .contains("\"ReturnConsumedCapacity\":\"INDEXES\"");
  }

  @Test
  void capacity_ofARequestThatSaysItself_isLeftAlone() {
    try (VirtualUser user = VirtualUser.of(protocol)) {
      user.execute(
          GET.configure((session, get) -> get.returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)),
          ID);
    }

    assertThat(server.received().getFirst().body())
        .contains("\"ReturnConsumedCapacity\":\"TOTAL\"");
  }

  @Test
  void request_thatCannotBeMade_isACrashAndTheUserGoesOn() {
    try (VirtualUser user = VirtualUser.of(protocol)) {
      assertThat(user.execute(GET).isFailed()).isTrue();
      assertThat(user.execute(GET, Map.of("id", Thread.currentThread())).isFailed()).isTrue();

      assertThat(user.responses()).isEmpty();
      assertThat(user.crashes().get(0))
          .isEqualTo("order: Failed to build request: No attribute named 'id' is defined");
      assertThat(user.crashes().get(1)).contains("There is no attribute value for Thread");
    }
    assertThat(server.received()).isEmpty();
  }

  @Test
  void listener_thatThrows_doesNotLoseTheUser() {
    DynamoDbListener faulty =
        new DynamoDbListener() {
          @Override
          public void callEnded(Call call, CallResult result) {
            throw new IllegalStateException("mine");
          }
        };
    try (VirtualUser user = VirtualUser.of(protocol.listener(faulty))) {
      assertThat(user.execute(GET, ID).isFailed()).isTrue();

      assertThat(user.crashes().getFirst()).contains("mine");
    }
  }

  @Test
  void listeners_several_areAllTold() {
    Recording first = new Recording();
    Recording second = new Recording();
    try (VirtualUser user = VirtualUser.of(protocol.listener(first).listener(second))) {
      user.execute(GET, ID);
    }

    assertThat(first.events())
        .containsExactly("started 1", "ended 1", "call ended")
        .isEqualTo(second.events());
    assertThat(first.calls().getFirst()).isSameAs(second.calls().getFirst());
  }

  @Test
  void request_ofAThrottledScenario_passesGatlingsThrottler() {
    List<String> passed = new CopyOnWriteArrayList<>();
    try (VirtualUser user = VirtualUser.throttled(protocol, passed)) {
      user.execute(GET, ID);

      assertThat(user.responses()).hasSize(1);
    }
    assertThat(passed).containsExactly("scenario");
  }

  @Test
  void client_withInterceptor_isUsedAndLeftOpen() {
    Recording recording = new Recording();
    try (DynamoDbAsyncClient own =
        client(
            ClientOverrideConfiguration.builder()
                .addExecutionInterceptor(attemptInterceptor())
                .build())) {
      try (VirtualUser user = VirtualUser.of(protocol.client(own).listener(recording))) {
        user.execute(GET, ID);
      }

      assertThat(recording.events()).containsExactly("started 1", "ended 1", "call ended");
      GetItemResponse beside =
          own.getItem(GetItemRequest.builder().tableName("orders").build()).join();
      assertThat(beside.hasItem()).isFalse();
      assertThat(recording.events()).hasSize(3);
    }
  }

  @Test
  void client_withoutInterceptor_isRefused() {
    try (DynamoDbAsyncClient own = client(ClientOverrideConfiguration.builder().build())) {
      assertThatThrownBy(() -> protocol.client(own))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("attemptInterceptor()");
    }
  }
}
