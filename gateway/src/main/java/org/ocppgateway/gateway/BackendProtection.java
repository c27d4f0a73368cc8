package org.ocppgateway.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ocppgateway.gateway.config.BackendSettings;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.routing.kafka.KafkaSettings;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.redis.client.RedisAddress;

/** Warns at start about connections to Kafka and Redis that leave this machine without encryption or authentication. */
final class BackendProtection {
    private static final EventLog LOG = EventLog.of(BackendProtection.class);

    private BackendProtection() {}

    static void check(BackendSettings settings) {
        KafkaSettings kafka = settings.kafka();
        if (!isLocal(List.of(kafka.bootstrapServers().split(",")))) {
            warn("Kafka", "gateway.kafka.client-properties", ofKafka(kafka));
        }
        RedisAddress redis = settings.redis().address();
        if (!isLocal(redis.nodes().stream().map(RedisAddress.Node::host).toList())) {
            warn("Redis", "gateway.redis.uri", ofRedis(redis));
        }
    }

    private static List<String> ofKafka(KafkaSettings kafka) {
        String protocol = kafka.clientProperties()
                .getOrDefault("security.protocol", "PLAINTEXT")
                .toUpperCase(Locale.ROOT);
        List<String> missing = new ArrayList<>();
        if (!protocol.endsWith("SSL")) {
            missing.add("not encrypted");
        }
        boolean certificate =
                kafka.clientProperties().keySet().stream().anyMatch(key -> key.startsWith("ssl.keystore."));
        if (!protocol.startsWith("SASL") && !certificate) {
            missing.add("not authenticated");
        }
        return missing;
    }

    private static List<String> ofRedis(RedisAddress redis) {
        List<String> missing = new ArrayList<>();
        if (!redis.tls().on()) {
            missing.add("not encrypted");
        }
        if (!redis.authenticates()) {
            missing.add("not authenticated");
        }
        return missing;
    }

    private static void warn(String server, String key, List<String> missing) {
        if (!missing.isEmpty()) {
            LOG.log(GatewayLogEvent.PROCESS_BACKEND_UNPROTECTED, server, String.join(" and ", missing), key);
        }
    }

    private static boolean isLocal(List<String> addresses) {
        return addresses.stream()
                .map(String::strip)
                .allMatch(address ->
                        address.startsWith("127.") || address.startsWith("localhost") || address.startsWith("[::1]"));
    }
}
