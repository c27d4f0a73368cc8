package org.ocppgateway.gateway;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.ocppgateway.routing.kafka.TopicsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the start of the process waits for Kafka: for as long as it is out, and not at all for what waiting cannot mend. */
final class KafkaStartup {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaStartup.class);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private KafkaStartup() {}

    /** What needs Kafka. */
    interface Attempt<T> {
        T run() throws TopicsException, InterruptedException;
    }

    /**
     * Tries every two seconds until Kafka answers.
     *
     * @throws StartException if Kafka answers that something is missing or not allowed
     */
    static <T> T until(Attempt<T> attempt) throws StartException, InterruptedException {
        while (true) {
            try {
                return attempt.run();
            } catch (TopicsException e) {
                if (!e.outage()) {
                    throw new StartException(String.valueOf(e.getMessage()), e);
                }
                LOG.warn("Waiting for Kafka: {}", e.getMessage());
                TimeUnit.NANOSECONDS.sleep(RETRY.toNanos());
            }
        }
    }
}
