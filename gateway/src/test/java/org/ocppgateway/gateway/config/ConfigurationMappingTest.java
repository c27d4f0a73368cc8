package org.ocppgateway.gateway.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.gateway.address.AddressRange;
import org.ocppgateway.gateway.admin.AdminSettings;
import org.ocppgateway.gateway.admin.AdminTlsSettings;
import org.ocppgateway.gateway.connection.ConnectionLimits;
import org.ocppgateway.gateway.connection.FloodLimits;
import org.ocppgateway.gateway.connection.LivenessLimits;
import org.ocppgateway.gateway.connection.ReceiveLimits;
import org.ocppgateway.gateway.drain.DrainSettings;
import org.ocppgateway.gateway.drain.LeaveSettings;
import org.ocppgateway.gateway.drain.RebalanceSettings;
import org.ocppgateway.gateway.endpoint.EndpointSettings;
import org.ocppgateway.gateway.endpoint.EndpointThreads;
import org.ocppgateway.gateway.endpoint.HeaderLimits;
import org.ocppgateway.gateway.endpoint.ProxySettings;
import org.ocppgateway.gateway.endpoint.SocketLimits;
import org.ocppgateway.gateway.endpoint.SubprotocolSettings;
import org.ocppgateway.gateway.endpoint.UpgradeSettings;
import org.ocppgateway.gateway.endpoint.listener.HandshakeSettings;
import org.ocppgateway.gateway.endpoint.listener.ListenerSettings;
import org.ocppgateway.gateway.journal.JournalSettings;
import org.ocppgateway.gateway.journal.TopicSelection;
import org.ocppgateway.gateway.limit.AutomaticLimits;
import org.ocppgateway.gateway.limit.RateLimit;
import org.ocppgateway.gateway.log.LogSettings;
import org.ocppgateway.gateway.session.QueueLimits;
import org.ocppgateway.gateway.session.SessionSettings;
import org.ocppgateway.gateway.session.decision.DecisionSettings;
import org.ocppgateway.gateway.session.decision.DecisionSettings.By;
import org.ocppgateway.gateway.session.decision.RegistrationPolicy;
import org.ocppgateway.gateway.session.publish.CapacitySettings;
import org.ocppgateway.gateway.session.publish.EventMasks;
import org.ocppgateway.gateway.session.publish.OutageSettings;
import org.ocppgateway.gateway.session.publish.PublishSettings;
import org.ocppgateway.gateway.takeover.TakeoverSettings;
import org.ocppgateway.gateway.tls.CertificateFiles;
import org.ocppgateway.gateway.tls.ClientAuthentication;
import org.ocppgateway.gateway.tls.ProtocolOptions;
import org.ocppgateway.gateway.tls.StaleRevocation;
import org.ocppgateway.gateway.tls.TlsSettings;
import org.ocppgateway.gateway.trace.TracingSettings;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.dictionary.Quirk;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.IdTokenMask;
import org.ocppgateway.protocol.model.Masking;
import org.ocppgateway.routing.command.CommandSettings;
import org.ocppgateway.routing.command.Limit;
import org.ocppgateway.routing.kafka.KafkaSettings;
import org.ocppgateway.routing.log.LineLimits;
import org.ocppgateway.routing.redis.client.RedisAddress;
import org.ocppgateway.routing.redis.client.RedisSettings;
import org.ocppgateway.routing.registration.Registration;
import org.ocppgateway.routing.sweep.SweepSettings;

/** Every key has its place and its default. */
class ConfigurationMappingTest {
    @TempDir
    Path directory;

