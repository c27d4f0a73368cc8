package org.ocppgateway.gateway.session;

import org.ocppgateway.gateway.session.decision.Decisions;
import org.ocppgateway.gateway.session.publish.RejectionRecorder;
import org.ocppgateway.gateway.session.publish.RetryingPublisher;

/** Services that all uplink processors share. */
record UplinkServices(RetryingPublisher publisher, RejectionRecorder rejections, Decisions decisions) {}
