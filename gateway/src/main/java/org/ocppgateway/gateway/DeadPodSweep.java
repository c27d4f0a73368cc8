package org.ocppgateway.gateway;

import org.ocppgateway.gateway.config.BackendSettings;
import org.ocppgateway.routing.command.CommandPorts;
import org.ocppgateway.routing.command.PauseMonitor;
import org.ocppgateway.routing.kafka.SweepConsumer;
import org.ocppgateway.routing.sweep.LostPods;
import org.ocppgateway.routing.sweep.Sweeper;

/** Completes what dead pods have left: their commands and their sessions. */
final class DeadPodSweep {
    private DeadPodSweep() {}

    static void start(
            GatewayContext context,
            CommandPorts ports,
            RedisStores redis,
            KafkaConnection kafka,
            PauseMonitor pauseMonitor) {
        BackendSettings settings = context.config().backend();
        Sweeper sweeper = new Sweeper(
                settings.sweep(),
                settings.commands(),
                context.pod(),
                ports,
                redis.leases(),
                pauseMonitor,
                checks -> Thread.ofVirtual().name("sweep").start(checks));
        SweepConsumer consumer = new SweepConsumer(settings.kafka(), settings.sweep(), sweeper, kafka.deadLetters());
        consumer.start();
        context.health().watch("sweeper", consumer::running);
        context.shutdown().add("sweeper", consumer::stop);
        LostPods lostPods = new LostPods(
                settings.sweep(),
                redis.lostRoutes(),
                redis.leases(),
                sweeper::sweeps,
                new LostSessionEvents(kafka.events(), redis.history()),
                context.pod().registry(),
                context.pod().clock(),
                context.pod().steady());
        lostPods.start();
        context.health().watch("lost-pods", lostPods::running);
        context.shutdown().add("lost pods", remaining -> lostPods.stop());
    }
}
