package org.ocppgateway.gateway;

import java.time.Duration;
import org.ocppgateway.gateway.api.ClusterLoads;
import org.ocppgateway.gateway.api.RebalanceApi;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.drain.AutomaticRebalance;
import org.ocppgateway.gateway.drain.LeaveRunner;
import org.ocppgateway.gateway.drain.MaxAge;
import org.ocppgateway.gateway.drain.PodDrain;
import org.ocppgateway.gateway.drain.PodRebalance;
import org.ocppgateway.gateway.drain.Rebalance;
import org.ocppgateway.gateway.drain.RebalanceMetrics;
import org.ocppgateway.gateway.drain.RebalanceSettings;
import org.ocppgateway.gateway.peer.ClusterQueries;
import org.ocppgateway.gateway.session.Sessions;
import org.ocppgateway.routing.redis.RedisClusterLock;
import org.ocppgateway.routing.redis.client.RedisLink;

/** Everything that lets sessions leave this pod: drain, rebalance, maximum age. */
record Leaving(PodDrain drain, PodRebalance rebalance) {

    static Leaving start(GatewayContext context, Connections connections, Sessions sessions) {
        LeaveRunner runner = new LeaveRunner(context.pod(), connections, sessions);
        runner.start();
        context.shutdown().add("leaving sessions", remaining -> runner.stop());
        context.health().watch("leaving", runner::running);
        Duration maxAge = context.config().leaving().maxAge();
        if (!maxAge.isZero()) {
            MaxAge ages = new MaxAge(maxAge, sessions, context.health());
            ages.start();
            context.shutdown().add("maximum age", remaining -> ages.stop());
            context.health().watch("max-age", ages::running);
        }
        PodDrain drain = new PodDrain(
                context.pod(), context.config().leaving().drain(), context.health(), connections, sessions, runner);
        return new Leaving(drain, new PodRebalance(runner, context.health()));
    }

    /** The rebalance that this pod conducts, by request and after a rollout. */
    RebalanceApi rebalances(GatewayContext context, RedisLink link, ClusterQueries queries) {
        RebalanceSettings settings = context.config().leaving().rebalance();
        ClusterLoads cluster = new ClusterLoads(queries);
        Rebalance conducted = new Rebalance(
                context.pod().pod(),
                cluster,
                new RedisClusterLock(link, "rebalance")::hold,
                new RebalanceMetrics(context.pod().registry()),
                context.pod().clock());
        context.shutdown().add("rebalance", remaining -> conducted.stop());
        rebalance.conducts(conducted);
        if (settings.automatic()) {
            AutomaticRebalance automatic = new AutomaticRebalance(
                    context.pod().pod(),
                    cluster,
                    conducted,
                    settings,
                    context.pod().clock());
            automatic.start();
            context.shutdown().add("automatic rebalance", remaining -> automatic.stop());
            context.health().watch("automatic-rebalance", automatic::running);
        }
        return new RebalanceApi(conducted, settings, queries);
    }
}
