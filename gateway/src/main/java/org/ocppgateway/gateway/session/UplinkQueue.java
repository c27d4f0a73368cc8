package org.ocppgateway.gateway.session;

import org.ocppgateway.gateway.connection.BacklogPermit;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.frame.Inbound;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.GatewayEvents;

/**
 * Messages of one charge point that wait to be processed one at a time: validated, published, then answered. The read loop adds them.
 * Work that may block runs on the queue's virtual thread, so that a CALL waiting for Kafka does not delay answers to the gateway's CALLs.
 */
final class UplinkQueue {
    private final OpenSession session;
    private final CallProcessor calls;
    private final SerialQueue<UplinkItem, Prepared> queue;

    UplinkQueue(OpenSession session) {
        this.session = session;
        SessionPublisher publisher = new SessionPublisher(session);
        BootAndStopCounter counter = new BootAndStopCounter();
        CallAnswers answers = new CallAnswers(session, publisher);
        this.calls = new CallProcessor(session, publisher, answers);
        this.queue = new SerialQueue<>(
                session.context().settings().queues().uplink(),
                new UplinkReader(session, publisher, new CallReader(session, publisher, counter, answers)),
                new UplinkProcessor(session, publisher, counter, calls));
    }

    /** Adds the connected event. Does not wait until it is published. */
    void start() throws InterruptedException {
        String fields = GatewayEvents.connected(
                session.channel().remoteAddress(), session.route().protocol().subprotocol());
        boolean unused = put(new UplinkItem.Notice(EventType.DEVICE_CONNECTED, fields, now()));
    }

    /** Adds an event of the gateway; false if the queue is full or closed. Does not block. */
    boolean publish(EventType type, String fields) {
        return queue.offer(new UplinkItem.Notice(type, fields, now()));
    }

    /**
     * Adds a CALL. A CALL that is already in the queue is answered once. Blocks while the queue is full.
     *
     * @param permit released by the processor if the CALL was added
     * @return whether the CALL was added
     */
    boolean add(Frame.Call call, BacklogPermit permit) throws InterruptedException {
        if (queue.anyMatch(item -> item instanceof UplinkItem.Call waiting
                && !waiting.isAnswered()
                && waiting.frame().equals(call))) {
            session.metrics().count(SessionMetrics.Call.ATTACHED);
            return false;
        }
        return put(new UplinkItem.Call(call, permit, now()));
    }

    /** Adds a SEND like a CALL. */
    boolean add(Frame.Send send, BacklogPermit permit) throws InterruptedException {
        return put(new UplinkItem.Send(send, permit, now()));
    }

    /** Adds a malformed CALL, which is answered with an error after the earlier CALLs. Blocks while the queue is full. */
    void add(Inbound.Malformed frame) throws InterruptedException {
        boolean unused = put(new UplinkItem.Malformed(frame));
    }

    /**
     * Drops waiting items and publishes the offline event, unless a newer session has taken over.
     *
     * @param listener called once, after the event was published or dropped, on the queue's thread
     */
    void end(boolean superseded, String offlineFields, UplinkItem.EndListener listener) {
        calls.abandonDecision();
        queue.close(new UplinkItem.End(superseded ? null : offlineFields, listener));
    }

    /** Accepts no further message. Those in the queue are still processed and answered. */
    void leave(Runnable onIdle) {
        queue.drain(onIdle);
    }

    /** Number of items that wait to be processed. */
    int waiting() {
        return queue.waiting();
    }

    boolean isIdle() {
        return queue.isIdle();
    }

    private boolean put(UplinkItem item) throws InterruptedException {
        if (queue.isFull()) {
            session.metrics().uplinkFull();
        }
        boolean added = queue.put(item);
        if (!added && !(item instanceof UplinkItem.Notice)) {
            session.metrics().count(SessionMetrics.Call.UNANSWERED);
        }
        return added;
    }

    private long now() {
        return session.time().nanos();
    }
}
