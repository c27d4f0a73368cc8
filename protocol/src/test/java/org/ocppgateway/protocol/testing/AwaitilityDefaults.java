package org.ocppgateway.protocol.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.pollinterval.PollInterval;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Default timeout of Awaitility in all tests. It is long enough for a slow machine, because only a failing test waits that
 * long. Polling starts fast and slows down to ten times a second. JUnit registers it automatically.
 */
public final class AwaitilityDefaults implements BeforeAllCallback {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration FIRST_LOOKS = Duration.ofMillis(5);
    private static final Duration LATER_LOOKS = Duration.ofMillis(100);
    private static final PollInterval LESS_AND_LESS_OFTEN = (count, before) -> {
        Duration next = before.isZero() ? FIRST_LOOKS : before.multipliedBy(3).dividedBy(2);
        return next.compareTo(LATER_LOOKS) < 0 ? next : LATER_LOOKS;
    };

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(LIMIT);
        Awaitility.setDefaultPollInterval(LESS_AND_LESS_OFTEN);
    }
}
