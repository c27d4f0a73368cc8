package org.ocppgateway.simulator.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.ocppgateway.simulator.measure.FleetCount;

class ChargingSessionTest {
    private static final BehaviourSettings A_TENTH = BehaviourSettings.DEFAULT.withCharging(
            new BehaviourSettings.Charging(0.1, Duration.ofMinutes(20), Duration.ofHours(1)));

    @Test
    void aSessionSendsItsMessagesInOrder() {
        ChargePointFixture fixture = ChargePointFixture.running(ChargePointFixture.BUSY);
        fixture.history.clear();
        fixture.advanceUntil("StopTransaction");
        fixture.advance(Duration.ofSeconds(5));
        List<String> story = fixture.history.stream()
                .filter(action -> !action.equals("Heartbeat") && !action.equals("MeterValues"))
                .limit(6)
                .toList();
        assertEquals(
                List.of(
                        "StatusNotification",
                        "Authorize",
                        "StartTransaction",
                        "StatusNotification",
                        "StopTransaction",
                        "StatusNotification"),
                story);
    }

    @Test
    void theStatusFollowsTheSession() {
        ChargePointFixture fixture = ChargePointFixture.running(ChargePointFixture.BUSY);
        for (String status : List.of("Preparing", "Charging", "Finishing", "Available", "Preparing")) {
            assertEquals(
                    status,
                    fixture.advanceUntil("StatusNotification").get("status").getAsString());
        }
    }

    @Test
    void meterValuesNeverDecreaseAndAreConsistent() {
        ChargePointFixture fixture = ChargePointFixture.running(ChargePointFixture.BUSY);
        for (int session = 0; session < 3; session++) {
            long start =
                    fixture.advanceUntil("StartTransaction").get("meterStart").getAsLong();
            long sampled = register(fixture.advanceUntil("MeterValues"));
            JsonObject stop = fixture.advanceUntil("StopTransaction");
            assertTrue(start <= sampled && sampled <= stop.get("meterStop").getAsLong());
            assertEquals(4711, stop.get("transactionId").getAsLong());
            assertEquals("Local", stop.get("reason").getAsString());
        }
    }

    @Test
    void aDriverWithoutAuthorizationUnplugs() {
        ChargePointFixture fixture = ChargePointFixture.running(ChargePointFixture.BUSY);
        fixture.answerWith("Authorize", "{\"idTagInfo\":{\"status\":\"Blocked\"}}");
        fixture.advanceUntil("Authorize");
        assertEquals(
                "Available",
                fixture.advanceUntil("StatusNotification").get("status").getAsString());
        assertEquals(0, fixture.count(FleetCount.SESSIONS));
    }

    @Test
    void aRejectedStartEndsTheTransaction() {
        ChargePointFixture fixture = ChargePointFixture.running(ChargePointFixture.BUSY);
        fixture.answerWith("StartTransaction", "{\"transactionId\":7,\"idTagInfo\":{\"status\":\"Invalid\"}}");
        JsonObject stop = fixture.advanceUntil("StopTransaction");
        assertEquals("DeAuthorized", stop.get("reason").getAsString());
        assertEquals(7, stop.get("transactionId").getAsLong());
    }

    @Test
    void theShareOfChargingChargePointsIsConstantFromTheStart() {
        List<ChargePointFixture> fleet = LongStream.range(0, 1_000)
                .mapToObj(seed -> ChargePointFixture.running(A_TENTH, seed))
                .toList();
        for (int minutes = 5; minutes <= 40; minutes += 5) {
            fleet.forEach(fixture -> fixture.advance(Duration.ofMinutes(5)));
            long charging = fleet.stream()
                    .mapToLong(fixture -> fixture.count(FleetCount.CHARGING))
                    .sum();
            assertTrue(charging > 70 && charging < 130, charging + " charge after " + minutes + " minutes");
        }
    }

    @Test
    void theChargingShareMatchesTheConfiguration() {
        ChargePointFixture fixture = ChargePointFixture.running(A_TENTH);
        long charging = 0;
        int looks = 40 * 24 * 12;
        for (int look = 0; look < looks; look++) {
            fixture.advance(Duration.ofMinutes(5));
            fixture.sent.clear();
            charging += fixture.count(FleetCount.CHARGING);
        }
        double share = (double) charging / looks;
        assertTrue(share > 0.07 && share < 0.13, "share " + share);
    }

    private static long register(JsonObject meterValues) {
        return meterValues
                .getAsJsonArray("meterValue")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("sampledValue")
                .get(0)
                .getAsJsonObject()
                .get("value")
                .getAsLong();
    }
}