    @Test
    void theDefaultsAreThoseOfTheReference() throws Exception {
        GatewayConfig settings = Configuration.load(null).settings();
        assertEquals(new PodId(System.getenv().getOrDefault("POD_NAME", "gateway-0")), settings.pod());
        assertEquals(
                new LeaveSettings(
                        new DrainSettings(Duration.ofSeconds(30), Duration.ofSeconds(5), 0),
                        new RebalanceSettings(20, 50, false, Duration.ofMinutes(1)),
                        Duration.ZERO),
                settings.leaving());
        assertEquals(
                new EndpointSettings(
                        List.of(ListenerSettings.plain("ws", "0.0.0.0", 8080)),
                        ProxySettings.NONE,
                        new HandshakeSettings(4096, AutomaticLimits.computingThreads(), Duration.ofSeconds(10)),
                        new UpgradeSettings(
                                List.of("/ocpp", "/ws"),
                                new SubprotocolSettings(Map.of(), Map.of()),
                                Set.of(),
                                5000,
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(30)),
                        new RateLimit(1000, 5000),
                        new HeaderLimits(8192, 100),
                        new SocketLimits(65_536, 65_535, AutomaticLimits.sockets()),
                        new EndpointThreads(2, 20_000)),
                settings.chargePoints().endpoint());
        assertEquals(
                new ConnectionLimits(
                        AutomaticLimits.connections(false),
                        new LivenessLimits(Duration.ofSeconds(45), Duration.ofSeconds(90), Duration.ofSeconds(900)),
                        new ReceiveLimits(
                                1024 * 1024,
                                Duration.ofSeconds(120),
                                8,
                                AutomaticLimits.backlog(),
                                new FloodLimits(new RateLimit(20, 100), Duration.ofSeconds(60))),
                        64,
                        Duration.ofSeconds(5)),
                settings.chargePoints().connection());
        assertEquals(
                new SessionSettings(
                        Duration.ofSeconds(300),
                        new QueueLimits(16, 16, 2),
                        Duration.ofSeconds(5),
                        new PublishSettings(
                                new OutageSettings(
                                        Duration.ofSeconds(10),
                                        Duration.ofMillis(500),
                                        20,
                                        Duration.ofMinutes(15),
                                        Duration.ofSeconds(5),
                                        10_000),
                                new CapacitySettings(5_000, 1_000, new RateLimit(20_000, 20_000)),
                                EventMasks.STANDARD,
                                Set.of(EventType.DEVICE_HEARTBEAT)),
                        new RegistrationPolicy(Registration.Status.ACCEPTED, Duration.ofSeconds(60)),
                        new DecisionSettings(10_000, Map.of()),
                        Arrays.stream(Quirk.values())
                                .filter(Quirk::toleratedByDefault)
                                .map(quirk -> new Tolerance.Rule(quirk, null, null, null))
                                .toList()),
                settings.chargePoints().session());
        assertEquals(
                KafkaSettings.defaults("127.0.0.1:9092"), settings.backend().kafka());
        assertEquals(
                RedisSettings.defaults("redis://127.0.0.1:6379"),
                settings.backend().redis());
        assertEquals(
                new JournalSettings(
                        16 * 1024 * 1024,
                        8 * 1024 * 1024,
                        new JournalSettings.Masks(
                                Masking.STANDARD,
                                Masking.of(List.of(
                                        "*password*", "*passwd*", "*secret*", "*authkey*", "*idtag", "*idtoken")),
                                IdTokenMask.NONE,
                                true),
                        new TopicSelection.Off()),
                settings.journal());
        assertEquals(CommandSettings.defaults(), settings.backend().commands());
        assertEquals(TakeoverSettings.defaults(), settings.chargePoints().takeover());
        assertEquals(
                new AdminSettings("0.0.0.0", 8081, System.getenv().getOrDefault("POD_IP", ""), 128, List.of(), null),
                settings.admin());
        assertEquals(new LogSettings(LineLimits.DEFAULT_LINES_PER_SECOND), settings.log());
        assertEquals(new TracingSettings("", 0.01), settings.tracing());
    }

