package org.ocppgateway.gateway;

import org.ocppgateway.gateway.config.BackendSettings;
import org.ocppgateway.gateway.session.Sessions;
import org.ocppgateway.routing.command.CommandLifecycle;
import org.ocppgateway.routing.command.CommandPorts;
import org.ocppgateway.routing.command.PauseMonitor;
import org.ocppgateway.routing.command.Workers;
import org.ocppgateway.routing.kafka.CommandConsumer;
import org.ocppgateway.routing.kafka.DeadLetters;

/** Reads the commands of this pod and completes them: consumer, life cycle, pause monitor. */
final class CommandPipeline {
    private final GatewayContext context;
    private final CommandConsumer consumer;
    private final CommandLifecycle lifecycle;
    private final PauseMonitor pauseMonitor;

    private CommandPipeline(
            GatewayContext context, CommandConsumer consumer, CommandLifecycle lifecycle, PauseMonitor pauseMonitor) {
        this.context = context;
        this.consumer = consumer;
        this.lifecycle = lifecycle;
        this.pauseMonitor = pauseMonitor;
    }

    /** Opens the consumer. It reads nothing until {@link #start}. Blocks while Kafka is unavailable. */
    static CommandPipeline open(GatewayContext context, CommandPorts ports, Sessions sessions, DeadLetters deadLetters)
            throws StartException, InterruptedException {
        BackendSettings settings = context.config().backend();
        PauseMonitor pauseMonitor =
                new PauseMonitor(settings.commands().retryInterval(), ports.states(), context.pod());
        CommandLifecycle lifecycle = new CommandLifecycle(
                settings.commands(), context.pod(), ports, sessions, sessions.replies(), pauseMonitor, Workers.VIRTUAL);
        CommandConsumer consumer = KafkaStartup.retry(() -> CommandConsumer.open(
                settings.kafka(),
                context.pod().pod(),
                lifecycle,
                deadLetters,
                context.pod().registry()));
        return new CommandPipeline(context, consumer, lifecycle, pauseMonitor);
    }

    CommandConsumer consumer() {
        return consumer;
    }

    PauseMonitor pauseMonitor() {
        return pauseMonitor;
    }

    void start() throws InterruptedException {
        pauseMonitor.start(Workers.VIRTUAL);
        context.shutdown().add("pause monitor", remaining -> pauseMonitor.stop());
        lifecycle.start();
        context.shutdown().add("commands", remaining -> {
            if (!lifecycle.stop(remaining)) {
                throw new ShutdownSequence.ForcedException("results of commands were left behind");
            }
        });
        consumer.start();
        context.health().watch("commands", consumer::running);
        context.shutdown().add("command consumer", consumer::stop);
    }
}
