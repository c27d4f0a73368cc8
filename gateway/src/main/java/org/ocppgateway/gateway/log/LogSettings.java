package org.ocppgateway.gateway.log;

/**
 * Settings of the log.
 *
 * @param linesPerSecond lines of one event that are written per second in the long run; ten times as many at once
 */
public record LogSettings(int linesPerSecond) {}
