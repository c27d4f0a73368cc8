package org.ocppgateway.routing.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientPropertiesTest {

    @ParameterizedTest
    @CsvSource({
        "acks, 1",
        "acks, 0",
        "enable.idempotence, false",
        "max.in.flight.requests.per.connection, 6",
        "retries, 0",
        "isolation.level, read_uncommitted",
        "enable.auto.commit, true",
        "auto.offset.reset, latest",
        "check.crcs, false",
        "partitioner.ignore.keys, true",
        "allow.auto.create.topics, true",
        "metadata.recovery.strategy, none",
        "key.serializer, org.apache.kafka.common.serialization.StringSerializer",
        "value.deserializer, org.apache.kafka.common.serialization.StringDeserializer",
        "partitioner.class, org.apache.kafka.clients.producer.RoundRobinPartitioner",
        "transactional.id, x",
        "group.id, x",
        "max.request.size, 1000",
        "max.block.ms, 60000",
        "bootstrap.servers, elsewhere:9092",
        "linger.ms, 100"
    })
    void whatWouldBreakAPromiseIsRefused(String name, String value) {
        Map<String, String> problems = ClientProperties.problems(Map.of(name, value));
        assertEquals(Set.of(name), problems.keySet());
    }

    @ParameterizedTest
    @CsvSource({
        "acks, all",
        "acks, -1",
        "enable.idempotence, true",
        "max.in.flight.requests.per.connection, 1",
        "retries, 5",
        "isolation.level, read_committed",
        "compression.type, lz4",
        "security.protocol, SASL_SSL",
        "client.dns.lookup, resolve_canonical_bootstrap_servers_only",
        "ssl.truststore.location, /etc/kafka.p12",
        "send.buffer.bytes, 200000",
        "our.own.plugin, x"
    })
    void theRestIsNot(String name, String value) {
        assertEquals(Map.of(), ClientProperties.problems(Map.of(name, value)));
    }

    @Test
    void allProblemsAreReportedAtOnceIncludingThoseOfKafka() {
        Map<String, String> problems = ClientProperties.problems(
                Map.of("acks", "1", "security.protocol", "NONSENSE", "receive.buffer.bytes", "-7", "retries", "many"));
        assertEquals(Set.of("acks", "receive.buffer.bytes", "retries", "security.protocol"), problems.keySet());
        assertTrue(problems.getOrDefault("acks", "").startsWith("must be -1 or all, not 1: "), problems::toString);
    }

    @Test
    void unknownPropertiesAreReported() {
        assertEquals(
                Set.of("sasl.mechanisms"),
                ClientProperties.unknown(Map.of("sasl.mechanisms", "PLAIN", "sasl.mechanism", "PLAIN")));
    }
}
