package dev.headroom.endpoint.upstream;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * The store checks signatures. A client signs for the endpoint's address and for its own words,
 * while the store has another address and is asked for more.
 */
public final class SignatureRefusedException extends UpstreamException {

  private static final long serialVersionUID = 1;

  SignatureRefusedException(URI store, Answer answer) {
    super(
        store
            + " checks the signatures of requests, which are made for this endpoint; turn that off"
            + " in the store, or take another one. It said: "
            + new String(answer.body(), StandardCharsets.UTF_8));
  }
}
