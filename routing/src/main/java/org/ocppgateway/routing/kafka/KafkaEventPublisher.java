package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.event.EventPublisher;
import org.ocppgateway.routing.event.PublishException;

/** Writes events to their topic, keyed by charge point, which keeps them in order. */
public final class KafkaEventPublisher implements EventPublisher {
    private static final List<Header> HEADERS = List.of(Headers.CLOUD_EVENT, Headers.CONTRACT_VERSION);

    private final DurableProducer producer;
    private final String topic;
    private final ProducerMetrics.OfTopic metrics;

    public KafkaEventPublisher(KafkaSettings settings, DurableProducer producer) {
        this.producer = producer;
        this.topic = settings.topics().events().name();
        this.metrics = producer.metricsOf(settings.topics().events());
    }

    @Override
    public void publish(ChargePointId key, byte[] event) throws PublishException, InterruptedException {
        producer.send(new ProducerRecord<>(topic, null, key.value().getBytes(UTF_8), event, HEADERS), metrics);
    }
}
