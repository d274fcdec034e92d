package dev.headroom.scenarios.dsl;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Tells the log of a call of each attempt that the SDK makes for it. */
final class AttemptInterceptor implements ExecutionInterceptor {

  static final AttemptInterceptor INSTANCE = new AttemptInterceptor();

  /** The log, in the attributes of a request. */
  static final ExecutionAttribute<CallLog> LOG = new ExecutionAttribute<>("dev.headroom.CallLog");

  private AttemptInterceptor() {}

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    CallLog log = log(attributes);
    if (log != null) {
      log.attemptStarted(System.nanoTime());
    }
  }

  @Override
  public Optional<Publisher<ByteBuffer>> modifyAsyncHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    CallLog log = log(attributes);
    if (log == null) {
      return context.responsePublisher();
    }
    int attempt = log.answered(context.httpResponse().statusCode());
    if (context.httpResponse().isSuccessful()) {
      return context.responsePublisher();
    }
    return context
        .responsePublisher()
        .map(body -> subscriber -> body.subscribe(new ErrorReader(subscriber, log, attempt)));
  }

  @Override
  public void afterUnmarshalling(
      Context.AfterUnmarshalling context, ExecutionAttributes attributes) {
    CallLog log = log(attributes);
    if (log != null) {
      log.attemptSucceeded(System.nanoTime(), Responses.consumedCapacity(context.response()));
    }
  }

  /** Null for a call that was not made by a simulation, on a client that is shared with others. */
  private static @Nullable CallLog log(ExecutionAttributes attributes) {
    return attributes.getAttribute(LOG);
  }

  /** Reads the body of an error on its way to the SDK. */
  private static final class ErrorReader implements Subscriber<ByteBuffer> {

    private final Subscriber<? super ByteBuffer> subscriber;
    private final CallLog log;
    private final int attempt;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    ErrorReader(Subscriber<? super ByteBuffer> subscriber, CallLog log, int attempt) {
      this.subscriber = subscriber;
      this.log = log;
      this.attempt = attempt;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      subscriber.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer part) {
      byte[] bytes = new byte[part.remaining()];
      part.duplicate().get(bytes);
      body.writeBytes(bytes);
      subscriber.onNext(part);
    }

    @Override
    public void onError(Throwable failure) {
      subscriber.onError(failure);
    }

    @Override
    public void onComplete() {
      log.attemptFailed(attempt, System.nanoTime(), ErrorBody.read(body.toByteArray()));
      subscriber.onComplete();
    }
  }
}
