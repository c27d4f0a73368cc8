package org.ocppgateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.session.publish.Rejection;

/** Prepares the items of one uplink queue. The queue calls it for one item at a time. An unexpected exception closes the connection. */
final class UplinkReader implements SerialQueue.Preparer<UplinkItem, Prepared> {
    private final OpenSession session;
    private final SessionPublisher publisher;
    private final CallReader calls;

    UplinkReader(OpenSession session, SessionPublisher publisher, CallReader calls) {
        this.session = session;
        this.publisher = publisher;
        this.calls = calls;
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
            session.channel().closeAfterError(session.route(), e);
        } finally {
            if (prepared == null) {
                item.release();
            }
        }
        return prepared;
    }

    private @Nullable Prepared answer(UplinkItem.Malformed malformed) {
        session.channel().send(malformed.frame().answer());
        Rejection rejection = Rejection.of(malformed.frame());
        return publisher.record(rejection) ? new Prepared.PublishRejection(malformed, rejection) : null;
    }
}
