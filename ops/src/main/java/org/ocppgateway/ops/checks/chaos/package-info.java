/** Breaks a whole cluster under load, by a schedule that a seed repeats, and adds up what both ends saw. */
@NullMarked
package org.ocppgateway.ops.checks.chaos;

import org.jspecify.annotations.NullMarked;
