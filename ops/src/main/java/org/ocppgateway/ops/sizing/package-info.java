/** Sizing calculator: what a fleet needs, from the figures measured in {@code ops/docs/sizing.md}. */
@NullMarked
package org.ocppgateway.ops.sizing;

import org.jspecify.annotations.NullMarked;
