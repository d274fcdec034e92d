/** What is read from a live AWS account, and never written there. */
@NullMarked
package dev.headroom.cli.aws;

import org.jspecify.annotations.NullMarked;
