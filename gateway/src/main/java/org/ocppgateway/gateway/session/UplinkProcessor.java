package org.ocppgateway.gateway.session;

import org.ocppgateway.gateway.session.publish.Rejection;
import org.ocppgateway.gateway.session.publish.RetryingPublisher;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.UplinkContext;
import org.ocppgateway.routing.trace.TraceSpan;
import org.ocppgateway.routing.trace.Tracing;

/** Completes the prepared items of one uplink queue. The queue calls it for one item at a time. An unexpected exception closes the connection. */
final class UplinkProcessor implements SerialQueue.Completer<Prepared> {
    private final OpenSession session;
    private final SessionPublisher publisher;
    private final BootAndStopCounter counter;
    private final CallProcessor calls;

    UplinkProcessor(OpenSession session, SessionPublisher publisher, BootAndStopCounter counter, CallProcessor calls) {
        this.session = session;
        this.publisher = publisher;
        this.counter = counter;
        this.calls = calls;
    }

    @Override
    public void complete(Prepared prepared) throws InterruptedException {
        try (TraceSpan span = trace(prepared.item())) {
            switch (prepared) {
                case Prepared.PublishCall call -> calls.complete(call);
                case Prepared.PublishRejection rejected -> publisher.publish(rejected.rejection());
                case Prepared.ReportForbidden forbidden -> report(forbidden);
                case Prepared.PublishSend send -> publish(send.item());
                case Prepared.PublishNotice notice -> publisher.publish(notice.item());
                case Prepared.EndSession end -> end(end.item());
            }
        } catch (RuntimeException | Error e) {
            session.channel().closeAfterError(session.route(), e);
        } finally {
            prepared.item().release();
        }
    }

    private TraceSpan trace(UplinkItem item) {
        return switch (item) {
            case UplinkItem.Call call -> trace(call.frame().action(), call.receivedAt());
            case UplinkItem.Send send -> trace(send.frame().action(), send.receivedAt());
            case UplinkItem.Malformed malformed -> TraceSpan.NONE;
            case UplinkItem.Notice notice -> TraceSpan.NONE;
            case UplinkItem.End end -> TraceSpan.NONE;
        };
    }

    private TraceSpan trace(Action action, long receivedAt) {
        Tracing tracing = Tracing.ofProcess();
        if (!tracing.isOn()) {
            return TraceSpan.NONE;
        }
        long age = session.time().nanos() - receivedAt;
        return tracing.received(session.chargePointId(), session.route().protocol(), action, age)
                .activate();
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
        if (session.registration().forbids(frame.action())) {
            session.metrics().count(SessionMetrics.Call.FORBIDDEN);
            publisher.reportForbidden();
            return;
        }
        UplinkContext received = new UplinkContext(
                session.chargePointId(),
                session.route().epoch(),
                counter.count(),
                session.time().now());
        Uplink uplink = session.registration().handler().send(received, frame.action(), frame.payload());
        session.record(uplink, received.receivedAt());
        switch (uplink) {
            case Uplink.Refused refused -> session.metrics().count(SessionMetrics.Call.REFUSED);
            case Uplink.Accepted accepted -> {
                RetryingPublisher.Result result = publisher.publish(frame, accepted, null, send.receivedAt());
                boolean durable = result == RetryingPublisher.Result.DURABLE;
                session.metrics().count(durable ? SessionMetrics.Call.ACCEPTED : SessionMetrics.Call.FAILED);
            }
        }
    }

    private void end(UplinkItem.End end) throws InterruptedException {
        boolean reported = false;
        try {
            reported = end.fields() == null || publisher.publishOffline(end.fields());
        } finally {
            end.listener().onFinished(reported);
        }
    }
}
