package org.ocppgateway.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All problems are reported together. Secrets are not printed. */
class ConfigurationTest {
    @TempDir
    Path directory;

    @Test
    void allProblemsAreReportedTogether() throws Exception {
        String message = problems("""
            gateway.endpoint.port = "often"
            gateway.endpoint.prot = 8080
            gateway.connection.ping-interval = 5 parsecs
            gateway.session.uplink-bound = 0
            gateway.pod-name = "Not A Pod"
            gateway.endpoint.default-subprotocols { "/ws" = "ocpp9" }
            gateway.kafka.delivery-timeout = 1 s
            gatway.admin.port = 1
            """);
        assertTrue(message.startsWith("The configuration has 8 problems:"), message);
        assertTrue(message.contains("gateway.endpoint.port has type STRING rather than NUMBER"), message);
        assertTrue(message.contains("unknown key gateway.endpoint.prot; did you mean gateway.endpoint.port?"), message);
        assertTrue(message.contains("parsecs"), message);
        assertTrue(message.contains("gateway.session.uplink-bound is out of range: 0, must be 1 to 1000"), message);
        assertTrue(message.contains("gateway.pod-name: a pod id needs"), message);
        assertTrue(message.contains("there is no subprotocol ocpp9"), message);
        assertTrue(message.contains("delivery timeout"), message);
        assertTrue(message.contains("did you mean gateway.admin.port?"), message);
        assertTrue(message.contains("test.conf: 2"), message);
    }

    @ParameterizedTest
    @CsvSource({
        "session.boot-wait = 5 s,               session.boot-grace",
        "session.farewell-limit = 15 m,         session.offline-event.retry-limit",
        "session.farewell-pause = 5 s,          session.offline-event.retry-pause",
        "session.farewell-bound = 10000,        session.offline-event.max-pending",
        "session.capacity.messages-in-work = 5, session.capacity.messages-in-progress",
        "commands.give-up-after = 1 h,          commands.result-retry-limit",
        "sweeper.look-interval = 1 s,           sweeper.check-interval",
        "sweeper.dead-after = 6 s,              sweeper.pod-timeout",
        "takeover.persistence = 60 s,           takeover.challenge-period",
    })
    void aKeyOfAnEarlierVersionIsReportedWithItsNewName(String old, String current) throws Exception {
        String key = old.substring(0, old.indexOf(' '));
        assertTrue(Configuration.load(null).keys().contains("gateway." + current), current);
        String message = problems("gateway." + old);
        assertTrue(
                message.endsWith("test.conf: 1: unknown key gateway." + key + "; it is now gateway." + current),
                message);
    }

    @Test
    void theBacklogIsLargerThanTheMaximumMessageSize() throws Exception {
        String message = problems("""
            gateway.endpoint.max-message-size = 3 MiB
            gateway.connection.max-backlog = 4 MiB
            """);
        assertTrue(
                message.contains("gateway.connection.max-backlog: has to be at least 2 times"
                        + " endpoint.max-message-size (3145728 bytes), and is 4194304"),
                message);
    }

    @Test
    void unknownValuesAreReportedWithTheAllowedOnes() throws Exception {
        String message = problems("""
            gateway.session.registration.status = maybe
            gateway.session.violations.mode = lenient
            gateway.session.violations.tolerated = [nonsense, { vendor = "x" }, { quirk = decimals, vendr = "x" }]
            """);
        assertTrue(message.startsWith("The configuration has 5 problems:"), message);
        assertTrue(message.contains("must be accepted, pending or rejected, not maybe"), message);
        assertTrue(message.contains("must be strict or tolerant"), message);
        assertTrue(message.contains("there is no quirk nonsense; there are null-for-absent, extra-field"), message);
        assertTrue(message.contains("there is no quirk without a name"), message);
        assertTrue(message.contains("unknown vendr"), message);
    }

    @Test
    void problemsOfDecisionsAreReportedPerAction() throws Exception {
        String message = problems("""
            gateway.session.muted-events = ["data.transfer"]
            gateway.session.decisions.open-limit = 0
            gateway.session.decisions.actions {
              Autorize { by = backend }
              Heartbeat { by = backend }
              Authorize { by = nothing, deadline = 1 h, falback {} }
              DataTransfer { by = backend, fallback { status = perhaps } }
              SignCertificate = backend
              StartTransaction { fallback { status = blocked, colour = red } }
              BootNotification { fallback { status = pending } }
            }
            """);
        assertTrue(message.startsWith("The configuration has 11 problems:"), message);
        assertTrue(message.contains("open-limit is out of range"), message);
        assertTrue(
                message.contains("there is nothing to decide about Autorize; there is about Authorize, Boot"), message);
        assertTrue(message.contains("there is nothing to decide about Heartbeat"), message);
        assertTrue(message.contains("must be local or backend, not nothing"), message);
        assertTrue(message.contains("Authorize.deadline is out of range"), message);
        assertTrue(message.contains("unknown falback of Authorize; there are [by, deadline, fallback]"), message);
        assertTrue(
                message.contains("DataTransfer cannot be decided by the backend while data.transfer is muted"),
                message);
        assertTrue(message.contains("the fallback of DataTransfer is no reply to data.transfer: /status"), message);
        assertTrue(message.contains("SignCertificate must be an object"), message);
        assertTrue(
                message.contains("the fallback of StartTransaction is no reply to transaction.started: /colour"),
                message);
        assertTrue(message.contains("is set by session.registration"), message);
    }

