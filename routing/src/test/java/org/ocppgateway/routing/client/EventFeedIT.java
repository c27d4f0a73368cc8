package org.ocppgateway.routing.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.model.EventContext;
import org.ocppgateway.protocol.model.EventEncoder;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.routing.kafka.KafkaSettings;
import org.ocppgateway.routing.kafka.Records;
import org.ocppgateway.routing.kafka.TestBroker;
import org.ocppgateway.routing.kafka.TopicReader;
import org.ocppgateway.routing.kafka.Topics;
import org.ocppgateway.routing.kafka.TopicsException;

class EventFeedIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final ChargePointId CHARGE_POINT = new ChargePointId("CP-1");

    private KafkaSettings kafka;

    @BeforeEach
    void prepare() throws Exception {
        kafka = Records.freshTopics(TestBroker.shared().bootstrapServers());
        Topics.prepare(kafka);
    }

    private void publish(long... sequences) throws Exception {
        for (long sequence : sequences) {
            EventContext context = new EventContext(
                    "e" + sequence,
                    Instant.EPOCH,
                    new PodId("gateway-0"),
                    CHARGE_POINT,
                    null,
                    new SessionEpoch(1),
                    sequence,
                    null);
            publish(new String(EventEncoder.encode(context, EventType.DEVICE_ONLINE, "", null), UTF_8));
        }
    }

    private void publish(String value) throws Exception {
        Records.produce(kafka, kafka.topics().events(), null, CHARGE_POINT.value(), value);
    }

    private static List<Long> take(EventFeed feed, int count) {
        List<Long> sequences = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            feed.next(POLL).forEach(event -> sequences.add(event.sequence()));
            return sequences.size() >= count;
        });
        return sequences;
    }

    @Test
    void committedEventsAreNotDeliveredAgainAndUncommittedOnesAre() throws Exception {
        publish(1, 2);
        try (EventFeed first = EventFeed.inGroup(kafka, "billing")) {
            assertEquals(List.of(1L, 2L), take(first, 2));
            first.commit();
            publish(3);
            assertEquals(List.of(3L), take(first, 1));
        }

        try (EventFeed second = EventFeed.inGroup(kafka, "billing")) {
            publish(4);
            assertEquals(List.of(3L, 4L), take(second, 2));
        }
    }

    @Test
    void aFeedWithoutAGroupStartsAtTheGivenPosition() throws Exception {
        publish(1);
        try (EventFeed all = EventFeed.alone(kafka, TopicReader.From.BEGINNING);
                EventFeed coming = EventFeed.alone(kafka, TopicReader.From.END)) {
            publish(2);

            assertEquals(List.of(1L, 2L), take(all, 2));
            assertEquals(List.of(2L), take(coming, 1));
        }
    }

    @Test
    void aRecordThatIsNoEventIsSkipped() throws Exception {
        publish("nonsense");
        publish(1);

        try (EventFeed feed = EventFeed.alone(kafka, TopicReader.From.BEGINNING)) {
            assertEquals(List.of(1L), take(feed, 1));
        }
    }

    @Test
    void anEventHasTheTraceContextOfItsHeader() throws Exception {
        String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            ProducerRecord<String, String> traced = new ProducerRecord<>(
                    kafka.topics().events().name(),
                    CHARGE_POINT.value(),
                    "{\"id\":\"1\",\"type\":\"t\",\"subject\":\"CP-1\",\"time\":\"2026-11-29T12:00:00Z\",\"data\":{}}");
            traced.headers().add("traceparent", parent.getBytes(UTF_8));
            producer.send(traced).get();
        }

        try (EventFeed feed = EventFeed.alone(kafka, TopicReader.From.BEGINNING)) {
            List<Event> found = new ArrayList<>();
            await().atMost(PATIENCE).until(() -> {
                found.addAll(feed.next(POLL));
                return !found.isEmpty();
            });
            assertEquals(parent, found.getFirst().traceParent());
        }
    }

    @Test
    void anEventOfALaterContractIsNotMisread() throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            ProducerRecord<String, String> later =
                    new ProducerRecord<>(kafka.topics().events().name(), CHARGE_POINT.value(), "{}");
            later.headers().add("contract-version", "2".getBytes(UTF_8));
            producer.send(later).get();
        }

        try (EventFeed feed = EventFeed.alone(kafka, TopicReader.From.BEGINNING)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThrows(IllegalStateException.class, () -> feed.next(POLL)));
        }
    }

    @Test
    void aMissingTopicIsReported() {
        KafkaSettings none = Records.freshTopics(kafka.bootstrapServers());

        assertThrows(TopicsException.class, () -> EventFeed.alone(none, TopicReader.From.END));
    }
}
