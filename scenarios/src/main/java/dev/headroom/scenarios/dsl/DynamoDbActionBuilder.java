package dev.headroom.scenarios.dsl;

import io.gatling.core.action.Action;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.Session;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.utils.builder.CopyableBuilder;
import software.amazon.awssdk.utils.builder.ToCopyableBuilder;

/**
 * A request that may be executed as a step of a scenario. Immutable: each method returns another.
 * Strings are expressions of Gatling where nothing else is said.
 *
 * @param <S> the type itself
 * @param <Q> the SDK's request
 * @param <B> the SDK's builder of the request
 * @param <R> the SDK's response
 */
public abstract class DynamoDbActionBuilder<
        S extends DynamoDbActionBuilder<S, Q, B, R>,
        Q extends DynamoDbRequest & ToCopyableBuilder<B, Q>,
        B extends DynamoDbRequest.Builder & CopyableBuilder<B, Q>,
        R extends DynamoDbResponse>
    implements ActionBuilder {

  private final Draft<Q, B, R> draft;
  private final Function<Draft<Q, B, R>, S> constructor;

  DynamoDbActionBuilder(Draft<Q, B, R> draft, Function<Draft<Q, B, R>, S> constructor) {
    this.draft = draft;
    this.constructor = constructor;
  }

  /** Adds checks of the answer; without one of the status, only a success passes. */
  public final S check(CheckBuilder... checks) {
    return check(List.of(checks));
  }

  /** Adds checks of the answer. */
  public final S check(List<CheckBuilder> checks) {
    return constructor.apply(draft.withChecks(checks));
  }

  /** Sets anything that the SDK's builder of the request takes. */
  public final S configure(BiConsumer<Session, B> settings) {
    return with(
        draft.operation().configuration(), session -> builder -> settings.accept(session, builder));
  }

  @Override
  public final io.gatling.core.action.builder.ActionBuilder asScala() {
    return new io.gatling.core.action.builder.ActionBuilder() {
      @Override
      public Action build(ScenarioContext context, Action next) {
        return new DynamoDbAction<>(
            draft,
            context.protocolComponentsRegistry().components(DynamoDbProtocol.KEY),
            context,
            next);
      }
    };
  }

  final <X> S with(Field<B, X> field, Function<Session, ? extends X> value) {
    return constructor.apply(draft.with(field, value));
  }

  final <X> S constant(Field<B, X> field, X value) {
    return with(field, session -> value);
  }

  final S text(Field<B, String> field, String el) {
    return with(field, Expression.text(el));
  }

  final S resend(Resend resend) {
    return constructor.apply(draft.withResend(resend));
  }
}