    @Test
    void theTakeoverDecisionMustFitIntoTheHandshakeTimeout() throws Exception {
        String message = problems("gateway.redis.timeout = 1 s\n");
        assertTrue(
                message.contains(
                        "gateway.takeover.probe-timeout: a decision may take 10500 ms (twice this, four times redis.timeout and"
                                + " 500 ms), which must be less than endpoint.handshake-timeout, 10000 ms"),
                message);
        load("gateway.redis.timeout = 1 s, gateway.endpoint.handshake-timeout = 11 s\n");
    }

    @Test
    void ambiguousNumbersAndDurationsAreRefused() throws Exception {
        String message = problems("""
            gateway.endpoint.port = 8080.7
            gateway.endpoint.max-headers = "100.5"
            gateway.endpoint.max-message-size = 1000000.5
            gateway.kafka.topics.events.partitions = 12.5
            gateway.redis.timeout = 500
            gateway.commands.expires-after = "60"
            gateway.connection.ping-interval = 1.5
            gateway.stop-timeout = -5 s
            """);
        assertTrue(message.startsWith("The configuration has 8 problems:"), message);
        assertTrue(message.contains("must be a whole number, not 8080.7"), message);
        assertTrue(message.contains("must be a whole number, not 100.5"), message);
        assertTrue(message.contains("has no unit; write 500 ms or 500 s"), message);
    }

    @Test
    void bytesAndZeroDurationsNeedNoUnit() throws Exception {
        GatewayConfig settings = load("""
            gateway.endpoint.max-message-size = 2097152
            gateway.endpoint.port = 8080.0
            gateway.kafka.linger = 0
            gateway.redis.timeout = 0.5 s
            """).settings();
        assertEquals(
                8080, settings.chargePoints().endpoint().listeners().getFirst().port());
        assertEquals(Duration.ZERO, settings.backend().kafka().sending().linger());
        assertEquals(Duration.ofMillis(500), settings.backend().redis().timeout());
        assertEquals(
                2 * 2097152 + 65536,
                settings.backend().kafka().sending().maxRequestBytes(),
                "the event of the largest message fits");
    }

    @Test
    void kafkaPropertiesThatBreakAGuaranteeAreRefusedTogether() throws Exception {
        String message = problems("""
            gateway.kafka.client-properties {
              acks = "1"
              enable.idempotence = false
              max.in.flight.requests.per.connection = 6
              isolation.level = read_uncommitted
              enable.auto.commit = true
              retries = 0
              value.serializer = org.apache.kafka.common.serialization.StringSerializer
              security.protocol = NONSENSE
              compression.type = lz4
            }
            """);
        assertTrue(message.startsWith("The configuration has 8 problems:"), message);
        assertTrue(message.contains("gateway.kafka.client-properties: acks must be -1 or all, not 1"), message);
        assertTrue(message.contains("security.protocol"), message);
    }

    @Test
    void withoutToleranceNoDeviationIsAccepted() throws Exception {
        assertEquals(
                List.of(),
                load("gateway.session.violations.mode = strict\n")
                        .settings()
                        .chargePoints()
                        .session()
                        .tolerated());
    }

    @Test
    void aMissingFileIsNamed() {
        ConfigurationException problem =
                assertThrows(ConfigurationException.class, () -> Configuration.load(directory.resolve("missing.conf")));
        assertTrue(String.valueOf(problem.getMessage()).contains("missing.conf"), problem.getMessage());
    }

    @Test
    void aMissingIncludeIsReportedByName() throws Exception {
        String message = problems("include \"nowhere.conf\"\n");
        assertTrue(message.contains("nowhere.conf"), message);
    }

    @Test
    void anIncludedFileIsUsed() throws Exception {
        Files.writeString(directory.resolve("common.conf"), "gateway.admin.port = 9001\n");
        assertEquals(9001, load("include \"common.conf\"\n").settings().admin().port());
    }

    @Test
    void secretsAreNotPrinted() throws Exception {
        String printed = load("""
            gateway.redis.password = "hunter2"
            gateway.redis.uri = "redis://me:hunter2@redis:6379"
            gateway.kafka.client-properties {
              "ssl.keystore.password" = "hunter2"
              "sasl.jaas.config" = "hunter2"
              ssl.keystore.key = "hunter2"
            }
            """).print();
        assertFalse(printed.contains("hunter2"), printed);
        assertTrue(printed.contains("password=\"***\""), printed);
        assertTrue(printed.contains("redis://***@redis:6379"), printed);
        assertTrue(printed.contains("ping-interval"), printed);
    }

    private Configuration load(String hocon) throws IOException, ConfigurationException {
        Path file = directory.resolve("test.conf");
        Files.writeString(file, hocon);
        return Configuration.load(file);
    }

    private String problems(String hocon) {
        return String.valueOf(
                assertThrows(ConfigurationException.class, () -> load(hocon)).getMessage());
    }
}
