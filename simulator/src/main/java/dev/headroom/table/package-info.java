/** A DynamoDB table as it is declared: keys, indexes, capacity, auto scaling. */
@NullMarked
package dev.headroom.table;

import org.jspecify.annotations.NullMarked;
