package org.ocppgateway.routing.kafka;

import java.util.List;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.model.CommandReader;
import org.ocppgateway.routing.command.Trail;
import org.ocppgateway.routing.event.PublishException;

/** Notes sendings on this pod's own partition of {@code commands-down}, under its own name. */
public final class KafkaTrail implements Trail {
    private final KafkaCommandSender sender;
    private final PodId pod;
    private final int partition;

    public KafkaTrail(KafkaSettings settings, DurableProducer producer, PodId pod) {
        this.sender = new KafkaCommandSender(settings, producer);
        this.pod = pod;
        this.partition = CommandConsumer.partitionOf(pod, settings);
    }

    @Override
    public void sending(String commandId) throws PublishException, InterruptedException {
        sender.send(pod, partition, CommandReader.sending(commandId), List.of(Headers.JSON, Headers.CONTRACT_VERSION));
    }
}
