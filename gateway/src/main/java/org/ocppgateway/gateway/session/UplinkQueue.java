package org.ocppgateway.gateway.session;

import org.ocppgateway.gateway.connection.Connection;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.frame.Inbound;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.GatewayEvents;
import org.ocppgateway.routing.route.Route;

/**
 * Messages of one charge point that wait to be processed one at a time: validated, published, then answered. The read loop adds them.
 * Work that may block runs on the queue's virtual thread, so that a CALL waiting for Kafka does not delay answers to the gateway's CALLs.
 */
final class UplinkQueue {
    private final SessionContext context;
    private final Route route;
    private final Connection connection;
    private final UplinkProcessor processor;
    private final SerialQueue<UplinkItem, Prepared> queue;

    UplinkQueue(SessionContext context, RegistrationState registration, Route route, Connection connection) {
        this.context = context;
        this.route = route;
        this.connection = connection;
        this.processor = new UplinkProcessor(context, registration, route, connection);
        this.queue = new SerialQueue<>(context.settings().queues().uplink(), processor);
    }

    /** Adds the connected event. Does not wait until it is published. */
    void start() throws InterruptedException {
        String fields = GatewayEvents.connected(
                connection.remoteAddress(), route.protocol().subprotocol());
        put(new UplinkItem.Notice(EventType.DEVICE_CONNECTED, fields, now()));
    }

    /** Adds an event of the gateway; false if the queue is full or closed. Does not block. */
    boolean publish(EventType type, String fields) {
        return queue.offer(new UplinkItem.Notice(type, fields, now()));
    }

    /**
     * Adds a CALL. A CALL that is already in the queue is answered once. Blocks while the queue is full.
     *
     * @param size characters of the message
     * @return whether the CALL was added; the processor then releases the message
     */
    boolean add(Frame.Call call, int size) throws InterruptedException {
        if (queue.anyMatch(item -> item instanceof UplinkItem.Call waiting
                && !waiting.isAnswered()
                && waiting.frame().equals(call))) {
            context.metrics().count(SessionMetrics.Call.ATTACHED);
            return false;
        }
        put(new UplinkItem.Call(call, size, now()));
        return true;
    }

    /** Adds a SEND. Blocks while the queue is full. The processor releases the message. */
    void add(Frame.Send send, int size) throws InterruptedException {
        put(new UplinkItem.Send(send, size, now()));
    }

    /** Adds a malformed CALL, which is answered with an error after the earlier CALLs. Blocks while the queue is full. */
    void add(Inbound.Malformed frame) throws InterruptedException {
        put(new UplinkItem.Malformed(frame));
    }

    /**
     * Drops waiting items and publishes the offline event, unless a newer session has taken over.
     *
     * @param onFinished called once, after the event was published or dropped, on the queue's thread
     */
    void end(boolean superseded, String offlineFields, Runnable onFinished) {
        processor.abandonDecision();
        queue.close(new UplinkItem.End(superseded ? null : offlineFields, onFinished));
    }

    private void put(UplinkItem item) throws InterruptedException {
        if (queue.isFull()) {
            context.metrics().uplinkFull();
        }
        queue.put(item);
    }

    private long now() {
        return context.time().nanos();
    }
}
