package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.event.PublishException;
import org.ocppgateway.routing.trace.Tracing;

/** Writes records to {@code commands-down} that are addressed to a pod. Called by any number of virtual threads. */
public final class KafkaCommandSender {
    private final DurableProducer producer;
    private final String topic;
    private final ProducerMetrics.OfTopic metrics;

    public KafkaCommandSender(KafkaSettings settings, DurableProducer producer) {
        this.producer = producer;
        this.topic = settings.topics().commands().name();
        this.metrics = producer.metricsOf(settings.topics().commands());
    }

    /**
     * Writes a command or reply of a backend, with the context of the trace that is active on this thread. Blocks until it is
     * acknowledged, at most the delivery timeout.
     *
     * @param partition the partition that the pod reads
     */
    public void send(PodId pod, int partition, String json) throws PublishException, InterruptedException {
        send(
                pod,
                partition,
                null,
                json.getBytes(UTF_8),
                Headers.withTrace(List.of(Headers.JSON, Headers.CONTRACT_VERSION), Tracing.currentTraceParent()));
    }

    /** @param timestamp timestamp of the record in ms since 1970; null for now */
    void send(PodId pod, int partition, @Nullable Long timestamp, byte[] value, List<Header> headers)
            throws PublishException, InterruptedException {
        byte[] key = pod.value().getBytes(UTF_8);
        producer.send(new ProducerRecord<>(topic, partition, timestamp, key, value, headers), metrics);
    }
}
