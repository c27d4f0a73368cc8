package org.ocppgateway.gateway;

import org.ocppgateway.routing.PodContext;
import org.ocppgateway.routing.redis.RedisCommandStates;
import org.ocppgateway.routing.redis.RedisContinuity;
import org.ocppgateway.routing.redis.RedisLeases;
import org.ocppgateway.routing.redis.RedisLostRoutes;
import org.ocppgateway.routing.redis.RedisRegistrations;
import org.ocppgateway.routing.redis.RedisRouteFinder;
import org.ocppgateway.routing.redis.RedisRoutes;
import org.ocppgateway.routing.redis.RedisSessionHistory;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisSettings;

/**
 * Stores in Redis.
 *
 * @param routeFinder finds routes of all pods
 * @param lostRoutes sessions of dead pods
 */
record RedisStores(
        RedisLink link,
        RedisLeases leases,
        RedisRoutes routes,
        RedisRouteFinder routeFinder,
        RedisLostRoutes lostRoutes,
        RedisRegistrations registrations,
        RedisSessionHistory history,
        RedisCommandStates commandStates) {

    /** @param displaced called when a claim here replaces a route of another pod; must not block */
    static RedisStores create(
            GatewayContext context,
            RedisLink link,
            RedisLeases leases,
            PodIdentity identity,
            RedisRoutes.Displaced displaced) {
        RedisSettings settings = context.config().backend().redis();
        PodContext pod = context.pod();
        RedisRoutes routes = new RedisRoutes(
                settings, link, identity.incarnation(), identity.partition(), displaced, pod.registry(), pod.clock());
        return new RedisStores(
                link,
                leases,
                routes,
                new RedisRouteFinder(link, routes),
                new RedisLostRoutes(link, identity.incarnation()),
                new RedisRegistrations(settings, link, pod.registry()),
                new RedisSessionHistory(link),
                new RedisCommandStates(
                        settings,
                        link,
                        new RedisContinuity(settings, link, pod.steady()),
                        identity.incarnation(),
                        pod.clock()));
    }

    /** Starts the renewal of routes and the storing of registrations. */
    void start(GatewayContext context) {
        routes.start();
        context.health().watch("route-renewal", routes::running);
        context.shutdown().add("routes", remaining -> routes.stop());
        registrations.start();
        context.health().watch("registrations", registrations::running);
        context.shutdown().add("registrations", remaining -> registrations.stop());
    }
}
