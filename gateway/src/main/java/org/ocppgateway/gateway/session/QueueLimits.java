package org.ocppgateway.gateway.session;

/**
 * Limits of the queues of one session.
 *
 * @param uplink maximum number of waiting CALLs; at the limit reading stops
 * @param downlink maximum number of waiting commands; at the limit commands are refused
 * @param recentAnswers number of stored answers for repeated CALLs
 */
public record QueueLimits(int uplink, int downlink, int recentAnswers) {}
