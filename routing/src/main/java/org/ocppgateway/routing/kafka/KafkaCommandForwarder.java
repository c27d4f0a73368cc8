package org.ocppgateway.routing.kafka;

import java.util.List;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.command.CommandForwarder;
import org.ocppgateway.routing.command.CommandRecord;
import org.ocppgateway.routing.event.PublishException;

/**
 * Writes commands to the partition of another pod, with an incremented header {@code hops} and their trace context. The
 * record keeps its timestamp, from which the expiry may be counted.
 */
public final class KafkaCommandForwarder implements CommandForwarder {
    private final KafkaCommandSender sender;

    public KafkaCommandForwarder(KafkaSettings settings, DurableProducer producer) {
        this.sender = new KafkaCommandSender(settings, producer);
    }

    @Override
    public void forward(CommandRecord forwarded, PodId pod, int partition)
            throws PublishException, InterruptedException {
        sender.send(
                pod,
                partition,
                forwarded.producedAt().toEpochMilli(),
                forwarded.value(),
                Headers.withTrace(
                        List.of(Headers.CONTRACT_VERSION, Headers.hops(forwarded.hops() + 1)),
                        forwarded.traceParent()));
    }
}
