/** JUnit 5: the gates of scenario files as tests. */
@NullMarked
package dev.headroom.junit;

import org.jspecify.annotations.NullMarked;
