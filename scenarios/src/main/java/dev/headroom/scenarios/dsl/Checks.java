package dev.headroom.scenarios.dsl;

import io.gatling.commons.validation.Failure;
import io.gatling.commons.validation.Validation;
import io.gatling.core.check.Check;
import io.gatling.core.check.Check$;
import io.gatling.core.check.CheckMaterializer;
import io.gatling.core.session.Session;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.internal.Converters;
import java.util.List;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.Option;
import scala.Tuple2;

/** The checks of a request. Without one of the status, only a success passes. */
final class Checks {

  /** What a check of ours looks at. */
  enum Type implements CheckBuilder.CheckType {
    STATUS,
    RESPONSE
  }

  /**
   * What checks made of an answer.
   *
   * @param session with what they saved
   * @param failure what Gatling shows; null if all passed
   */
  record Result(Session session, @Nullable String failure) {}

  private static final CheckMaterializer<Type, Check<Answer>, Answer, Answer> MATERIALIZER =
      new CheckMaterializer<>(check -> check) {
        @Override
        public Function1<Answer, Validation<Answer>> preparer() {
          return io.gatling.core.check.package$.MODULE$.identityPreparer();
        }
      };

  private final scala.collection.immutable.List<Check<Answer>> checks;
  private final boolean hasStatusCheck;

  private Checks(scala.collection.immutable.List<Check<Answer>> checks, boolean hasStatusCheck) {
    this.checks = checks;
    this.hasStatusCheck = hasStatusCheck;
  }

  static Checks of(List<CheckBuilder> builders) {
    return new Checks(
        Converters.toScalaSeq(builders.stream().map(Checks::check).toList()).toList(),
        builders.stream().anyMatch(builder -> builder.type() == Type.STATUS));
  }

  @SuppressWarnings("unchecked") // a check of our types is made of an answer by findOf in Finds
  private static Check<Answer> check(CheckBuilder builder) {
    if (!(builder.type() instanceof Type)) {
      throw new IllegalArgumentException(
          "A check of the type %s does not apply to DynamoDB; use those of DynamoDbDsl"
              .formatted(builder.type()));
    }
    return ((io.gatling.core.check.CheckBuilder<Type, Answer>) builder.asScala())
        .build(MATERIALIZER);
  }

  Result check(Answer answer, Session session) {
    if (!hasStatusCheck && !answer.isSuccess()) {
      return new Result(session, answer.message());
    }
    Tuple2<Session, Option<Failure>> result = Check$.MODULE$.check(answer, session, checks);
    return new Result(result._1(), result._2().isEmpty() ? null : result._2().get().message());
  }
}
