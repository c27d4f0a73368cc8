package org.ocppgateway.gateway.session.publish;

import java.time.Duration;

/**
 * Behaviour while events cannot be published.
 *
 * @param answerLimit maximum time that an answer waits for its event
 * @param retryPause pause between two attempts to publish one event
 * @param closesPerSecond maximum number of connections closed per second, for each event partition
 * @param offlineRetryLimit maximum time of attempts to publish the offline event of a charge point
 * @param offlineRetryPause pause between two of those attempts
 * @param maxPendingOfflineEvents maximum number of offline events that are retried concurrently; a further one is dropped
 */
public record OutageSettings(
        Duration answerLimit,
        Duration retryPause,
        int closesPerSecond,
        Duration offlineRetryLimit,
        Duration offlineRetryPause,
        int maxPendingOfflineEvents) {}
