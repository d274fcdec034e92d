/**
 * The service in real time: any number of tables that admit requests one by one, for an endpoint
 * and for the shadow of a load run. The time is told by the caller's clock.
 */
@NullMarked
package dev.headroom.service;

import org.jspecify.annotations.NullMarked;
