package dev.headroom.scenarios.dsl;

import io.gatling.core.protocol.ProtocolComponents;
import io.gatling.core.session.Session;
import scala.Function1;
import scala.runtime.BoxedUnit;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** What the requests of a protocol share during a run. */
record DynamoDbComponents(
    DynamoDbAsyncClient client,
    DynamoDbListener listener,
    ReturnConsumedCapacity returnConsumedCapacity)
    implements ProtocolComponents {

  @Override
  public Function1<Session, Session> onStart() {
    return Session.Identity();
  }

  @Override
  public Function1<Session, BoxedUnit> onExit() {
    return ProtocolComponents.NoopOnExit();
  }
}
