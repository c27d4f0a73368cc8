package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.Dependency;
import org.ocppgateway.routing.command.CommandIntake;
import org.ocppgateway.routing.command.CommandRecord;
import org.ocppgateway.routing.command.UndecodableException;

class CommandConsumerIT {
    private static final PodId POD = new PodId("gateway-0");

    private final List<String> accepted = new CopyOnWriteArrayList<>();

    private volatile int room = Integer.MAX_VALUE;
    private volatile boolean broken;

    private final CommandIntake intake = new CommandIntake() {
        @Override
        public boolean canAccept() {
            if (broken) {
                throw new IllegalStateException("a simulated error");
            }
            return accepted.size() < room;
        }

        @Override
        public void accept(CommandRecord record) throws UndecodableException {
            CommandConsumerIT.this.accept(record);
        }
    };

    private void accept(CommandRecord record) throws UndecodableException {
        String text = new String(record.value(), UTF_8);
        if (text.startsWith("broken")) {
            throw new UndecodableException("the record is not JSON");
        }
        if (text.startsWith("bug")) {
            throw new IllegalStateException("a simulated error");
        }
        accepted.add(text);
    }

    private CommandConsumer open(KafkaSettings settings, DurableProducer producer) throws Exception {
        return CommandConsumer.open(
                settings, POD, intake, new DeadLetters(settings, producer), new PrometheusRegistry());
    }

    @Test
    void thePartitionIsTheOneThatAPlainProducerChoosesForThePodName() throws Exception {
        KafkaSettings settings = Records.freshTopics(TestBroker.shared().bootstrapServers());
        Topics.prepare(settings);

        Records.produce(settings, settings.topics().commands(), null, POD.value(), "x");

        var found = Records.await(settings, settings.topics().commands(), 1).getFirst();
        assertEquals(CommandConsumer.partitionOf(POD, settings), found.partition());
    }

    @Test
    void readingStartsAtTheEndAndSkipsKeysOfOtherPods() throws Exception {
        KafkaSettings settings = Records.freshTopics(TestBroker.shared().bootstrapServers());
        Topics.prepare(settings);
        KafkaSettings.Topic commands = settings.topics().commands();
        int partition = CommandConsumer.partitionOf(POD, settings);
        Records.produce(settings, commands, partition, POD.value(), "before");
        DurableProducer producer = DurableProducer.open(settings, new PrometheusRegistry());

        CommandConsumer consumer = open(settings, producer);
        assertEquals(partition, consumer.partition());
        assertEquals(1, consumer.startOffset());
        Records.produce(settings, commands, partition, POD.value(), "between");
        consumer.start();
        Records.produce(settings, commands, partition, "gateway-9", "foreign");
        Records.produce(settings, commands, partition, POD.value(), "after");

        await().until(() -> accepted.size() == 2);
        assertEquals(List.of("between", "after"), accepted);
        consumer.stop(Duration.ofSeconds(5));
        producer.close(Duration.ofSeconds(5));
    }

    @Test
    void anUndecodableRecordBecomesADeadLetterAndThePartitionAdvances() throws Exception {
        KafkaSettings settings = Records.freshTopics(TestBroker.shared().bootstrapServers());
        Topics.prepare(settings);
        KafkaSettings.Topic commands = settings.topics().commands();
        DurableProducer producer = DurableProducer.open(settings, new PrometheusRegistry());
        CommandConsumer consumer = open(settings, producer);
        consumer.start();

        Records.produce(settings, commands, null, POD.value(), "broken one");
        Records.produce(settings, commands, null, POD.value(), "bug");
        Records.produce(settings, commands, null, POD.value(), "good");

        await().until(() -> accepted.equals(List.of("good")));
        var dead = Records.await(settings, settings.topics().deadLetters(), 2);
        assertEquals("broken one", dead.getFirst().value());
        assertEquals(POD.value(), dead.getFirst().key());
        assertEquals("the record is not JSON", Records.header(dead.getFirst(), "dead-letter-reason"));
        assertEquals(commands.name(), Records.header(dead.getFirst(), "dead-letter-topic"));
        assertEquals(Integer.toString(consumer.partition()), Records.header(dead.getFirst(), "dead-letter-partition"));
        assertEquals("0", Records.header(dead.getFirst(), "dead-letter-offset"));
        consumer.stop(Duration.ofSeconds(5));
        producer.close(Duration.ofSeconds(5));
    }

    @Test
    void withoutRoomNothingIsReadAndNothingIsLost() throws Exception {
        KafkaSettings settings = Records.freshTopics(TestBroker.shared().bootstrapServers());
        Topics.prepare(settings);
        DurableProducer producer = DurableProducer.open(settings, new PrometheusRegistry());
        CommandConsumer consumer = open(settings, producer);
        room = 2;
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            written.add("c" + i);
            Records.produce(settings, settings.topics().commands(), null, POD.value(), "c" + i);
        }
        consumer.start();

