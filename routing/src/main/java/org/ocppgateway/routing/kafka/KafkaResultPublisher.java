package org.ocppgateway.routing.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.command.ResultPublisher;
import org.ocppgateway.routing.event.PublishException;

/**
 * Writes results of commands to their topic, keyed by charge point. A result that is too large for Kafka is reduced.
 */
public final class KafkaResultPublisher implements ResultPublisher {
    private static final List<Header> HEADERS = List.of(Headers.JSON, Headers.CONTRACT_VERSION);

    private final ReducingSender records;
    private final String topic;

    public KafkaResultPublisher(KafkaSettings settings, DurableProducer producer) {
        this.records = new ReducingSender(producer, settings.topics().results());
        this.topic = settings.topics().results().name();
    }

    @Override
    public void publish(ChargePointId chargePointId, String result, @Nullable String traceParent)
            throws PublishException, InterruptedException {
        byte[] key = chargePointId.value().getBytes(UTF_8);
        records.send(
                new ProducerRecord<>(topic, null, key, result.getBytes(UTF_8), Headers.withTrace(HEADERS, traceParent)),
                step -> step.result(result).getBytes(UTF_8));
    }
}
