package org.ocppgateway.ops.checks.fuzz;

/**
 * An input that violates a rule.
 *
 * @param kind description of the violation, equal for all inputs with the same cause
 */
record Finding(FuzzInput input, String kind) {}
