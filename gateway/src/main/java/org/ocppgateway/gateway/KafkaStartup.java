package org.ocppgateway.gateway;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.routing.kafka.TopicsException;
import org.ocppgateway.routing.log.EventLog;

/** Retries a step of the start while Kafka is unavailable. Other failures end the start. */
final class KafkaStartup {
    private static final EventLog LOG = EventLog.of(KafkaStartup.class);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(2);

    private KafkaStartup() {}

    /** A step that needs Kafka. */
    interface Step<T> {
        T run() throws TopicsException, InterruptedException;
    }

    /**
     * Runs a step every two seconds until Kafka is available. Blocks without limit.
     *
     * @throws StartException if a topic is missing or an operation is not allowed
     */
    static <T> T retry(Step<T> step) throws StartException, InterruptedException {
        while (true) {
            try {
                return step.run();
            } catch (TopicsException e) {
                if (!e.outage()) {
                    throw new StartException(String.valueOf(e.getMessage()), e);
                }
                LOG.log(GatewayLogEvent.KAFKA_AWAITED, e.getMessage());
                TimeUnit.NANOSECONDS.sleep(RETRY_PAUSE.toNanos());
            }
        }
    }
}
