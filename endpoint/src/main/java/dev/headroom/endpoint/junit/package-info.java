/** JUnit 5: a throttling endpoint for the tests of a project that uses DynamoDB. */
@NullMarked
package dev.headroom.endpoint.junit;

import org.jspecify.annotations.NullMarked;
