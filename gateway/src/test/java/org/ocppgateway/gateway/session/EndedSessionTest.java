package org.ocppgateway.gateway.session;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.protocol.translation.DictionaryHandler;
import org.ocppgateway.protocol.v16.Ocpp16;

/** An ended session is recorded in the history, and the facts name the make of the last BootNotification. */
class EndedSessionTest {
    private static final String BOOT = "{\"chargePointVendor\":\"Vendor\",\"chargePointModel\":\"Model\","
            + "\"firmwareVersion\":\"1.0\",\"chargePointSerialNumber\":\"SN-1\"}";

    private final SessionFixture fixture = new SessionFixture(new DictionaryHandler(new Ocpp16()));

    @AfterEach
    void stop() {
        fixture.stop();
    }

    private JsonObject awaitRecord() throws Exception {
        await().until(() -> !records().isEmpty());
        return JsonParser.parseString(records().getFirst()).getAsJsonObject();
    }

    private List<String> records() throws Exception {
        return fixture.history.read(SessionFixture.CHARGE_POINT).await();
    }

    @Test
    void anEndedSessionIsRecordedWithItsEnd() throws Exception {
        fixture.connectAndPublish().closeByPeer(new CloseStatus(1001, "bye"));
        JsonObject ended = awaitRecord();
        assertEquals("closed", ended.get("reason").getAsString());
        assertEquals("charge-point", ended.get("endedBy").getAsString());
        assertEquals(1001, ended.get("closeCode").getAsInt());
        assertEquals("ocpp1.6", ended.get("protocol").getAsString());
        assertEquals(
                fixture.routes.claimed.getFirst().epoch().value(),
                ended.get("epoch").getAsLong());
        assertEquals(
                fixture.routes.claimed.getFirst().pod().value(),
                ended.get("pod").getAsString());
        assertEquals(
                fixture.routes.claimed.getFirst().connectedAt().truncatedTo(ChronoUnit.MILLIS),
                Instant.parse(ended.get("connectedAt").getAsString()));
        assertEquals(
                fixture.now().truncatedTo(ChronoUnit.MILLIS),
                Instant.parse(ended.get("endedAt").getAsString()));
    }

    @Test
    void aDisconnectByAnOperatorHasItsOwnReason() throws Exception {
        fixture.connectAndPublish().closeByGateway(LeaveReason.DISCONNECT.status());
        assertEquals("disconnected", awaitRecord().get("reason").getAsString());
    }

    @Test
    void theFactsNameTheMakeAndTheSerialNumber() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connectAndPublish();
        assertNull(Objects.requireNonNull(fixture.facts()).serialNumber());
        chargePoint.call("1", "BootNotification", BOOT);
        String unused = chargePoint.transport.next();
        SessionFacts facts = Objects.requireNonNull(fixture.facts());
        assertEquals("Vendor", facts.make().vendor());
        assertEquals("Model", facts.make().model());
        assertEquals("1.0", facts.make().firmware());
        assertEquals("SN-1", facts.serialNumber());
        assertEquals(1, facts.messages().received());
    }
}