    @Test
    void everyKeyIsMapped() throws Exception {
        GatewayConfig settings = load(everyKey()).settings();
        assertEquals(
                new GatewayConfig(
                        new PodId("pod-7"),
                        new LeaveSettings(
                                new DrainSettings(Duration.ofSeconds(7), Duration.ofSeconds(3), 70),
                                new RebalanceSettings(30, 8, true, Duration.ofSeconds(90)),
                                Duration.ofHours(12)),
                        new ChargePointSettings(
                                new EndpointSettings(
                                        List.of(
                                                new ListenerSettings(
                                                        "old", "127.0.0.2", 9444, false, false, everyTlsKey()),
                                                new ListenerSettings("ws", "127.0.0.1", 9000, true, true, null),
                                                new ListenerSettings(
                                                        "wss", "127.0.0.2", 9443, true, false, everyTlsKey())),
                                        new ProxySettings(
                                                List.of(AddressRange.parse("192.0.2.0/24")), "X-Subject", "X-Verify"),
                                        new HandshakeSettings(4, 5, Duration.ofSeconds(6)),
                                        new UpgradeSettings(
                                                List.of("/x"),
                                                new SubprotocolSettings(
                                                        Map.of("/x", OcppVersion.V1_6),
                                                        Map.of("ocpp1.6j", OcppVersion.V1_6)),
                                                Set.of("*"),
                                                30,
                                                Duration.ofSeconds(7),
                                                Duration.ofSeconds(2)),
                                        new RateLimit(5, 6),
                                        new HeaderLimits(4096, 20),
                                        new SocketLimits(8192, 10, 50),
                                        new EndpointThreads(3, 200)),
                                new ConnectionLimits(
                                        10,
                                        new LivenessLimits(
                                                Duration.ofSeconds(2), Duration.ofSeconds(6), Duration.ofSeconds(40)),
                                        new ReceiveLimits(
                                                2048,
                                                Duration.ofSeconds(8),
                                                5,
                                                5_000_000,
                                                new FloodLimits(new RateLimit(7, 8), Duration.ofSeconds(9))),
                                        6,
                                        Duration.ofSeconds(7)),
                                settings.chargePoints().security(),
                                new SessionSettings(
                                        Duration.ofSeconds(10),
                                        new QueueLimits(2, 3, 4),
                                        Duration.ofSeconds(11),
                                        new PublishSettings(
                                                new OutageSettings(
                                                        Duration.ofSeconds(5),
                                                        Duration.ofMillis(6),
                                                        7,
                                                        Duration.ofMinutes(8),
                                                        Duration.ofSeconds(9),
                                                        10),
                                                new CapacitySettings(12, 11, new RateLimit(13, 14)),
                                                new EventMasks(
                                                        IdTokenMask.with("sixteen letters!"),
                                                        Masking.of(List.of("*pin*", "wifiKey"))),
                                                Set.of(new EventType("a"), new EventType("b"))),
                                        new RegistrationPolicy(Registration.Status.PENDING, Duration.ofSeconds(8)),
                                        new DecisionSettings(
                                                9,
                                                Map.of(
                                                        new Action("Authorize"),
                                                        new DecisionSettings.Rule(
                                                                By.BACKEND,
                                                                Duration.ofSeconds(2),
                                                                "{\"status\":\"blocked\"}"),
                                                        new Action("BootNotification"),
                                                        new DecisionSettings.Rule(
                                                                By.BACKEND, Duration.ofSeconds(3), null),
                                                        new Action("DataTransfer"),
                                                        new DecisionSettings.Rule(
                                                                By.LOCAL,
                                                                Duration.ofSeconds(3),
                                                                "{\"status\":\"rejected\"}"))),
                                        List.of(
                                                new Tolerance.Rule(Quirk.DECIMALS, null, null, null),
                                                new Tolerance.Rule(Quirk.STRING_LENGTH, "Acme*", "One", "1.*"),
                                                new Tolerance.Rule(Quirk.UNKNOWN_WORD, null, null, null))),
                                new TakeoverSettings(
                                        TakeoverSettings.Mode.NEWEST,
                                        Duration.ofSeconds(1),
                                        Duration.ofMillis(6500),
                                        Duration.ofSeconds(2),
                                        3,
                                        4)),
                        new BackendSettings(
                                new KafkaSettings(
                                        "kafka:1",
                                        Map.of("security.protocol", "SSL"),
                                        new KafkaSettings.Topics(
                                                new KafkaSettings.Topic("e", 1, (short) 2, Duration.ofHours(3)),
                                                new KafkaSettings.Topic("c", 4, (short) 5, Duration.ofHours(6)),
                                                new KafkaSettings.Topic("r", 7, (short) 8, Duration.ofHours(9)),
                                                new KafkaSettings.Topic("d", 10, (short) 11, Duration.ofHours(12)),
                                                new KafkaSettings.Topic("f", 13, (short) 14, Duration.ofHours(15))),
                                        true,
                                        new KafkaSettings.Timeouts(
                                                Duration.ofSeconds(9), Duration.ofSeconds(2), Duration.ofSeconds(6)),
                                        new KafkaSettings.Sending(Duration.ofMillis(3), 4096, 5, 2 * 2048 + 64 * 1024)),
                                new RedisSettings(
                                        new RedisAddress(
                                                RedisAddress.Kind.SENTINEL,
                                                List.of(
                                                        new RedisAddress.Node("redis", 1),
                                                        new RedisAddress.Node("other", 26_379)),
                                                "main",
                                                2,
                                                new RedisAddress.Credentials("me", "secret"),
                                                new RedisAddress.Credentials("asker", "riddle"),
                                                new RedisAddress.Tls(
                                                        true,
                                                        new RedisAddress.Store("ca.p12", "open"),
                                                        new RedisAddress.Store("me.p12", "mine"))),
                                        Duration.ofSeconds(1),
                                        2,
                                        3,
                                        Duration.ofSeconds(4),
                                        new RedisSettings.Lifetimes(
                                                Duration.ofSeconds(60),
                                                Duration.ofSeconds(20),
                                                Duration.ofSeconds(8),
                                                Duration.ofSeconds(2),
                                                Duration.ofHours(1),
                                                Duration.ofHours(2))),
                                new CommandSettings(
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(2),
                                        Duration.ofSeconds(3),
                                        new Limit(3, 30),
                                        4,
                                        Duration.ofMillis(5),
                                        Duration.ofSeconds(6),
                                        new Limit(7, 70)),
                                new SweepSettings(
                                        Duration.ofMillis(1),
                                        Duration.ofSeconds(2),
                                        new SweepSettings.Grace(
                                                Duration.ofSeconds(3), Duration.ofSeconds(4), Duration.ofSeconds(5)),
                                        new Limit(6, 60),
                                        7,
                                        8,
                                        Duration.ofSeconds(8))),
                        new JournalSettings(
                                128 * 1024,
                                256 * 1024,
                                new JournalSettings.Masks(
                                        Masking.of(List.of("*pin*", "wifiKey", "cardNumber")),
                                        Masking.of(List.of("*pin*", "wifiKey", "cardNumber", "*idtag", "*idtoken")),
                                        settings.chargePoints()
                                                .session()
                                                .publish()
                                                .masks()
                                                .idTokens(),
                                        false),
                                new TopicSelection.Sample(7)),
                        new AdminSettings("127.0.0.1", 9001, "pod-7.example", 20, List.of(), everyAdminTlsKey()),
                        new LogSettings(7),
                        new TracingSettings("http://127.0.0.1:4318/v1/traces", 0.5)),
                settings);
    }

