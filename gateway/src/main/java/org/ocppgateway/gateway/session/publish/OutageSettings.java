package org.ocppgateway.gateway.session.publish;

import java.time.Duration;

/**
 * What happens while events cannot be published.
 *
 * @param answerLimit how long an answer is held up
 * @param retryPause between two attempts to publish one event
 * @param closesPerSecond how many connections may be closed in one second, for each partition of the events
 * @param farewellLimit how long it is tried to tell of a charge point that is gone
 * @param farewellPause between two attempts to
 * @param farewellBound how many of those may be waiting; one more is given up
 */
public record OutageSettings(
        Duration answerLimit,
        Duration retryPause,
        int closesPerSecond,
        Duration farewellLimit,
        Duration farewellPause,
        int farewellBound) {}
