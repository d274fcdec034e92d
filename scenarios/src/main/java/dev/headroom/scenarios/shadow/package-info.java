/**
 * An engine beside a real run: every attempt is put to it at the instant at which it is sent, and
 * no answer ever corrects it.
 */
@NullMarked
package dev.headroom.scenarios.shadow;

import org.jspecify.annotations.NullMarked;
