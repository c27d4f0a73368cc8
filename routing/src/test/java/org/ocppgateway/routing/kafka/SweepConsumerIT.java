package org.ocppgateway.routing.kafka;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.PodContext;
import org.ocppgateway.routing.command.CommandPorts;
import org.ocppgateway.routing.command.CommandSettings;
import org.ocppgateway.routing.command.FakeRouteFinder;
import org.ocppgateway.routing.command.InMemoryCommandStates;
import org.ocppgateway.routing.command.Limit;
import org.ocppgateway.routing.command.PauseMonitor;
import org.ocppgateway.routing.sweep.FakeLeases;
import org.ocppgateway.routing.sweep.SweepSettings;
import org.ocppgateway.routing.sweep.Sweeper;

class SweepConsumerIT {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final ChargePointId CHARGE_POINT = new ChargePointId("CP-1");
    private static final PodId LIVING = new PodId("gateway-0");
    /** A pod whose lease lookup throws an unexpected exception. */
    private static final PodId FAILING = new PodId("gateway-8");

    private static final Duration IMPATIENCE = Duration.ofSeconds(2);

    /** Short waits before the actions that the tests await; a second delivery and a rebalance come late. */
    private static final SweepSettings QUICK = new SweepSettings(
            Duration.ofMillis(100),
            Duration.ofMillis(300),
            new SweepSettings.Grace(Duration.ofMillis(300), Duration.ofMinutes(1), Duration.ofSeconds(30)),
            new Limit(1000, 1_000_000),
            8,
            500,
            Duration.ofSeconds(30));

    private final InMemoryCommandStates states = new InMemoryCommandStates();
    private final FakeLeases leases = new FakeLeases();
    private final FakeRouteFinder routes = new FakeRouteFinder();
    private final List<String> results = new CopyOnWriteArrayList<>();
    private final List<SweepConsumer> members = new ArrayList<>();
    private KafkaSettings settings;
    private DurableProducer producer;
    private int partition;

    @BeforeEach
    void open() throws Exception {
        settings = Records.freshTopics(TestBroker.shared().bootstrapServers());
        Topics.prepare(settings);
        producer = DurableProducer.open(settings, new PrometheusRegistry());
        partition = CommandConsumer.partitionOf(LIVING, settings);
        leases.live(LIVING.value(), "1", partition, 0);
        leases.failFor(FAILING.value());
    }

    @AfterEach
    void close() throws Exception {
        for (SweepConsumer member : members) {
            member.stop(Duration.ofSeconds(10));
        }
        producer.close(Duration.ofSeconds(5));
    }

    private SweepConsumer member(String pod) {
        PodContext context =
                new PodContext(new PodId(pod), Clock.systemUTC(), Clock.systemUTC(), new PrometheusRegistry());
        CommandPorts ports = new CommandPorts(
                states.asSeenBy(pod + "/1"),
                routes,
                new KafkaCommandForwarder(settings, producer),
                (id, result, trace) -> results.add(result),
                (id, commandId, since) -> Optional.empty());
        Sweeper sweeper = new Sweeper(
                QUICK,
                CommandSettings.defaults(),
                context,
                ports,
                leases,
                new PauseMonitor(Duration.ofDays(1), ports.states(), context),
                looks -> Thread.ofVirtual().start(looks));
        SweepConsumer member = new SweepConsumer(settings, QUICK, sweeper, new DeadLetters(settings, producer));
        members.add(member);
        member.start();
        return member;
    }

    private void write(String pod, String id) throws Exception {
        write(pod, id, Headers.header("traceparent", TRACE));
    }

    private void write(String pod, String id, Header... headers) throws Exception {
        Records.produce(settings, record(pod, id, headers));
    }

    private ProducerRecord<String, String> record(String pod, String id, Header... headers) {
        String command = "{\"commandId\":\"" + id + "\",\"chargePointId\":\"CP-1\",\"type\":\"reset\",\"data\":{}}";
        return new ProducerRecord<>(settings.topics().commands().name(), partition, pod, command, List.of(headers));
    }

    private long committed() throws Exception {
        TopicPartition ours = new TopicPartition(settings.topics().commands().name(), partition);
        try (Admin admin = KafkaClients.admin(settings)) {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(
                            settings.topics().commands().name() + ".sweeper")
                    .partitionsToOffsetAndMetadata()
                    .get();
            OffsetAndMetadata offset = offsets.get(ours);
            return offset == null ? -1 : offset.offset();
        }
    }

    @Test
    void theOffsetStaysUntilTheLivePodHasEndedItsCommand() throws Exception {
        write(LIVING.value(), "c1");
        write("gateway-9", "c2");
        var living = states.asSeenBy("gateway-0/1");
        living.claim("c1", CHARGE_POINT, Instant.now());
        member("gateway-1");

        await().until(() -> results.size() == 1);
        assertEquals(true, results.getFirst().contains("\"outcome\":\"not-connected\""), results.toString());
        await().until(() -> committed() == 0);

        living.end("c1", living.ownership(null), "{}");
        living.delivered("c1");
        await().until(() -> committed() == 2);
        assertEquals(1, results.size());
    }

