package dev.headroom.scenarios.dsl;

import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.utils.builder.CopyableBuilder;
import software.amazon.awssdk.utils.builder.ToCopyableBuilder;

/**
 * A request of a simulation as far as it is written. Immutable.
 *
 * @param requestName as it appears in Gatling's report
 * @param operation what is asked of DynamoDB
 * @param origin the request to begin with
 * @param fields what is set beyond that, in the order in which it was first mentioned
 * @param checks what the answer must pass
 * @param resend what happens to what a batch leaves out
 */
record Draft<
    Q extends DynamoDbRequest & ToCopyableBuilder<B, Q>,
    B extends DynamoDbRequest.Builder & CopyableBuilder<B, Q>,
    R extends DynamoDbResponse>(
    Function<Session, String> requestName,
    Operation<Q, B, R> operation,
    Function<Session, B> origin,
    Map<Field<B, ?>, List<Function<Session, ?>>> fields,
    List<CheckBuilder> checks,
    Resend resend) {

  Draft(
      Function<Session, String> requestName,
      Operation<Q, B, R> operation,
      Function<Session, B> origin) {
    this(requestName, operation, origin, Map.of(), List.of(), Resend.NEVER);
  }

  <X> Draft<Q, B, R> with(Field<B, X> field, Function<Session, ? extends X> value) {
    Map<Field<B, ?>, List<Function<Session, ?>>> more = new LinkedHashMap<>(fields);
    more.merge(
        field,
        List.of(value),
        (before, one) ->
            Stream.of(before, one).<Function<Session, ?>>flatMap(List::stream).toList());
    return new Draft<>(requestName, operation, origin, more, checks, resend);
  }

  Draft<Q, B, R> withChecks(List<CheckBuilder> others) {
    List<CheckBuilder> all = new ArrayList<>(checks);
    all.addAll(others);
    return new Draft<>(requestName, operation, origin, fields, List.copyOf(all), resend);
  }

  Draft<Q, B, R> withResend(Resend other) {
    return new Draft<>(requestName, operation, origin, fields, checks, other);
  }

  /**
   * The request of a virtual user.
   *
   * @throws IllegalArgumentException if the session lacks what it needs
   */
  Q request(Session session) {
    B builder = origin.apply(session);
    fields.forEach((field, values) -> set(builder, field, values, session));
    return builder.build();
  }

  @SuppressWarnings("unchecked") // with() puts in what the field takes
  private static <B, X> void set(
      B builder, Field<B, X> field, List<Function<Session, ?>> values, Session session) {
    List<X> resolved = new ArrayList<>(values.size());
    values.forEach(value -> resolved.add((X) value.apply(session)));
    field.set(builder, resolved);
  }
}
