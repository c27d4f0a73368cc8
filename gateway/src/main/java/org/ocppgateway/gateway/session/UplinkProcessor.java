package org.ocppgateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.gateway.session.publish.Rejection;
import org.ocppgateway.gateway.session.publish.RetryingPublisher;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.UplinkContext;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.route.Route;

/**
 * Processes the items of one uplink queue. The queue calls it for one item at a time. An unexpected exception closes the connection with
 * 1011.
 */
final class UplinkProcessor implements SerialQueue.Processor<UplinkItem, Prepared> {
    private static final EventLog LOG = EventLog.of(UplinkProcessor.class);

    private final SessionContext context;
    private final RegistrationState registration;
    private final Route route;
    private final SessionChannel channel;
    private final SessionPublisher publisher;
    private final CallProcessor calls;
    private final BootAndStopCounter counter = new BootAndStopCounter();

    UplinkProcessor(SessionContext context, RegistrationState registration, Route route, SessionChannel channel) {
        this.context = context;
        this.registration = registration;
        this.route = route;
        this.channel = channel;
        this.publisher = new SessionPublisher(context, route, channel);
        this.calls = new CallProcessor(context, registration, route, channel, publisher, counter);
    }

    @Override
    public @Nullable Prepared prepare(UplinkItem item) {
        Prepared prepared = null;
        try {
            prepared = switch (item) {
                case UplinkItem.Call call -> calls.prepare(call);
                case UplinkItem.Malformed malformed -> answer(malformed);
                case UplinkItem.Send send -> new Prepared.PublishSend(send);
                case UplinkItem.Notice notice -> new Prepared.PublishNotice(notice);
                case UplinkItem.End end -> new Prepared.EndSession(end);
            };
        } catch (RuntimeException | Error e) {
            closeAfter(e);
        } finally {
            if (prepared == null) {
                item.release();
            }
        }
        return prepared;
    }

    @Override
    public void complete(Prepared prepared) throws InterruptedException {
        try {
            switch (prepared) {
                case Prepared.PublishCall call -> calls.complete(call);
                case Prepared.PublishRejection rejected -> publisher.publish(rejected.rejection());
                case Prepared.ReportForbidden forbidden -> report(forbidden);
                case Prepared.PublishSend send -> publish(send.item());
                case Prepared.PublishNotice notice -> publisher.publish(notice.item());
                case Prepared.EndSession end -> end(end.item());
            }
        } catch (RuntimeException | Error e) {
            closeAfter(e);
        } finally {
            prepared.item().release();
        }
    }

    /** Ends the wait for a decision of the backend, now and later. Thread-safe. */
    void abandonDecision() {
        calls.abandonDecision();
    }

    private @Nullable Prepared answer(UplinkItem.Malformed malformed) {
        channel.send(malformed.frame().answer());
        Rejection rejection = Rejection.of(malformed.frame());
        return publisher.record(rejection) ? new Prepared.PublishRejection(malformed, rejection) : null;
    }

    private void report(Prepared.ReportForbidden forbidden) throws InterruptedException {
        publisher.reportForbidden();
        Rejection rejection = forbidden.rejection();
        if (rejection != null) {
            publisher.publish(rejection);
        }
    }

    private void publish(UplinkItem.Send send) throws InterruptedException {
        Frame.Send frame = send.frame();
        if (registration.forbids(frame.action())) {
            context.metrics().count(SessionMetrics.Call.FORBIDDEN);
            publisher.reportForbidden();
            return;
        }
        UplinkContext received = new UplinkContext(
                route.chargePointId(),
                route.epoch(),
                counter.count(),
                context.time().now());
        switch (registration.handler().send(received, frame.action(), frame.payload())) {
            case Uplink.Refused refused -> context.metrics().count(SessionMetrics.Call.REFUSED);
            case Uplink.Accepted accepted -> {
                RetryingPublisher.Result result = publisher.publish(frame, accepted, null, send.receivedAt());
                boolean durable = result == RetryingPublisher.Result.DURABLE;
                context.metrics().count(durable ? SessionMetrics.Call.ACCEPTED : SessionMetrics.Call.FAILED);
            }
        }
    }

    private void end(UplinkItem.End end) throws InterruptedException {
        try {
            if (end.fields() != null) {
                publisher.publishOffline(end.fields());
            }
        } finally {
            end.onFinished().run();
        }
    }

    private void closeAfter(Throwable failure) {
        channel.close(new CloseStatus(CloseStatus.INTERNAL_ERROR, "internal error"));
        LOG.log(GatewayLogEvent.UPLINK_CALL_FAILED, route.chargePointId(), failure);
    }
}
