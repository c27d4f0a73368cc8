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
 * Issues planned commands as a plain backend does: looks the pod up in Redis, and while Redis is out, or knows none, takes the one
 * that had the charge point last. Tells the ledger. May be used from any thread.
 */
final class CommandIssuer implements AutoCloseable {
    private static final String TOPIC = "commands-down";
    private static final int REDIS_TIMEOUT_MILLIS = 500;

    private final String run;
    private final IntFunction<String> chargePointIds;
    private final Ledger ledger;
    private final RedisClient redis;
    private final KafkaProducer<String, String> producer;
    private final ConcurrentMap<String, String> lastPods = new ConcurrentHashMap<>();

    /**
     * @param run what tells this run's command ids from others'; lower-case letters and digits
     * @param chargePointIds by their numbers in the fleet
     */
    CommandIssuer(Cluster cluster, String run, IntFunction<String> chargePointIds, Ledger ledger) {
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
        // A broker that is killed comes back at its address: what is known of it is kept.
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

    /** Issues a command, and once more if so planned; blocks until then. */
    void issue(PlannedCommand planned) throws InterruptedException {
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

    /** Fills in type and data; the data hold the command's id, which is how the ledger knows it on the wire. */
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
            // What was known last has to do.
        }
        return lastPods.getOrDefault(chargePointId, "gateway-0");
    }

    @Override
    public void close() {
        producer.close();
        redis.close();
    }
}
