package org.ocppgateway.ops.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.faults.ApiClient.Answer;

/** The frame journal and the reported connectors of two pods. */
class FrameJournalIT {
    @TempDir
    static Path directory = Path.of("");

    private static Rig rig;
    private static ApiClient first;
    private static ApiClient second;

    @BeforeAll
    static void start() throws InterruptedException {
        rig = Rig.start(directory, 2, "");
        first = new ApiClient(rig.gateway(0));
        second = new ApiClient(rig.gateway(1));
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    void connectorsAndTheirTransactionsComeFromThePodOfTheSession() throws Exception {
        try (RawChargePoint there = rig.boot(1, "CONNECTOR-16")) {
            String transactionId = TransactionScript.start16(there);
            Answer list = first.get("/charge-points/CONNECTOR-16/connectors");
            assertEquals(200, list.status(), list.text());
            JsonObject item = list.items().getFirst();
            assertEquals("Charging", item.get("status").getAsString(), list.text());
            JsonObject transaction = item.getAsJsonObject("transaction");
            assertEquals(transactionId, transaction.get("transactionId").getAsString());
            assertEquals(250, transaction.get("energyWh").getAsDouble());
            assertFalse(list.text().contains(TransactionScript.ID_TOKEN), list.text());
            String token = transaction.get("idToken").getAsString();
            await().atMost(RawChargePoint.TIMEOUT)
                    .until(() -> first.get("/charge-points/CONNECTOR-16/frames")
                            .text()
                            .contains(token));
            TransactionScript.stop16(there, transactionId);
            Answer ended = first.get("/charge-points/CONNECTOR-16/connectors");
            assertFalse(ended.items().getFirst().has("transaction"), ended.text());
        }
        await().atMost(RawChargePoint.TIMEOUT)
                .until(() -> first.get("/charge-points/CONNECTOR-16/connectors")
                        .items()
                        .isEmpty());
        assertEquals(404, first.get("/charge-points/NEVER-SEEN/connectors").status());
    }

    @Test
    void connectorsOfOcpp2HaveTheirEvse() throws Exception {
        try (RawChargePoint there = TransactionScript.start201(rig.gateway(1).endpoint(), "CONNECTOR-201")) {
            Answer list = first.get("/charge-points/CONNECTOR-201/connectors");
            assertEquals(1, list.items().size(), list.text());
            JsonObject item = list.items().getFirst();
            assertEquals(2, item.get("evseId").getAsInt(), list.text());
            assertEquals(1, item.get("connectorId").getAsInt());
            assertEquals(
                    "Charging",
                    item.getAsJsonObject("transaction").get("chargingState").getAsString());
            there.ping();
        }
    }

    @Test
    void anyPodListsTheFramesOfAChargePointAlsoAfterItsSession() throws Exception {
        try (RawChargePoint unused = rig.boot(0, "J1")) {
            await().atMost(RawChargePoint.TIMEOUT).until(() -> items("J1").size() == 2);
        }
        await().atMost(RawChargePoint.TIMEOUT)
                .until(() -> rig.backend().route("J1").isEmpty());
        JsonObject boot = items("J1").get(1);
        assertEquals("BootNotification", boot.get("action").getAsString());
        assertEquals("gateway-0", boot.getAsJsonObject("meta").get("podId").getAsString());
    }

    @Test
    void aLiveStreamFollowsTheChargePointToAnotherPod() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        try (RawChargePoint before = rig.boot(0, "J2");
                InputStream stream = stream(client, "J2");
                BufferedReader events = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            assertEquals(":", events.readLine());
            before.call("Heartbeat", "{}");
            awaitData(events, "\"action\":\"Heartbeat\"");
            before.close();
            awaitData(events, "\"state\":\"ended\"");
            try (RawChargePoint after = rig.boot(1, "J2")) {
                String connected = awaitData(events, "\"state\":\"connected\"");
                assertTrue(connected.contains("\"podId\":\"gateway-1\""), connected);
                after.call("Heartbeat", "{}");
                awaitData(events, "\"action\":\"Heartbeat\"");
            }
        } finally {
            client.shutdownNow();
        }
    }

    /** The list of frames from the pod that does not have the charge point. */
    private static List<JsonObject> items(String id) {
        return second.get("/charge-points/" + id + "/frames").items();
    }

    /** A live stream from the pod that does not have the charge point. */
    private static InputStream stream(HttpClient client, String id) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        rig.gateway(1).admin("/api/v1/charge-points/" + id + "/frames?seconds=120"))
                .header("Accept", "text/event-stream")
                .timeout(Duration.ofSeconds(60))
                .build();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(200, response.statusCode());
        return response.body();
    }

    private static String awaitData(BufferedReader events, String text) throws IOException {
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            if (line.startsWith("data: ") && line.contains(text)) {
                return line;
            }
        }
        throw new AssertionError("the stream has ended without " + text);
    }
}
