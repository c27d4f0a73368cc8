package org.ocppgateway.routing.event;

import org.ocppgateway.protocol.ChargePointId;

/** Publishes events durably. Called by any number of virtual threads. */
public interface EventPublisher {

    /**
     * Returns the index of the failure unit (for Kafka: the partition) to which events of this charge point go, from 0.
     * The default has a single one.
     */
    default int partitionOf(ChargePointId key) {
        return 0;
    }

    /**
     * Blocks until the event is durable (acknowledged by all in-sync replicas), at most the configured delivery time.
     *
     * @param key the charge point of the event; events of one charge point keep the order of the calls
     * @param event the encoded event
     * @throws PublishException if the event is not durable or that is unknown; its reason decides whether the charge
     *     point gets an error
     */
    void publish(ChargePointId key, byte[] event) throws PublishException, InterruptedException;

    /**
     * Publishes an event that may be lost. An implementation need not wait until the event is durable; the default
     * does.
     *
     * @param key the charge point of the event; the order among its other events is kept
     * @return false if Kafka is unavailable or overloaded or refuses the event, which is then dropped
     */
    default boolean offer(ChargePointId key, byte[] event) throws InterruptedException {
        try {
            publish(key, event);
            return true;
        } catch (PublishException e) {
            return false;
        }
    }
}
