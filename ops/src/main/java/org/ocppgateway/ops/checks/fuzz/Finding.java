package org.ocppgateway.ops.checks.fuzz;

/**
 * A text of which something does not hold.
 *
 * @param kind what, in the same words for all texts with the same cause
 */
record Finding(FuzzInput input, String kind) {}
