package dev.headroom.scenarios.dsl;

import io.gatling.core.CoreComponents;
import io.gatling.core.config.GatlingConfiguration;
import io.gatling.core.protocol.Protocol;
import io.gatling.core.protocol.ProtocolKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import scala.Function1;
import scala.runtime.BoxedUnit;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/**
 * The settings of a protocol, as Gatling passes them on. Told from others by its identity: all
 * populations with the same protocol share a client.
 */
final class DynamoDbProtocol implements Protocol {

  /** How Gatling finds the protocol, and makes what a run needs of it. */
  static final ProtocolKey<DynamoDbProtocol, DynamoDbComponents> KEY =
      new ProtocolKey<>() {

        @Override
        @SuppressWarnings("unchecked") // Gatling asks for a class of Protocol itself
        public Class<Protocol> protocolClass() {
          return (Class<Protocol>) (Class<?>) DynamoDbProtocol.class;
        }

        @Override
        public DynamoDbProtocol defaultProtocolValue(GatlingConfiguration configuration) {
          throw new IllegalStateException(
              "The simulation has no DynamoDB protocol: add .protocols(dynamoDb()…) to its set-up");
        }

        @Override
        public Function1<DynamoDbProtocol, DynamoDbComponents> newComponents(
            CoreComponents coreComponents) {
          Map<DynamoDbProtocol, DynamoDbComponents> components = new ConcurrentHashMap<>();
          return protocol ->
              components.computeIfAbsent(protocol, key -> key.components(coreComponents));
        }
      };

  private final Supplier<DynamoDbAsyncClient> client;
  private final boolean isClientOwned;
  private final DynamoDbListener listener;
  private final ReturnConsumedCapacity returnConsumedCapacity;

  /**
   * @param client makes the client
   * @param isClientOwned whether the client is closed at the end of the run
   */
  DynamoDbProtocol(
      Supplier<DynamoDbAsyncClient> client,
      boolean isClientOwned,
      List<DynamoDbListener> listeners,
      ReturnConsumedCapacity returnConsumedCapacity) {
    this.client = client;
    this.isClientOwned = isClientOwned;
    this.listener = listeners.size() == 1 ? listeners.getFirst() : new Listeners(listeners);
    this.returnConsumedCapacity = returnConsumedCapacity;
  }

  private DynamoDbComponents components(CoreComponents coreComponents) {
    DynamoDbAsyncClient made = client.get();
    if (isClientOwned) {
      coreComponents
          .actorSystem()
          .registerOnTermination(
              () -> {
                made.close();
                return BoxedUnit.UNIT;
              });
    }
    return new DynamoDbComponents(made, listener, returnConsumedCapacity);
  }

  /** Several listeners as one. */
  private record Listeners(List<DynamoDbListener> all) implements DynamoDbListener {

    @Override
    public void attemptStarted(Call call, int attempt, long nanoTime) {
      all.forEach(one -> one.attemptStarted(call, attempt, nanoTime));
    }

    @Override
    public void attemptEnded(Call call, Attempt attempt) {
      all.forEach(one -> one.attemptEnded(call, attempt));
    }

    @Override
    public void callEnded(Call call, CallResult result) {
      all.forEach(one -> one.callEnded(call, result));
    }
  }
}
