package org.ocppgateway.routing.event;

import org.ocppgateway.protocol.ChargePointId;

/** Makes events durable. Called by any number of virtual threads. */
public interface EventPublisher {

    /** Which of the places that may be out one by one this charge point's events go to, from 0; by default there is one for all. */
    default int partitionOf(ChargePointId key) {
        return 0;
    }

    /**
     * Blocks until the event is durable (acknowledged by all in-sync replicas), at most the configured delivery time.
     *
     * @param key whose event it is; events of one charge point keep the order in which this was called
     * @param event the encoded event
     * @throws PublishException if it is not, or nobody can tell; its reason says whether the sender may be told
     */
    void publish(ChargePointId key, byte[] event) throws PublishException, InterruptedException;

    /**
     * Hands over an event that may be lost. An implementation need not wait until the event is durable. By default it is published.
     *
     * @param key whose event it is; it keeps its place among the others of that charge point
     * @return false if Kafka is out or overloaded: the event is dropped
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
