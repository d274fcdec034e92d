package dev.headroom.endpoint.api;

import dev.headroom.endpoint.upstream.Answer;
import dev.headroom.endpoint.upstream.UpstreamException;

/** Carries out requests of one kind. Thread-safe. */
interface Operation {

  /** Answers a request, perhaps by throttling it. */
  Answer handle(Exchange exchange) throws UpstreamException;
}
