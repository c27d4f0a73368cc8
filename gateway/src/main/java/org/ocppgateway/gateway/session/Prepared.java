package org.ocppgateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.session.decision.Decision;
import org.ocppgateway.gateway.session.publish.Rejection;
import org.ocppgateway.protocol.handler.Uplink;

/** The remaining work of an uplink item after {@link UplinkReader#prepare}. It may block. */
sealed interface Prepared {
    UplinkItem item();

    /** Publish the event of an accepted CALL, wait for the decision, then answer. */
    record PublishCall(UplinkItem.Call item, Uplink.Accepted accepted, Decision decision) implements Prepared {}

    /** Publish the event of a CALL that was answered with an error. */
    record PublishRejection(UplinkItem item, Rejection rejection) implements Prepared {}

    /**
     * Publish a security event about a CALL that the registration status forbids.
     *
     * @param rejection the rejection to publish after it; null if none is due
     */
    record ReportForbidden(UplinkItem.Call item, @Nullable Rejection rejection) implements Prepared {}

    /** Read and publish a SEND. */
    record PublishSend(UplinkItem.Send item) implements Prepared {}

    /** Publish an event of the gateway. */
    record PublishNotice(UplinkItem.Notice item) implements Prepared {}

    /** Publish the offline event, if any, and end the session. */
    record EndSession(UplinkItem.End item) implements Prepared {}
}
