package org.ocppgateway.ops.e2e;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.routing.client.ClientSettings;
import org.ocppgateway.routing.client.Event;
import org.ocppgateway.routing.client.EventFeed;
import org.ocppgateway.routing.client.EventOrder;
import org.ocppgateway.routing.client.GatewayClient;
import org.ocppgateway.routing.client.NoOutcomeException;
import org.ocppgateway.routing.client.Result;
import org.ocppgateway.routing.event.PublishException;
import org.ocppgateway.routing.kafka.KafkaSettings;

/** The Java code of the page for backends. {@link BackendPageTest} compares both. */
final class BackendExample {
    private BackendExample() {}

    /** For a running {@code ops/dev}. */
    public static void main(String[] arguments) throws Exception {
        ClientSettings settings = ClientSettings.of("127.0.0.1:9092", "redis://127.0.0.1:6379");
        try (GatewayClient gateway = GatewayClient.open(settings, new PrometheusRegistry())) {
            System.out.println(startCharging(gateway, new ChargePointId("CP-001")));
        }
    }

    static String startCharging(GatewayClient gateway, ChargePointId chargePoint)
            throws NoOutcomeException, InterruptedException {
        JsonObject data = new JsonObject();
        data.addProperty("evseId", 1);
        data.addProperty("idToken", "TAG1");
        Result result = gateway.call(chargePoint, "remote.start", data);
        return switch (result.outcome()) {
            case COMPLETED -> "the charge point answered " + result.status();
            case REFUSED, INVALID -> "it will not get better by itself: " + result.error();
            case UNCERTAIN -> "look at the transaction's events before trying again";
            case NOT_CONNECTED, EXPIRED, OVERLOADED -> "nothing was sent: try again later";
        };
    }

    static Result insist(GatewayClient gateway, Command command) throws NoOutcomeException, InterruptedException {
        try {
            return gateway.call(command);
        } catch (NoOutcomeException e) {
            return gateway.call(command); // the same id: the outcome it has, or gets, and no second sending
        }
    }

    static void follow(KafkaSettings kafka, GatewayClient gateway, Consumer<Event> handler, CountDownLatch stopped)
            throws PublishException, InterruptedException {
        EventOrder order = new EventOrder(100_000, 100_000);
        try (EventFeed feed = EventFeed.inGroup(kafka, "billing")) {
            while (stopped.getCount() > 0) {
                for (Event event : feed.next(Duration.ofSeconds(1))) {
                    decide(gateway, event, card -> true); // also what comes again: its charge point waits again
                    switch (order.place(event)) {
                        case NEXT, AFTER_GAP -> handler.accept(event);
                        case LATE -> handler.accept(event); // history: a transaction of an earlier session, say
                        case DUPLICATE -> {}
                    }
                }
                feed.commit();
            }
        }
    }

    static void decide(GatewayClient gateway, Event event, Predicate<String> isKnownCard)
            throws PublishException, InterruptedException {
        if (event.replyRequest().isPresent()) {
            JsonObject idToken = event.data().getAsJsonObject("idToken");
            boolean refused =
                    idToken != null && !isKnownCard.test(idToken.get("value").getAsString());
            JsonObject decision = new JsonObject();
            decision.addProperty("status", refused ? "blocked" : "accepted");
            gateway.reply(event.replyRequest().get(), decision);
        }
    }

    static Optional<String> heartbeatInterval(GatewayClient gateway, ChargePointId chargePoint)
            throws NoOutcomeException, InterruptedException {
        JsonObject data = new JsonObject();
        JsonArray keys = new JsonArray();
        keys.add("HeartbeatInterval");
        data.add("keys", keys);
        Result result = gateway.call(chargePoint, "get.configuration", data);
        JsonArray values = result.data().orElseThrow().getAsJsonArray("reportData");
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.get(0).getAsJsonObject().get("value").getAsString());
    }
}