        await().during(Duration.ofMillis(500)).until(() -> accepted.size() == 2);
        room = 4;
        await().during(Duration.ofMillis(500)).until(() -> accepted.size() == 4);
        room = 10;

        await().until(() -> accepted.equals(written));
        consumer.stop(Duration.ofSeconds(5));
        producer.close(Duration.ofSeconds(5));
    }

    @Test
    void anExceptionInARoundDoesNotEndTheThread() throws Exception {
        KafkaSettings settings = Records.freshTopics(TestBroker.shared().bootstrapServers());
        Topics.prepare(settings);
        DurableProducer producer = DurableProducer.open(settings, new PrometheusRegistry());
        CommandConsumer consumer = open(settings, producer);
        broken = true;
        consumer.start();
        Records.produce(settings, settings.topics().commands(), null, POD.value(), "good");
        await().during(Duration.ofMillis(500)).until(accepted::isEmpty);

        broken = false;

        await().until(() -> accepted.equals(List.of("good")));
        consumer.stop(Duration.ofSeconds(5));
        producer.close(Duration.ofSeconds(5));
    }

    @Test
    void aCommandOfAnAbortedTransactionIsNotExecuted() throws Exception {
        KafkaSettings settings = Records.freshTopics(TestBroker.shared().bootstrapServers());
        Topics.prepare(settings);
        String topic = settings.topics().commands().name();
        DurableProducer producer = DurableProducer.open(settings, new PrometheusRegistry());
        CommandConsumer consumer = open(settings, producer);
        consumer.start();
        try (var transaction = Records.inTransaction(settings)) {
            transaction
                    .send(new ProducerRecord<>(topic, POD.value(), "aborted"))
                    .get();
            await().during(Duration.ofMillis(500)).until(accepted::isEmpty);
            transaction.abortTransaction();
            transaction.beginTransaction();
            transaction
                    .send(new ProducerRecord<>(topic, POD.value(), "committed"))
                    .get();
            transaction.commitTransaction();
        }

        await().until(() -> accepted.equals(List.of("committed")));
        consumer.stop(Duration.ofSeconds(5));
        producer.close(Duration.ofSeconds(5));
    }

    @Test
    void readingContinuesAfterABrokerOutageThatTheProbeReports(@TempDir Path directory) throws Exception {
        try (TestBroker broker = TestBroker.start(directory)) {
            KafkaSettings settings = Records.impatient(Records.freshTopics(broker.bootstrapServers()));
            Topics.prepare(settings);
            DurableProducer producer = DurableProducer.open(settings, new PrometheusRegistry());
            CommandConsumer consumer = open(settings, producer);
            consumer.start();
            Dependency kafka = new Dependency("kafka", Clock.systemUTC());
            KafkaAdmin admin = new KafkaAdmin(settings);
            KafkaProbe probe = new KafkaProbe(
                    settings,
                    admin,
                    new EventPartitions(
                            producer.partitionsOf(settings.topics().events()),
                            kafka,
                            System::nanoTime,
                            new PrometheusRegistry()),
                    new Dependency("kafka-commands", Clock.systemUTC()));
            probe.start();
            await().until(() -> kafka.state().reachable());

            broker.stop();
            await().until(() -> !kafka.state().reachable());
            broker.restart();
            await().until(() -> kafka.state().reachable());
            Records.produce(settings, settings.topics().commands(), null, POD.value(), "later");

            await().until(() -> accepted.equals(List.of("later")));
            consumer.stop(Duration.ofSeconds(5));
            probe.stop();
            admin.close();
            producer.close(Duration.ofSeconds(5));
        }
    }

    @Test
    void resultsAreKeyedByChargePoint() throws Exception {
        KafkaSettings settings = Records.freshTopics(TestBroker.shared().bootstrapServers());
        Topics.prepare(settings);
        DurableProducer producer = DurableProducer.open(settings, new PrometheusRegistry());

        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        new KafkaResultPublisher(settings, producer)
                .publish(new ChargePointId("CP-1"), "{\"outcome\":\"completed\"}", trace);

        var result = Records.await(settings, settings.topics().results(), 1).getFirst();
        assertEquals("CP-1", result.key());
        assertEquals("{\"outcome\":\"completed\"}", result.value());
        assertEquals("1", Records.header(result, "contract-version"));
        assertEquals(trace, Records.header(result, "traceparent"));
        producer.close(Duration.ofSeconds(5));
    }
}
