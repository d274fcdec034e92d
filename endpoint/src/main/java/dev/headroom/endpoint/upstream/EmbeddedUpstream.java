package dev.headroom.endpoint.upstream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import software.amazon.dynamodb.services.exceptions.DynamoDBLocalServiceException;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local within this process, without a port of its own: its server listens on every
 * interface and reports to AWS, and neither happens where only its handler is used. Data of all
 * Regions and access keys is one.
 */
public final class EmbeddedUpstream implements Upstream {

  private static final long TIMEOUT_SECONDS = 60;

  private final LocalDynamoDBRequestHandler store;
  private final LocalDynamoDBServerHandler handler;
  private final String description;

  /**
   * Opens the store.
   *
   * @param folder where data is kept; null for memory
   * @throws IOException if the folder cannot be used
   */
  public EmbeddedUpstream(@Nullable Path folder) throws IOException {
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
      store =
          new LocalDynamoDBRequestHandler(
              0, folder == null, folder == null ? null : folder.toString(), true, false);
    } catch (DynamoDBLocalServiceException e) {
      throw new IOException("DynamoDB Local cannot open " + folder + ": " + e.getMessage(), e);
    }
    handler = new LocalDynamoDBServerHandler(store, null);
    description = "DynamoDB Local, embedded, " + (folder == null ? "in memory" : "in " + folder);
  }

  @Override
  public Answer send(Request origin, @Nullable String target, byte[] body)
      throws UpstreamException {
    ReplayedRequest request = new ReplayedRequest(origin, target, body);
    BufferedResponse response = new BufferedResponse(request);
    Callback.Completable done = new Callback.Completable();
    try {
      handler.handle(request, response, done);
      done.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      return new Answer(response.getStatus(), response.headers.asImmutable(), response.body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UpstreamException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new UpstreamException("DynamoDB Local gave no answer: " + e.getMessage(), e);
    } catch (Exception e) {
      throw new UpstreamException("DynamoDB Local failed: " + e.getMessage(), e);
    }
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public void close() {
    store.shutdown();
  }

  /** The client's request with another body. */
  private static final class ReplayedRequest extends Request.Wrapper {
    private final HttpFields headers;
    private final byte[] body;
    private boolean isRead;

    ReplayedRequest(Request origin, @Nullable String target, byte[] body) {
      super(origin);
      HttpFields.Mutable changed =
          HttpFields.build(origin.getHeaders()).put(HttpHeader.CONTENT_LENGTH, body.length);
      this.headers = target == null ? changed : changed.put("X-Amz-Target", target);
      this.body = body;
    }

    @Override
    public HttpFields getHeaders() {
      return headers;
    }

    @Override
    public long getLength() {
      return body.length;
    }

    @Override
    public Content.Chunk read() {
      if (isRead) {
        return Content.Chunk.EOF;
      }
      isRead = true;
      return Content.Chunk.from(ByteBuffer.wrap(body), true);
    }

    @Override
    public void demand(Runnable demandCallback) {
      demandCallback.run();
    }
  }

  /** Keeps an answer instead of sending it. */
  private static final class BufferedResponse implements Response {
    private final Request request;
    private final HttpFields.Mutable headers = HttpFields.build();
    private int status = HttpStatus.OK_200;
    private byte[] body = new byte[0];
    private boolean isComplete;

    BufferedResponse(Request request) {
      this.request = request;
    }

    @Override
    public Request getRequest() {
      return request;
    }

    @Override
    public int getStatus() {
      return status;
    }

    @Override
    public void setStatus(int code) {
      status = code;
    }

    @Override
    public HttpFields.Mutable getHeaders() {
      return headers;
    }

    @Override
    public @Nullable Supplier<HttpFields> getTrailersSupplier() {
      return null;
    }

    @Override
    public void setTrailersSupplier(Supplier<HttpFields> trailers) {
      throw new UnsupportedOperationException("no answer of the API has trailers");
    }

    @Override
    public boolean isCommitted() {
      return isComplete;
    }

    @Override
    public boolean hasLastWrite() {
      return isComplete;
    }

    @Override
    public boolean isCompletedSuccessfully() {
      return isComplete;
    }

    @Override
    public void reset() {
      status = HttpStatus.OK_200;
      headers.clear();
      body = new byte[0];
    }

    @Override
    public CompletableFuture<Void> writeInterim(int code, HttpFields interim) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void write(boolean last, @Nullable ByteBuffer content, Callback callback) {
      if (content != null && content.hasRemaining()) {
        int length = body.length;
        body = Arrays.copyOf(body, length + content.remaining());
        content.get(body, length, content.remaining());
      }
      isComplete |= last;
      callback.succeeded();
    }
  }
}