    @Test
    void anotherMemberContinuesAtTheCommittedOffset() throws Exception {
        SweepConsumer first = member("gateway-1");
        write("gateway-9", "c1");
        await().until(() -> committed() == 1);
        member("gateway-2");

        first.stop(Duration.ofSeconds(10));
        write("gateway-9", "c2");

        await().until(() -> committed() == 2);
        assertEquals(2, results.size());
    }

    @Test
    void aForwardedCommandIsWrittenForThePodOfTheChargePointWithOneMoreHop() throws Exception {
        routes.at(CHARGE_POINT, LIVING.value());
        write("gateway-9", "c1");
        member("gateway-1");

        var forwarded = Records.await(settings, settings.topics().commands(), 2).stream()
                .filter(found -> LIVING.value().equals(found.key()))
                .findFirst()
                .orElseThrow();
        assertEquals("1", Records.header(forwarded, "hops"));
        assertEquals(TRACE, Records.header(forwarded, "traceparent"));
        assertEquals(1, forwarded.partition());
        assertEquals("1", Records.header(forwarded, "contract-version"));
    }

    @Test
    void aRecordTypeOfThePreviousReleaseIsSkipped() throws Exception {
        Records.produce(
                settings,
                settings.topics().commands(),
                partition,
                LIVING.value(),
                "{\"type\":\"sending\",\"commandId\":\"c1\"}");
        member("gateway-1");

        await().until(() -> committed() == 1);
        assertEquals(List.of(), results);
    }

    @Test
    void aCommandOfATransactionEndsDespiteTheMarkerAfterIt() throws Exception {
        try (var transaction = Records.inTransaction(settings)) {
            transaction.send(record("gateway-9", "c1")).get();
            transaction.commitTransaction();
        }
        member("gateway-1");

        await().until(() -> results.size() == 1);
        await().until(() -> committed() == 2);
    }

    @Test
    void aCommandOfAnAbortedTransactionWasNeverIssued() throws Exception {
        try (var transaction = Records.inTransaction(settings)) {
            transaction.send(record("gateway-9", "c1")).get();
            transaction.abortTransaction();
        }
        write("gateway-9", "c2");
        member("gateway-1");

        await().until(() -> committed() == 3);
        assertEquals(1, results.size(), results.toString());
        assertTrue(results.getFirst().contains("\"c2\""), results.toString());
    }

    @Test
    void anUndecodableRecordForADeadPodBecomesADeadLetter() throws Exception {
        Records.produce(settings, settings.topics().commands(), partition, "gateway-9", "broken");
        member("gateway-1");

        var dead = Records.await(settings, settings.topics().deadLetters(), 1).getFirst();
        assertEquals("broken", dead.value());
    }

    @Test
    void aRecordWithEmptyHeadersIsSwept() throws Exception {
        write("gateway-9", "c1", new RecordHeader("hops", (byte[]) null), new RecordHeader("traceparent", (byte[])
                null));
        write("gateway-9", "c2");
        member("gateway-1");

        await().until(() -> committed() == 2);
        assertEquals(2, results.size(), results.toString());
    }

    @Test
    void aFailingRecordBecomesADeadLetterAndTheSweeperContinues() throws Exception {
        Records.produce(settings, settings.topics().commands(), partition, FAILING.value(), "broken");
        write("gateway-9", "c1");
        member("gateway-1");

        var dead = Records.await(settings, settings.topics().deadLetters(), 1).getFirst();
        assertEquals("broken", dead.value());
        assertEquals(
                "internal error: java.lang.IllegalStateException: a simulated error",
                Records.header(dead, "dead-letter-reason"));
        await().until(() -> committed() == 2);
        assertEquals(1, results.size(), results.toString());
    }

    @Test
    void partitionsWithTemporarilyUnavailableOffsetsAreSweptAfterwards() throws Exception {
        TopicPartition ours = new TopicPartition(settings.topics().commands().name(), partition);
        write("gateway-9", "c1");
        try (var open = Records.inTransaction(settings);
                var outsider = KafkaClients.groupMember(settings, ours.topic() + ".sweeper", QUICK.sessionTimeout())) {
            // While this transaction is open, the offsets of the group cannot be read.
            open.sendOffsetsToTransaction(Map.of(ours, new OffsetAndMetadata(0)), outsider.groupMetadata());
            settings = impatient(settings);
            member("gateway-1");
            await().during(IMPATIENCE.multipliedBy(3)).until(results::isEmpty);

            open.abortTransaction();
        }
        await().until(() -> results.size() == 1);
    }

    private static KafkaSettings impatient(KafkaSettings patient) {
        return new KafkaSettings(
                patient.bootstrapServers(),
                Map.of("default.api.timeout.ms", Long.toString(IMPATIENCE.toMillis())),
                patient.topics(),
                false,
                new KafkaSettings.Timeouts(
                        patient.timeouts().delivery(),
                        IMPATIENCE,
                        patient.timeouts().start()),
                patient.sending());
    }
}
