package org.ocppgateway.routing.kafka;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
import org.ocppgateway.routing.command.CommandSettings;
import org.ocppgateway.routing.command.FakeRouteFinder;
import org.ocppgateway.routing.command.InMemoryCommandStates;
import org.ocppgateway.routing.route.Lease;
import org.ocppgateway.routing.route.RoutesUnavailableException;
import org.ocppgateway.routing.sweep.FakeLeases;
import org.ocppgateway.routing.sweep.SweepSettings;
import org.ocppgateway.routing.sweep.Sweeper;

class SweepConsumerIT {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final ChargePointId CHARGE_POINT = new ChargePointId("CP-1");
    private static final PodId LIVING = new PodId("gateway-0");
    /** Whose lease cannot be looked up without a mistake of ours. */
    private static final PodId FAILING = new PodId("gateway-8");

    private static final SweepSettings QUICK = new SweepSettings(
            Duration.ofMillis(100),
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            1000,
            8,
            500,
            Duration.ofSeconds(6));

    private final InMemoryCommandStates states = new InMemoryCommandStates();
    private final FakeLeases leases = new FakeLeases();
    private final FakeRouteFinder routes = new FakeRouteFinder();
    private final List<String> results = new CopyOnWriteArrayList<>();
    private final List<SweepConsumer> members = new ArrayList<>();
    private KafkaSettings settings;
    private DurableProducer producer;
    private KafkaAdmin admin;
    private int partition;

    @BeforeEach
    void open() throws Exception {
        settings = Records.freshTopics(TestBroker.shared().bootstrapServers());
        Topics.prepare(settings);
        producer = DurableProducer.open(settings, new PrometheusRegistry());
        admin = new KafkaAdmin(settings);
        partition = CommandConsumer.partitionOf(LIVING, settings);
        leases.live(LIVING.value(), "1", partition, 0);
    }

    @AfterEach
    void close() throws Exception {
        for (SweepConsumer member : members) {
            member.stop(Duration.ofSeconds(10));
        }
        producer.close(Duration.ofSeconds(5));
        admin.close();
    }

    private SweepConsumer member(String pod) {
        Sweeper sweeper = new Sweeper(
                QUICK,
                CommandSettings.defaults(),
                new PodId(pod),
                states.asSeenBy(pod + "/1"),
                this::lease,
                new KafkaEnds(settings, admin),
                routes,
                new KafkaCommandForwarder(settings, producer),
                (id, result, trace) -> results.add(result),
                (id, commandId, since) -> Optional.empty(),
                look -> Thread.ofVirtual().start(look),
                new PrometheusRegistry(),
                Clock.systemUTC(),
                Clock.systemUTC());
        SweepConsumer member = new SweepConsumer(settings, QUICK, sweeper, new DeadLetters(settings, producer));
        members.add(member);
        member.start();
        return member;
    }

    private Optional<Lease> lease(PodId pod) throws RoutesUnavailableException {
        if (pod.equals(FAILING)) {
            throw new IllegalStateException("a mistake of ours");
        }
        return leases.find(pod);
    }

    private void write(String pod, String id) throws Exception {
        write(pod, id, Headers.header("traceparent", TRACE));
    }

    private void write(String pod, String id, Header... headers) throws Exception {
        String command = "{\"commandId\":\"" + id + "\",\"chargePointId\":\"CP-1\",\"type\":\"reset\",\"data\":{}}";
        Records.produce(
                settings,
                new ProducerRecord<>(settings.topics().commands().name(), partition, pod, command, List.of(headers)));
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
    void theOffsetIsHeldUntilTheLivingPodHasEndedWhatItIsAnsweringFor() throws Exception {
        write(LIVING.value(), "c1");
        write("gateway-9", "c2");
        var living = states.asSeenBy("gateway-0/1");
        living.claim("c1", CHARGE_POINT, Instant.now());
        member("gateway-1");

        await().until(() -> results.size() == 1);
        assertEquals(true, results.getFirst().contains("\"outcome\":\"not-connected\""), results.toString());
        assertEquals(0, committed());

        living.end("c1", "{}");
        living.delivered("c1");
        await().until(() -> committed() == 2);
        assertEquals(1, results.size());
    }

    @Test
    void anotherMemberGoesOnWhereOneStopped() throws Exception {
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
    void aReRoutedCommandIsWrittenForThePodThatHasTheChargePointWithOneHopMore() throws Exception {
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
    void whatADeadPodNotedThatItWouldSendIsUncertain() throws Exception {
        write(LIVING.value(), "c1");
        new KafkaTrail(settings, producer, LIVING).sending("c1");
        leases.die(LIVING.value());
        routes.at(CHARGE_POINT, "gateway-9");
        leases.live("gateway-9", "1", partition, 0);
        member("gateway-1");

        await().until(() -> results.size() == 1);
        assertEquals(true, results.getFirst().contains("\"outcome\":\"uncertain\""), results.toString());
        await().until(() -> committed() == 2);
    }

    @Test
    void theUndecodableForNoLivingPodGoesToTheDeadLetters() throws Exception {
        Records.produce(settings, settings.topics().commands(), partition, "gateway-9", "broken");
        member("gateway-1");

        var dead = Records.await(settings, settings.topics().deadLetters(), 1).getFirst();
        assertEquals("broken", dead.value());
    }

    @Test
    void aRecordWhoseHeadersHaveNoValueIsSweptAsAnyOther() throws Exception {
        write("gateway-9", "c1", new RecordHeader("hops", (byte[]) null), new RecordHeader("traceparent", (byte[])
                null));
        write("gateway-9", "c2");
        member("gateway-1");

        await().until(() -> committed() == 2);
        assertEquals(2, results.size(), results.toString());
    }

    @Test
    void aRecordThatFailsGoesToTheDeadLettersAndTheSweeperGoesOnWithTheNext() throws Exception {
        Records.produce(settings, settings.topics().commands(), partition, FAILING.value(), "broken");
        write("gateway-9", "c1");
        member("gateway-1");

        var dead = Records.await(settings, settings.topics().deadLetters(), 1).getFirst();
        assertEquals("broken", dead.value());
        assertEquals(
                "internal error: java.lang.IllegalStateException: a mistake of ours",
                Records.header(dead, "dead-letter-reason"));
        await().until(() -> committed() == 2);
        assertEquals(1, results.size(), results.toString());
    }
}
