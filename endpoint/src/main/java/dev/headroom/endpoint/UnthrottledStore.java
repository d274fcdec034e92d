package dev.headroom.endpoint;

import dev.headroom.endpoint.upstream.Answer;
import dev.headroom.endpoint.upstream.Upstream;
import dev.headroom.endpoint.upstream.UpstreamException;
import java.io.IOException;
import java.net.URI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * A way past a {@link ThrottlingEndpoint} to its store, on a free port of the loopback interface:
 * to fill tables before they are throttled. The store stays open when it is closed.
 */
public final class UnthrottledStore implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  /**
   * Opens the way.
   *
   * @throws IOException if no port is free
   */
  public UnthrottledStore(Upstream store) throws IOException {
    connector.setHost(LOOPBACK);
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws IOException {
            byte[] body = EndpointHandler.read(request);
            EndpointHandler.send(answer(store, request, body), response, callback);
            return true;
          }
        });
    try {
      server.start();
    } catch (Exception e) {
      throw new IOException("cannot listen on " + LOOPBACK + ": " + e.getMessage(), e);
    }
  }

  private static Answer answer(Upstream store, Request request, byte[] body) throws IOException {
    try {
      return store.send(request, request.getHeaders().get("X-Amz-Target"), body);
    } catch (UpstreamException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Where it is found. */
  public URI uri() {
    return URI.create("http://" + LOOPBACK + ":" + connector.getLocalPort());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the store's listener did not stop: " + e.getMessage(), e);
    }
  }
}
