@NullMarked
package dev.headroom.reports.testing;

import org.jspecify.annotations.NullMarked;
