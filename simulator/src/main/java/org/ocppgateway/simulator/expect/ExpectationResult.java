package org.ocppgateway.simulator.expect;

/**
 * Whether an expectation was met.
 *
 * @param expectation as it was written
 * @param measured for people
 */
public record ExpectationResult(String expectation, String measured, boolean met) {}
