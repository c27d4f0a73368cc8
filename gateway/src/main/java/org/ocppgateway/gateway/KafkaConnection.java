package org.ocppgateway.gateway;

import java.security.SecureRandom;
import org.ocppgateway.gateway.api.CommandWriter;
import org.ocppgateway.gateway.journal.FrameJournal;
import org.ocppgateway.gateway.journal.FrameTopic;
import org.ocppgateway.routing.command.CommandPorts;
import org.ocppgateway.routing.event.EventPublisher;
import org.ocppgateway.routing.kafka.DeadLetters;
import org.ocppgateway.routing.kafka.DurableProducer;
import org.ocppgateway.routing.kafka.EventPartitions;
import org.ocppgateway.routing.kafka.KafkaAdmin;
import org.ocppgateway.routing.kafka.KafkaCommandForwarder;
import org.ocppgateway.routing.kafka.KafkaCommandSender;
import org.ocppgateway.routing.kafka.KafkaEventPublisher;
import org.ocppgateway.routing.kafka.KafkaFramePublisher;
import org.ocppgateway.routing.kafka.KafkaProbe;
import org.ocppgateway.routing.kafka.KafkaPublishedResults;
import org.ocppgateway.routing.kafka.KafkaResultPublisher;
import org.ocppgateway.routing.kafka.KafkaSettings;
import org.ocppgateway.routing.kafka.Topics;

/** Producer and admin client, and the probe of Kafka's availability. Each pipeline has its own consumer. */
record KafkaConnection(KafkaSettings settings, DurableProducer producer, EventPublisher events) {

    /** Connects to Kafka and checks the topics. Blocks while Kafka is unavailable. */
    static KafkaConnection open(GatewayContext context, Dependencies dependencies)
            throws StartException, InterruptedException {
        KafkaSettings settings = context.config().backend().kafka();
        DurableProducer producer = KafkaStartup.retry(() -> {
            Topics.prepare(settings);
            return DurableProducer.open(settings, context.pod().registry());
        });
        context.shutdown().add("producer", producer::close);
        EventPartitions partitions = new EventPartitions(
                producer.partitionsOf(settings.topics().events()),
                dependencies.kafka(),
                System::nanoTime,
                context.pod().registry());
        startProbe(context, partitions, dependencies);
        return new KafkaConnection(settings, producer, new KafkaEventPublisher(settings, producer, partitions));
    }

    private static void startProbe(GatewayContext context, EventPartitions partitions, Dependencies dependencies) {
        KafkaSettings settings = context.config().backend().kafka();
        KafkaAdmin admin = new KafkaAdmin(settings);
        context.shutdown().add("Kafka admin", remaining -> admin.close());
        KafkaProbe probe = new KafkaProbe(settings, admin, partitions, dependencies.commandTopics());
        probe.start();
        context.health().watch("kafka-probe", probe::running);
        context.shutdown().add("Kafka probe", remaining -> probe.stop());
    }

    /** The ports that the command pipeline and the sweeper share. */
    CommandPorts commandPorts(RedisStores redis, ShutdownSequence shutdown) {
        KafkaPublishedResults publishedResults = new KafkaPublishedResults(settings);
        shutdown.add("published results", remaining -> publishedResults.close());
        return new CommandPorts(
                redis.commandStates(),
                redis.routeFinder(),
                new KafkaCommandForwarder(settings, producer),
                new KafkaResultPublisher(settings, producer),
                publishedResults);
    }

    /** Opens the frame journal, which publishes to Kafka if it is configured so. */
    FrameJournal openJournal(GatewayContext context) {
        KafkaSettings.Topic topic = settings.topics().frames();
        FrameTopic published =
                topic == null ? FrameTopic.NONE : new KafkaFramePublisher(settings, topic, producer)::offer;
        FrameJournal journal = new FrameJournal(
                context.pod().pod(),
                context.config().journal().within(Runtime.getRuntime().maxMemory()),
                published,
                context.pod().clock(),
                System::nanoTime,
                new SecureRandom(),
                context.pod().registry());
        journal.start();
        context.health().watch("frame-journal", journal::running);
        context.shutdown().add("frame journal", journal::stop);
        return journal;
    }

    /** Writes commands that the API accepts. */
    CommandWriter commandWriter() {
        KafkaCommandSender sender = new KafkaCommandSender(settings, producer);
        return sender::send;
    }

    DeadLetters deadLetters() {
        return new DeadLetters(settings, producer);
    }
}
