package org.ocppgateway.gateway.session;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.translation.DictionaryHandler;
import org.ocppgateway.protocol.v2.Ocpp2;
import org.ocppgateway.routing.command.CommandQueue;
import org.ocppgateway.routing.registration.Registration;

/** CALLRESULTERROR and SEND, which only OCPP 2.1 defines. */
class Ocpp21FramesTest {
    private static final String STREAM =
            "{\"id\":1,\"pending\":0,\"basetime\":\"2026-11-21T10:00:00Z\"," + "\"data\":[{\"t\":0.5,\"v\":\"230\"}]}";

    private final SessionFixture fixture = new SessionFixture(new DictionaryHandler(new Ocpp2(OcppVersion.V2_1)));

    @AfterEach
    void stop() {
        fixture.stop();
    }

    @Test
    void aSendIsPublishedAndNotAnswered() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        chargePoint.send("[6,\"s\",\"NotifyPeriodicEventStream\"," + STREAM + "]");
        chargePoint.call("h", "Heartbeat", "{}");
        assertTrue(chargePoint.transport.next().startsWith("[3,\"h\""));
        assertEquals(List.of("device.connected", "event.stream.data"), fixture.publisher.publishedTypes());
    }

    @Test
    void anInvalidSendIsNotAnswered() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        chargePoint.send("[6,\"s\",\"NotifyPeriodicEventStream\",{}]");
        chargePoint.send("[6,\"s\",\"NoSuchAction\",{}]");
        chargePoint.send("[6,\"s\",\"Heartbeat\",{}]");
        chargePoint.call("h", "Heartbeat", "{}");
        assertTrue(chargePoint.transport.next().startsWith("[3,\"h\""));
        assertEquals(3, fixture.calls("refused"));
    }

    @Test
    void aForbiddenSendIsDropped() throws Exception {
        fixture.registrations.record(
                SessionFixture.CHARGE_POINT,
                new Registration(new SessionEpoch(1), Registration.Status.PENDING, Registration.Make.UNKNOWN));
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        chargePoint.send("[6,\"s\",\"NotifyPeriodicEventStream\"," + STREAM + "]");
        await().until(() -> fixture.publisher.publishedTypes().equals(List.of("device.connected", "security.event")));
        assertEquals(0, chargePoint.transport.texts.size());
    }

    @Test
    void anInvalidAnswerIsReportedToTheChargePoint() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        Command command = new Command(
                "c",
                SessionFixture.CHARGE_POINT,
                "reset",
                "{\"type\":\"hard\"}",
                null,
                null,
                Command.Priority.NORMAL,
                false);
        CommandQueue.Task task = new RecordingTask(command, Duration.ofSeconds(30), () -> true, reply -> {}, () -> {});
        fixture.commandQueue().offer(Command.Priority.NORMAL, task);
        assertTrue(chargePoint.transport.next().startsWith("[2,\"ours-1\",\"Reset\""));
        chargePoint.send("[3,\"ours-1\",{\"status\":\"Perhaps\"}]");
        String callResultError = chargePoint.transport.next();
        assertTrue(callResultError.startsWith("[5,\"ours-1\",\"FormatViolation\""), callResultError);
    }
}
