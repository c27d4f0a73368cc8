package org.ocppgateway.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.dictionary.Quirk;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.translation.DictionaryHandler;
import org.ocppgateway.protocol.v16.Ocpp16;
import org.ocppgateway.routing.registration.Registration;
import org.ocppgateway.routing.registration.Registration.Make;
import org.ocppgateway.routing.registration.Registration.Status;

class ToleranceTest {
    private static final String LONG_SERIAL = "x".repeat(30);
    private static final String LONG_TAG = "{\"idTag\":\"" + "T".repeat(30) + "\"}";

    private final SessionFixture fixture = new SessionFixture(
            new DictionaryHandler(new Ocpp16()),
            Status.ACCEPTED,
            List.of(new Tolerance.Rule(Quirk.STRING_LENGTH, "Acme*", null, null)));

    @AfterEach
    void stop() {
        fixture.stop();
    }

    @Test
    void theToleranceOfAVendorAppliesFromTheBootNotificationOn() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        chargePoint.call("a", "Authorize", LONG_TAG);
        assertTrue(chargePoint.transport.next().startsWith("[4,\"a\",\"PropertyConstraintViolation\""));
        chargePoint.call("b", "BootNotification", boot("ACME Ltd"));
        assertTrue(chargePoint.transport.next().startsWith("[3,\"b\""));
        chargePoint.call("c", "Authorize", LONG_TAG);
        assertTrue(chargePoint.transport.next().startsWith("[3,\"c\""));
        assertEquals(
                "string-length",
                fixture.publisher
                        .published
                        .getLast()
                        .getAsJsonObject("data")
                        .getAsJsonArray("violations")
                        .get(0)
                        .getAsJsonObject()
                        .get("quirk")
                        .getAsString());
    }

    @Test
    void theToleranceDoesNotApplyToAnotherVendor() throws Exception {
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        chargePoint.call("b", "BootNotification", boot("Other"));
        assertTrue(chargePoint.transport.next().startsWith("[4,\"b\",\"PropertyConstraintViolation\""));
    }

    @Test
    void aReconnectWithoutBootNotificationUsesTheStoredMake() throws Exception {
        fixture.registrations.record(
                SessionFixture.CHARGE_POINT,
                new Registration(new SessionEpoch(1), Status.ACCEPTED, new Make("Acme", "One", null)));
        SessionFixture.ChargePoint chargePoint = fixture.connect();
        chargePoint.call("a", "Authorize", LONG_TAG);
        assertTrue(chargePoint.transport.next().startsWith("[3,\"a\""));
    }

    private static String boot(String vendor) {
        return "{\"chargePointVendor\":\"" + vendor + "\",\"chargePointModel\":\"One\",\"chargePointSerialNumber\":\""
                + LONG_SERIAL + "\"}";
    }
}
