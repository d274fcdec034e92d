package dev.headroom.cli.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Keeps the texts of successful answers, so that the readers of files read live tables too. Not
 * thread-safe.
 */
final class RecordedAnswers implements ExecutionInterceptor {

  private final List<String> texts = new ArrayList<>();

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    Optional<InputStream> body = context.responseBody();
    if (body.isEmpty()) {
      return body;
    }
    try {
      byte[] content = body.get().readAllBytes();
      if (context.httpResponse().isSuccessful()) {
        texts.add(new String(content, StandardCharsets.UTF_8));
      }
      return Optional.of(new ByteArrayInputStream(content));
    } catch (IOException e) {
      throw new UncheckedIOException("an answer broke off", e);
    }
  }

  List<String> texts() {
    return List.copyOf(texts);
  }
}