    private static TlsSettings everyTlsKey() {
        return new TlsSettings(
                List.of(new CertificateFiles(Path.of("/tls/chain.pem"), Path.of("/tls/key.pem"))),
                ClientAuthentication.NEED,
                List.of(Path.of("/tls/ca.pem")),
                List.of(Path.of("/tls/ca.crl")),
                StaleRevocation.REFUSE,
                Duration.ofHours(1),
                3,
                new ProtocolOptions(true, true, true, true, List.of("TLS_RSA_WITH_AES_128_CBC_SHA")));
    }

    private static AdminTlsSettings everyAdminTlsKey() {
        return new AdminTlsSettings(
                new TlsSettings(
                        List.of(new CertificateFiles(Path.of("/tls/admin.pem"), Path.of("/tls/admin.key"))),
                        ClientAuthentication.NONE,
                        List.of(Path.of("/tls/pods.pem")),
                        List.of(),
                        StaleRevocation.ACCEPT,
                        Duration.ofHours(24),
                        1000,
                        ProtocolOptions.DEFAULT),
                "pods.example",
                Duration.ofSeconds(6));
    }

    private static String everyKey() throws IOException {
        try (InputStream found = ConfigurationMappingTest.class.getResourceAsStream("every-key.conf")) {
            return new String(requireNonNull(found).readAllBytes(), UTF_8);
        }
    }

    private Configuration load(String hocon) throws IOException, ConfigurationException {
        Path file = directory.resolve("test.conf");
        Files.writeString(file, hocon);
        return Configuration.load(file);
    }
}
