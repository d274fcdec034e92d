/** The tables behind an endpoint as the engine sees them: what is admitted, and what it cost. */
@NullMarked
package dev.headroom.endpoint.service;

import org.jspecify.annotations.NullMarked;
