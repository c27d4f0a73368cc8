package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.command.CommandForwarder;
import org.ocppgateway.routing.command.CommandRecord;
import org.ocppgateway.routing.event.PublishException;

/** Writes commands to the partition of another pod, with one hop more in the header {@code hops}. */
public final class KafkaCommandForwarder implements CommandForwarder {
    private final DurableProducer producer;
    private final String topic;
    private final ProducerMetrics.OfTopic metrics;

    public KafkaCommandForwarder(KafkaSettings settings, DurableProducer producer) {
        this.producer = producer;
        this.topic = settings.topics().commands().name();
        this.metrics = producer.metricsOf(settings.topics().commands());
    }

    @Override
    public void forward(CommandRecord forwarded, PodId pod, int partition)
            throws PublishException, InterruptedException {
        byte[] key = pod.value().getBytes(UTF_8);
        producer.send(
                new ProducerRecord<>(
                        topic,
                        partition,
                        key,
                        forwarded.value(),
                        List.of(Headers.CONTRACT_VERSION, Headers.hops(forwarded.hops() + 1))),
                metrics);
    }
}
