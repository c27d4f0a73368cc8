package org.ocppgateway.simulator.expect;

/**
 * Result of an expectation.
 *
 * @param expectation text of the expectation on the command line
 * @param measured formatted value
 */
public record ExpectationResult(String expectation, String measured, boolean met) {}
