package org.ocppgateway.ops.checks.chaos;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.ocppgateway.ops.checks.ledger.Ledger;
import org.ocppgateway.ops.stack.cluster.Cluster;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Issues planned commands like a backend and reports them to the ledger. Looks up the pod in Redis. Uses the last known
 * pod if Redis is unavailable or has no route. Thread-safe.
 */
public final class CommandIssuer implements AutoCloseable {
    private static final String TOPIC = "commands-down";
    private static final int REDIS_TIMEOUT_MILLIS = 500;

    private final String run;
    private final IntFunction<String> chargePointIds;
    private final Ledger ledger;
    private final RedisClient redis;
    private final KafkaProducer<String, String> producer;
    private final ConcurrentMap<String, String> lastPods = new ConcurrentHashMap<>();

    /**
     * @param run distinguishes the command ids of this run; lower-case letters and digits
     * @param chargePointIds charge point ids by fleet index
     */
    public CommandIssuer(Cluster cluster, String run, IntFunction<String> chargePointIds, Ledger ledger) {
        this.run = run;
        this.chargePointIds = chargePointIds;
        this.ledger = ledger;
        this.redis = RedisClient.builder()
                .hostAndPort(new HostAndPort("127.0.0.1", cluster.redis().port()))
                .clientConfig(DefaultJedisClientConfig.builder()
                        .socketTimeoutMillis(REDIS_TIMEOUT_MILLIS)
                        .connectionTimeoutMillis(REDIS_TIMEOUT_MILLIS)
                        .build())
                .build();
        // A restarted broker has the same address, so the client keeps its metadata.
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        cluster.broker().address(),
                        "metadata.recovery.strategy",
                        "none",
                        "acks",
                        "all"),
                new StringSerializer(),
                new StringSerializer());
    }

    /** Issues a command, and issues it again if planned. Blocks until then. */
    public void issue(PlannedCommand planned) throws InterruptedException {
        String commandId = Ledger.commandId(run, planned.number());
        String chargePointId = planned.kind() == PlannedCommand.Kind.NOT_CONNECTED
                ? "NOWHERE-" + planned.number()
                : chargePointIds.apply(planned.chargePoint());
        Instant now = Instant.now();
        JsonObject command = new JsonObject();
        command.addProperty("commandId", commandId);
        command.addProperty("chargePointId", chargePointId);
        addTypeAndData(planned.kind(), commandId, command);
        command.addProperty("issuedAt", now.toString());
        command.addProperty("expiresAt", now.plus(planned.validity()).toString());
        command.addProperty("priority", planned.urgent() ? "urgent" : "normal");
        ledger.commandIssued(commandId, planned.kind() + " for " + chargePointId, now);
        produce(chargePointId, commandId, command.toString());
        if (planned.repeatAfter().isPositive()) {
            TimeUnit.NANOSECONDS.sleep(planned.repeatAfter().toNanos());
            produce(chargePointId, commandId, command.toString());
        }
    }

    /** Adds type and data. The data contain the command id, by which the ledger recognizes the CALL. */
    private static void addTypeAndData(PlannedCommand.Kind kind, String commandId, JsonObject command) {
        JsonObject data = new JsonObject();
        switch (kind) {
            case DATA_TRANSFER, EXPIRED, NOT_CONNECTED -> {
                command.addProperty("type", "ocpp.call");
                data.addProperty("action", "DataTransfer");
                JsonObject payload = new JsonObject();
                payload.addProperty("vendorId", "chaos");
                payload.addProperty("data", commandId);
                data.add("payload", payload);
            }
            case REFUSED -> {
                command.addProperty("type", "ocpp.call");
                data.addProperty("action", "PublishFirmware");
                JsonObject payload = new JsonObject();
                payload.addProperty("location", commandId);
                payload.addProperty("checksum", "0");
                payload.addProperty("requestId", 1);
                data.add("payload", payload);
            }
            case REMOTE_START -> {
                command.addProperty("type", "remote.start");
                data.addProperty("connectorId", 1);
                data.addProperty("idToken", commandId);
            }
            case INVALID -> command.addProperty("type", "no.such.command");
        }
        command.add("data", data);
    }

    private void produce(String chargePointId, String commandId, String command) {
        Future<?> unused =
                producer.send(new ProducerRecord<>(TOPIC, podOf(chargePointId), command), (metadata, failure) -> {
                    if (failure == null) {
                        ledger.commandAcknowledged(commandId);
                    }
                });
    }

    private String podOf(String chargePointId) {
        try {
            String route = redis.get("conn:" + chargePointId);
            if (route != null) {
                String pod = JsonParser.parseString(route)
                        .getAsJsonObject()
                        .get("pod")
                        .getAsString();
                lastPods.put(chargePointId, pod);
                return pod;
            }
        } catch (JedisException unavailable) {
            // The last known pod is used.
        }
        return lastPods.getOrDefault(chargePointId, "gateway-0");
    }

    @Override
    public void close() {
        producer.close();
        redis.close();
    }
}
