package dev.headroom.scenarios.dsl;

import io.gatling.commons.validation.Success;
import io.gatling.commons.validation.Validation;
import io.gatling.core.check.CheckBuilder$Find$Default;
import io.gatling.core.check.CheckBuilder$MultipleFind$Default;
import io.gatling.core.check.CheckBuilder.Find;
import io.gatling.core.check.CheckBuilder.MultipleFind;
import io.gatling.core.check.Extractor;
import io.gatling.core.check.FindExtractor;
import io.gatling.core.session.Session;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.internal.Converters;
import io.gatling.javaapi.core.internal.Expressions;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.Option;
import scala.collection.immutable.Seq;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;

/**
 * Makes Gatling's checks of functions that find something in an answer.
 *
 * <p>Classes within Scala's companion objects are named as their class files are, since Java has no
 * other name for them.
 */
final class Finds {

  /** Finds something in a response; null if there is nothing. */
  interface Finder<X> {
    @Nullable X find(DynamoDbResponse response);
  }

  private Finds() {}

  /** A check of the status. */
  static CheckBuilder.Find<String> findStatus() {
    return find(one("status", Answer::status), Checks.Type.STATUS, String.class);
  }

  /**
   * A check of one value of a response; without a response there is none.
   *
   * @param name in messages
   * @param valueType what the value is at run time; Object if anything
   */
  static <X> CheckBuilder.Find<X> findInResponse(
      String name, Class<?> valueType, Finder<X> finder) {
    return find(inResponse(name, finder), Checks.Type.RESPONSE, valueType);
  }

  private static <X> CheckBuilder.Find<X> find(
      Find<Checks.Type, Answer, X> find, Checks.Type type, Class<?> valueType) {
    return new CheckBuilder.Find.Default<>(find, type, valueType, value -> value);
  }

  /** What a check of one value of a response is made of. */
  static <X> Find<Checks.Type, Answer, X> inResponse(String name, Finder<X> finder) {
    return one(name, finding(finder));
  }

  /** What a check of several values of a response is made of. */
  static <X> MultipleFind<Checks.Type, Answer, X> allInResponse(
      String name, Function<DynamoDbResponse, List<X>> finder) {
    return new Several<>(name, finder);
  }

  private static <X> Find<Checks.Type, Answer, X> one(
      String name, Function<Answer, @Nullable X> finder) {
    return new CheckBuilder$Find$Default<>(extractor(name, finder), /* displayActualValue= */ true);
  }

  private static <X> Function<Answer, @Nullable X> finding(Finder<X> finder) {
    return answer -> answer.response() == null ? null : finder.find(answer.response());
  }

  private static <X> Function1<Session, Validation<Extractor<Answer, X>>> extractor(
      String name, Function<Answer, @Nullable X> finder) {
    return Expressions.toStaticValueExpression(
        new FindExtractor<>(name, answer -> new Success<>(Option.apply(finder.apply(answer)))));
  }

  /** Several values as Gatling's checks see them. */
  private static final class Several<X>
      extends CheckBuilder$MultipleFind$Default<Checks.Type, Answer, X> {

    private final String name;
    private final Function<DynamoDbResponse, List<X>> finder;

    Several(String name, Function<DynamoDbResponse, List<X>> finder) {
      super(/* displayActualValue= */ true);
      this.name = name;
      this.finder = finder;
    }

    @Override
    public Function1<Session, Validation<Extractor<Answer, X>>> findExtractor(int occurrence) {
      return extractor(
          name,
          finding(
              response -> {
                List<X> all = finder.apply(response);
                return occurrence < all.size() ? all.get(occurrence) : null;
              }));
    }

    @Override
    public Function1<Session, Validation<Extractor<Answer, Seq<X>>>> findAllExtractor() {
      return extractor(
          name,
          finding(
              response -> {
                List<X> all = finder.apply(response);
                return all.isEmpty() ? null : Converters.toScalaSeq(all);
              }));
    }

    @Override
    public Function1<Session, Validation<Extractor<Answer, Object>>> countExtractor() {
      return extractor(name, finding(response -> finder.apply(response).size()));
    }
  }
}
