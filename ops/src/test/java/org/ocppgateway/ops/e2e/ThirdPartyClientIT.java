package org.ocppgateway.ops.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import eu.chargetime.ocpp.model.core.AuthorizationStatus;
import eu.chargetime.ocpp.model.core.AuthorizeConfirmation;
import eu.chargetime.ocpp.model.core.BootNotificationConfirmation;
import eu.chargetime.ocpp.model.core.MeterValuesConfirmation;
import eu.chargetime.ocpp.model.core.MeterValuesRequest;
import eu.chargetime.ocpp.model.core.RegistrationStatus;
import eu.chargetime.ocpp.model.core.RemoteStartTransactionRequest;
import eu.chargetime.ocpp.model.core.StartTransactionConfirmation;
import eu.chargetime.ocpp.model.core.StopTransactionConfirmation;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;

/** A third-party charge point and a backend without code of the project, connected by the gateway. */
class ThirdPartyClientIT {
    private static final ZonedDateTime NOON = ZonedDateTime.of(2026, 11, 21, 12, 0, 0, 0, ZoneOffset.UTC);

    @TempDir
    static Path directory = Path.of("");

    private static Cluster cluster;
    private static PlainBackend backend;

    @BeforeAll
    static void start() throws InterruptedException {
        cluster = Cluster.start(ClusterSettings.forTest(directory));
        backend = new PlainBackend(cluster.broker().address(), cluster.redis().address());
    }

    @AfterAll
    static void stop() {
        backend.close();
        cluster.close();
    }

    @Test
    void aChargingSessionArrivesOnKafkaAsSent() throws InterruptedException {
        try (ThirdPartyChargePoint chargePoint =
                ThirdPartyChargePoint.connect(cluster.gateway().endpoint(), "THIRD-1")) {
            var core = chargePoint.core();
            BootNotificationConfirmation boot = chargePoint.call(
                    core.createBootNotificationRequest("Vendor", "Model"), BootNotificationConfirmation.class);
            assertEquals(RegistrationStatus.Accepted, boot.getStatus());
            AuthorizeConfirmation authorize =
                    chargePoint.call(core.createAuthorizeRequest("TAG1"), AuthorizeConfirmation.class);
            assertEquals(AuthorizationStatus.Accepted, authorize.getIdTagInfo().getStatus());
            StartTransactionConfirmation started = chargePoint.call(
                    core.createStartTransactionRequest(1, "TAG1", 1000, NOON), StartTransactionConfirmation.class);
            int transactionId = started.getTransactionId();
            assertTrue(transactionId > 0);
            MeterValuesRequest values = core.createMeterValuesRequest(1, NOON.plusMinutes(1), "1500");
            values.setTransactionId(transactionId);
            chargePoint.call(values, MeterValuesConfirmation.class);
            chargePoint.call(
                    core.createStopTransactionRequest(2000, NOON.plusMinutes(2), transactionId),
                    StopTransactionConfirmation.class);

            JsonObject online = backend.awaitEvent("THIRD-1", "device.online");
            assertEquals("Vendor", online.get("vendor").getAsString());
            assertEquals("Model", online.get("model").getAsString());
            assertEquals("TAG1", idToken(backend.awaitEvent("THIRD-1", "authorization.requested")));
            JsonObject start = backend.awaitEvent("THIRD-1", "transaction.started");
            assertEquals("TAG1", idToken(start));
            assertEquals(1000, start.get("meterStart").getAsInt());
            assertEquals(
                    NOON.toInstant(),
                    ZonedDateTime.parse(start.get("timestamp").getAsString()).toInstant());
            assertEquals(transactionId, start.get("transactionId").getAsInt());
            JsonObject update = backend.awaitEvent("THIRD-1", "transaction.updated");
            assertEquals(transactionId, update.get("transactionId").getAsInt());
            assertEquals(1500, firstSample(update).get("value").getAsInt());
            JsonObject end = backend.awaitEvent("THIRD-1", "transaction.ended");
            assertEquals(transactionId, end.get("transactionId").getAsInt());
            assertEquals(2000, end.get("meterStop").getAsInt());
        }
    }

    @Test
    void aRemoteStartReachesTheClientAndItsResultIsPublished() throws InterruptedException {
        try (ThirdPartyChargePoint chargePoint =
                ThirdPartyChargePoint.connect(cluster.gateway().endpoint(), "THIRD-2")) {
            chargePoint.call(
                    chargePoint.core().createBootNotificationRequest("Vendor", "Model"),
                    BootNotificationConfirmation.class);

            backend.send("THIRD-2", """
                {"commandId":"command-1","chargePointId":"THIRD-2","type":"remote.start",
                 "data":{"connectorId":2,"idToken":"TAG7"},"issuedAt":"%s","expiresAt":"%s"}\
                """.formatted(Instant.now(), Instant.now().plusSeconds(300)));

            RemoteStartTransactionRequest request = chargePoint.awaitRemoteStart();
            assertNotNull(request);
            assertEquals("TAG7", request.getIdTag());
            assertEquals(2, request.getConnectorId());
            JsonObject result = backend.awaitResult("command-1");
            assertEquals("completed", result.get("outcome").getAsString());
            assertEquals("Accepted", result.get("status").getAsString());
            assertTrue(result.get("sent").getAsBoolean());
        }
    }

    private static String idToken(JsonObject data) {
        return data.getAsJsonObject("idToken").get("value").getAsString();
    }

    private static JsonObject firstSample(JsonObject data) {
        return data.getAsJsonArray("meterValues")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("samples")
                .get(0)
                .getAsJsonObject();
    }
}
