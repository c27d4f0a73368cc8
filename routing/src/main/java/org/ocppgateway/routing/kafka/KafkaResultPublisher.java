package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.command.ResultPublisher;
import org.ocppgateway.routing.event.PublishException;

/** Writes the results of commands to their topic, keyed by charge point. */
public final class KafkaResultPublisher implements ResultPublisher {
    private static final List<Header> HEADERS = List.of(Headers.JSON, Headers.CONTRACT_VERSION);

    private final DurableProducer producer;
    private final String topic;
    private final ProducerMetrics.OfTopic metrics;

    public KafkaResultPublisher(KafkaSettings settings, DurableProducer producer) {
        this.producer = producer;
        this.topic = settings.topics().results().name();
        this.metrics = producer.metricsOf(settings.topics().results());
    }

    @Override
    public void publish(ChargePointId chargePointId, String result, @Nullable String traceParent)
            throws PublishException, InterruptedException {
        byte[] key = chargePointId.value().getBytes(UTF_8);
        producer.send(
                new ProducerRecord<>(topic, null, key, result.getBytes(UTF_8), Headers.withTrace(HEADERS, traceParent)),
                metrics);
    }
}
