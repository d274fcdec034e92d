/** CloudWatch alarms on a predicted table: when each fires, and which never could. */
@NullMarked
package dev.headroom.alarm;

import org.jspecify.annotations.NullMarked;
