package org.ocppgateway.ops.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import eu.chargetime.ocpp.model.core.AuthorizationStatus;
import eu.chargetime.ocpp.model.core.AuthorizeConfirmation;
import eu.chargetime.ocpp.model.core.BootNotificationConfirmation;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.routing.client.ClientSettings;
import org.ocppgateway.routing.client.Event;
import org.ocppgateway.routing.client.EventFeed;
import org.ocppgateway.routing.client.GatewayClient;
import org.ocppgateway.routing.client.Result;
import org.ocppgateway.routing.command.CommandState.Stage;
import org.ocppgateway.routing.command.Outcome;

/** A backend with the project's Java client, the gateway, and a third-party charge point. */
class BackendClientIT {
    private static final String DECISIONS =
            "gateway.session.decisions.actions { Authorize { by = backend, deadline = 30 s } }";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    static Path directory = Path.of("");

    private static Cluster cluster;
    private static ClientSettings settings;
    private static GatewayClient client;
    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeAll
    static void start() throws Exception {
        cluster = Cluster.start(ClusterSettings.forTest(directory).with(DECISIONS));
        settings = ClientSettings.of(
                cluster.broker().address(), "redis://" + cluster.redis().address());
        client = GatewayClient.open(settings, new PrometheusRegistry());
    }

    @AfterAll
    static void stop() {
        THREADS.close();
        client.close();
        cluster.close();
    }

    private static ThirdPartyChargePoint connect(String id) throws InterruptedException {
        return ThirdPartyChargePoint.connect(cluster.gateway().endpoint(), id);
    }

    private static void boot(ThirdPartyChargePoint chargePoint) throws InterruptedException {
        chargePoint.call(
                chargePoint.core().createBootNotificationRequest("Vendor", "Model"),
                BootNotificationConfirmation.class);
    }

    @Test
    void aCommandHasItsOutcomeAndItsStateCanBeRead() throws Exception {
        ChargePointId id = new ChargePointId("CLIENT-1");
        try (ThirdPartyChargePoint chargePoint = connect(id.value())) {
            boot(chargePoint);
            assertEquals("the charge point answered Accepted", BackendExample.startCharging(client, id));

            JsonObject data = new JsonObject();
            data.addProperty("idToken", "TAG2");
            Command command = client.command(id, "remote.start", data);
            Result result = client.call(command);

            assertTrue(result.sent());
            assertEquals(
                    Stage.ENDED, client.state(command.commandId()).orElseThrow().stage());
            assertEquals(
                    result.outcome(), BackendExample.insist(client, command).outcome());
            assertEquals(id, client.route(id).orElseThrow().chargePointId());
        }
    }

    @Test
    void anUnknownCardIsRefused() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        Future<?> backend = THREADS.submit(() -> {
            try (EventFeed feed = EventFeed.inGroup(settings.kafka(), "cards")) {
                while (stopped.getCount() > 0) {
                    for (Event event : feed.next(Duration.ofSeconds(1))) {
                        BackendExample.decide(client, event, "TAG1"::equals);
                    }
                }
            }
            return null;
        });
        try (ThirdPartyChargePoint chargePoint = connect("CLIENT-3")) {
            boot(chargePoint);
            assertEquals(AuthorizationStatus.Accepted, authorize(chargePoint, "TAG1"));
            assertEquals(AuthorizationStatus.Blocked, authorize(chargePoint, "STOLEN"));
        } finally {
            stopped.countDown();
            backend.get();
        }
    }

    private static AuthorizationStatus authorize(ThirdPartyChargePoint chargePoint, String card)
            throws InterruptedException {
        return chargePoint
                .call(chargePoint.core().createAuthorizeRequest(card), AuthorizeConfirmation.class)
                .getIdTagInfo()
                .getStatus();
    }

    @Test
    void aSettingIsReadFromEveryVersion() throws Exception {
        ChargePointId id = new ChargePointId("CLIENT-4");
        try (ThirdPartyChargePoint chargePoint = connect(id.value())) {
            boot(chargePoint);
            assertEquals(Optional.of("300"), BackendExample.heartbeatInterval(client, id));
        }
    }

    @Test
    void aCommandToAnAbsentChargePointIsNotConnected() throws Exception {
        Result result = client.call(new ChargePointId("NOBODY"), "reset", new JsonObject());

        assertEquals(Outcome.NOT_CONNECTED, result.outcome());
    }

    @Test
    void eventsArriveInOrderAndOnce() throws Exception {
        List<Event> events = new CopyOnWriteArrayList<>();
        CountDownLatch stopped = new CountDownLatch(1);
        Future<?> backend = THREADS.submit(() -> {
            BackendExample.follow(settings.kafka(), client, events::add, stopped);
            return null;
        });
        try (ThirdPartyChargePoint chargePoint = connect("CLIENT-2")) {
            boot(chargePoint);
            await().atMost(TIMEOUT).until(() -> eventsOf("CLIENT-2", events).contains(EventType.DEVICE_ONLINE));
        } finally {
            stopped.countDown();
            backend.get();
        }
        assertEquals(
                List.of(EventType.DEVICE_CONNECTED, EventType.DEVICE_ONLINE),
                eventsOf("CLIENT-2", events).subList(0, 2));
    }

    private static List<EventType> eventsOf(String chargePointId, List<Event> events) {
        return events.stream()
                .filter(event -> event.chargePointId().value().equals(chargePointId))
                .map(Event::type)
                .toList();
    }
}
