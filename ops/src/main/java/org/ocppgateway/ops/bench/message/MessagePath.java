package org.ocppgateway.ops.bench.message;

import java.time.Duration;
import java.time.Instant;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.frame.FrameReader;
import org.ocppgateway.protocol.frame.FrameWriter;
import org.ocppgateway.protocol.frame.Inbound;
import org.ocppgateway.protocol.handler.AnswerContext;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.UplinkContext;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.model.DeviceMessage;
import org.ocppgateway.protocol.model.EventContext;
import org.ocppgateway.protocol.model.EventEncoder;
import org.ocppgateway.protocol.model.EventId;
import org.ocppgateway.protocol.model.Masking;

/**
 * The computing part of a session for one CALL, with the same calls: from the text of the frame to the bytes of the
 * event and the text of the answer. For one thread.
 */
final class MessagePath {
    private static final PodId POD = new PodId("gateway-0");
    private static final ChargePointId CHARGE_POINT = new ChargePointId("CP-000017");
    private static final SessionEpoch EPOCH = new SessionEpoch(1_795_262_400_000_017L);
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofMinutes(5);

    private final OcppVersion version;
    private final VersionHandler handler;
    private long sequence;

    /** Receives the event and the answer of one message. */
    @FunctionalInterface
    interface Output {
        void take(byte[] event, String answer);
    }

    MessagePath(SampleMessage sample) {
        this.version = sample.version();
        this.handler = sample.newHandler();
    }

    /** @throws IllegalStateException if the message is not accepted without violations */
    void run(String text, Output output) {
        Frame.Call call = call(version, text);
        Instant now = Instant.now();
        UplinkContext received = new UplinkContext(CHARGE_POINT, EPOCH, 0, now);
        if (handler.call(received, call.action(), call.payload()) instanceof Uplink.Accepted accepted
                && accepted.violations().isEmpty()) {
            output.take(event(call, accepted, now), answer(call, accepted, now));
            return;
        }
        throw new IllegalStateException("not accepted: " + text);
    }

    static Frame.Call call(OcppVersion version, String text) {
        if (FrameReader.read(version, text) instanceof Inbound.Received received
                && received.frame() instanceof Frame.Call call) {
            return call;
        }
        throw new IllegalStateException("no CALL: " + text);
    }

    private byte[] event(Frame.Call call, Uplink.Accepted accepted, Instant now) {
        sequence++;
        String contentKey = accepted.contentKey();
        String id = contentKey == null
                ? EventId.of(CHARGE_POINT, EPOCH, sequence)
                : EventId.of(CHARGE_POINT, accepted.action(), contentKey);
        return EventEncoder.encode(
                new EventContext(id, now, POD, CHARGE_POINT, version, EPOCH, sequence, null),
                accepted.type(),
                accepted.fields(),
                new DeviceMessage(
                        accepted.action(),
                        call.id(),
                        Masking.STANDARD.payload(accepted.payload().raw()),
                        accepted.violations()));
    }

    private String answer(Frame.Call call, Uplink.Accepted accepted, Instant now) {
        String payload = handler.answer(accepted, new AnswerContext(CHARGE_POINT, now, HEARTBEAT_INTERVAL, null));
        return FrameWriter.callResult(call.id(), payload);
    }
}
