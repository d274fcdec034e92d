/**
 * A DynamoDB protocol for Gatling's Java DSL: {@link dev.headroom.scenarios.dsl.DynamoDbDsl} is
 * where a simulation begins.
 */
@NullMarked
package dev.headroom.scenarios.dsl;

import org.jspecify.annotations.NullMarked;
