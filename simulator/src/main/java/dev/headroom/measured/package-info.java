/** What was measured on a real table, read from exports of CloudWatch, and scenarios made of it. */
@NullMarked
package dev.headroom.measured;

import org.jspecify.annotations.NullMarked;
