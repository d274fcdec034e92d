/** DynamoDB's operations: what each costs, how it is passed on, and how it is answered. */
@NullMarked
package dev.headroom.endpoint.api;

import org.jspecify.annotations.NullMarked;
