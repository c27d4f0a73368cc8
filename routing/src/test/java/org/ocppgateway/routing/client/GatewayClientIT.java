package org.ocppgateway.routing.client;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.contract.ContractSchemas;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.CommandResult;
import org.ocppgateway.protocol.model.DerivedIds;
import org.ocppgateway.protocol.model.EventContext.ReplyRequest;
import org.ocppgateway.protocol.model.ResultDetails;
import org.ocppgateway.routing.client.NoOutcomeException.Reason;
import org.ocppgateway.routing.command.CommandState.Stage;
import org.ocppgateway.routing.command.Outcome;
import org.ocppgateway.routing.kafka.KafkaSettings;
import org.ocppgateway.routing.kafka.Records;
import org.ocppgateway.routing.kafka.TestBroker;
import org.ocppgateway.routing.kafka.Topics;
import org.ocppgateway.routing.kafka.TopicsException;
import org.ocppgateway.routing.redis.RedisCommandStates;
import org.ocppgateway.routing.redis.RedisContinuity;
import org.ocppgateway.routing.redis.TestRedis;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.route.Incarnation;
import redis.clients.jedis.RedisClient;

/** The client against a real broker and a real Redis; the test acts as the gateway. */
class GatewayClientIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MAX_PENDING = 2;

    private final ChargePointId chargePoint = new ChargePointId("CP " + UUID.randomUUID());
    private KafkaSettings kafka;
    private TestRedis redis;
    private RedisClient jedis;
    private GatewayClient client;

    @BeforeEach
    void start() throws Exception {
        kafka = Records.freshTopics(TestBroker.shared().bootstrapServers());
        Topics.prepare(kafka);
        redis = TestRedis.start();
        jedis = redis.client();
        client = open(Duration.ofSeconds(60));
    }

    @AfterEach
    void stop() {
        client.close();
        jedis.close();
        redis.close();
    }

    private GatewayClient open(Duration resultGrace) throws TopicsException {
        return GatewayClient.open(
                new ClientSettings(kafka, redis.settings(), Duration.ofSeconds(10), resultGrace, MAX_PENDING),
                new PrometheusRegistry());
    }

    private void connectChargePoint() {
        jedis.set(
                "conn:" + chargePoint,
                "{\"pod\":\"gateway-3\",\"partition\":2,\"epoch\":42,\"protocol\":\"ocpp1.6\","
                        + "\"connectedAt\":\"2026-11-21T10:00:00Z\"}");
    }

    private Command command() {
        return client.command(
                chargePoint,
                "reset",
                JsonParser.parseString("{\"type\":\"soft\"}").getAsJsonObject());
    }

    /** The result that a gateway writes after the charge point's answer. */
    private String completed(Command command) {
        Instant now = Instant.now();
        return new CommandResult(
                        command.commandId(),
                        command.chargePointId(),
                        command.type(),
                        "completed",
                        true,
                        new ResultDetails(OcppVersion.V1_6, "Accepted", "{}", List.of(), DerivedIds.NONE, null, null),
                        new CommandResult.Handling(new PodId("gateway-3"), null, 0),
                        new CommandResult.Times(command.issuedAt(), now, now, now))
                .toJson();
    }

    private void publishResult(String result) throws Exception {
        Records.produce(kafka, kafka.topics().results(), null, chargePoint.value(), result);
    }

    private ConsumerRecord<String, String> written() {
        return Records.await(kafka, kafka.topics().commands(), 1).getFirst();
    }

    @Test
    void aCommandIsWrittenForThePodOfTheChargePoint() throws Exception {
        connectChargePoint();
        Command command = command();

        CompletableFuture<Result> future = client.send(command);

        ConsumerRecord<String, String> found = written();
        assertEquals("gateway-3", found.key());
        assertEquals(2, found.partition());
        assertEquals("1", Records.header(found, "contract-version"));
        ContractSchemas.assertCommand(found.value());
        JsonObject fields = JsonParser.parseString(found.value()).getAsJsonObject();
        assertEquals(command.commandId(), fields.get("commandId").getAsString());
        assertEquals("soft", fields.getAsJsonObject("data").get("type").getAsString());
        assertFalse(future.isDone());
    }

    @Test
    void aResultCompletesOnlyTheCommandOfItsId() throws Exception {
        connectChargePoint();
        Command command = command();
        CompletableFuture<Result> future = client.send(command);
        CompletableFuture<Result> other = client.send(command());

        publishResult("nonsense");
        publishResult(completed(command));

        await().atMost(PATIENCE).until(future::isDone);
        Result result = future.get();
        assertEquals(Outcome.COMPLETED, result.outcome());
        assertEquals("Accepted", result.status());
        assertTrue(result.sent());
        assertEquals("gateway-3", result.fields().get("podId").getAsString());
        assertFalse(other.isDone());
    }

    @Test
    void aChargePointWithoutARouteIsNotConnectedAndNothingIsWritten() throws Exception {
        Result result = client.call(command());

        assertEquals(Outcome.NOT_CONNECTED, result.outcome());
        assertFalse(result.sent());
        connectChargePoint();
        Command second = command();
        var unused = client.send(second);
        assertTrue(written().value().contains(second.commandId()), "the first record is the second command");
    }

    @Test
    void aCommandIssuedAgainWithoutARouteGetsItsStoredOutcome() throws Exception {
        Command command = command();
        RedisLink link = new RedisLink(redis.settings(), new PrometheusRegistry(), Clock.systemUTC());
        RedisCommandStates gateway = new RedisCommandStates(
                redis.settings(),
                link,
                new RedisContinuity(redis.settings(), link, Clock.systemUTC()),
                new Incarnation(new PodId("gateway-3"), "0000000000000001"),
                Clock.systemUTC());
        gateway.claim(command.commandId(), chargePoint, Instant.now());

        assertEquals(
                Stage.RECEIVED, client.state(command.commandId()).orElseThrow().stage());
        CompletableFuture<Result> underWay = client.send(command);
        assertFalse(underWay.isDone(), "the gateway decides its outcome");
        publishResult(completed(command));
        await().atMost(PATIENCE).until(underWay::isDone);

        gateway.end(command.commandId(), gateway.ownership(null), completed(command));
        assertEquals(Outcome.COMPLETED, client.call(command).outcome());
        link.close(Duration.ofSeconds(1));
    }

    @Test
    void aMissingResultIsNoOutcome() throws Exception {
        client.close();
        client = open(Duration.ZERO);
        connectChargePoint();
        Instant now = Instant.now();
        Command command = new Command(
                "c-1", chargePoint, "reset", "{}", now, now.plusMillis(500), Command.Priority.URGENT, false);

        NoOutcomeException failure = assertThrows(NoOutcomeException.class, () -> client.call(command));

        assertEquals(Reason.NO_RESULT, failure.reason());
        assertEquals("c-1", failure.commandId());
        assertTrue(written().value().contains("\"priority\":\"urgent\""));
    }

    @Test
    void duringARedisOutageACommandIsNotWritten() {
        redis.stop();

        NoOutcomeException failure = assertThrows(NoOutcomeException.class, () -> client.call(command()));

        assertEquals(Reason.NOT_WRITTEN, failure.reason());
    }

    @Test
    void atTheLimitACommandIsOverloadedUntilAWaitEnds() throws Exception {
        connectChargePoint();
        CompletableFuture<Result> first = client.send(command());
        var unused = client.send(command());

        assertEquals(Outcome.OVERLOADED, client.send(command()).get().outcome());
        first.cancel(false);
        assertFalse(client.send(command()).isDone());
    }

    @Test
    void aPendingCommandIsNotWrittenAgain() throws Exception {
        connectChargePoint();
        Command command = command();

        CompletableFuture<Result> first = client.send(command);
        CompletableFuture<Result> again = client.send(command);

        assertSame(first, again);
    }

    @Test
    void closingEndsPendingCommands() throws Exception {
        connectChargePoint();
        CompletableFuture<Result> future = client.send(command());

        client.close();

        await().atMost(PATIENCE).until(future::isDone);
        ExecutionException failure = assertThrows(ExecutionException.class, future::get);
        NoOutcomeException cause = assertInstanceOf(NoOutcomeException.class, failure.getCause());
        assertEquals(Reason.NO_RESULT, cause.reason());
    }

    @Test
    void aReplyIsWrittenForTheRequestingPod() throws Exception {
        JsonObject payload = new JsonObject();
        payload.addProperty("status", "accepted");

        client.reply(new ReplyRequest("r-1", new PodId("gateway-5"), 3, Instant.now()), payload);

        ConsumerRecord<String, String> found = written();
        assertEquals("gateway-5", found.key());
        assertEquals(3, found.partition());
        ContractSchemas.assertReply(found.value());
        assertEquals("{\"type\":\"reply\",\"requestId\":\"r-1\",\"payload\":{\"status\":\"accepted\"}}", found.value());
    }
}
