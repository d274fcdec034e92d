/** An endpoint that speaks DynamoDB's API and throttles as DynamoDB would, in front of a store. */
@NullMarked
package dev.headroom.endpoint;

import org.jspecify.annotations.NullMarked;
