package org.ocppgateway.routing.redis.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.Loop;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Asks all sentinels for the master every second, on its own virtual thread. A subscription would report a change
 * earlier, but not when its connection has died silently. The answer with the greatest {@code config-epoch} wins, so
 * that an isolated sentinel cannot mislead.
 */
final class Sentinels implements SingleServer.Location {
    private static final EventLog LOG = EventLog.of(Sentinels.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final RedisSettings settings;
    private final String name;
    private final Map<HostAndPort, Jedis> connections = new HashMap<>();
    private volatile @Nullable Master master;
    private @Nullable Loop asking;

    /** The answer of a sentinel. */
    private record Master(HostAndPort address, long epoch) {}

    Sentinels(RedisSettings settings) {
        this.settings = settings;
        this.name = settings.address().master();
    }

    /** Asks immediately while no sentinel has answered. Used by one thread. */
    @Override
    public HostAndPort current() {
        if (master == null) {
            askAll();
        }
        Master known = master;
        if (known == null) {
            throw new JedisConnectionException(
                    "no sentinel of " + settings.address().nodes() + " answers");
        }
        if (asking == null) {
            asking = Loop.start("redis-sentinels", Loop.pause(INTERVAL), this::askAll);
        }
        return known.address();
    }

    private void askAll() {
        List<Master> reply = new ArrayList<>();
        RedisProblemException problem = null;
        for (HostAndPort sentinel : RedisClients.nodes(settings)) {
            try {
                reply.add(ask(sentinel));
            } catch (RedisProblemException e) {
                problem = e;
            } catch (JedisException e) {
                problem = RedisProblem.of(e, settings, true)
                        .map(found -> new RedisProblemException(found, e))
                        .orElse(problem);
                LOG.log(RoutingLogEvent.REDIS_SENTINEL_SILENT, sentinel, e.getMessage());
                close(connections.remove(sentinel));
            }
        }
        if (problem != null && master == null && reply.isEmpty()) {
            throw problem;
        }
        reply.stream().max(Comparator.comparingLong(Master::epoch)).ifPresent(latest -> accept(latest, reply.size()));
    }

    private Master ask(HostAndPort sentinel) {
        Jedis connection = connections.computeIfAbsent(
                sentinel, address -> new Jedis(address, RedisClients.sentinelConfig(settings)));
        try {
            Map<String, String> reply = connection.sentinelMaster(name);
            return new Master(
                    new HostAndPort(value(reply, "ip"), Integer.parseInt(value(reply, "port"))),
                    Long.parseLong(value(reply, "config-epoch")));
        } catch (JedisDataException e) {
            throw mismatch(sentinel, connection, e);
        }
    }

    private static String value(Map<String, String> reply, String field) {
        String value = reply.get(field);
        if (value == null) {
            throw new JedisException("a sentinel's answer lacks the " + field + " of its master");
        }
        return value;
    }

    private JedisException mismatch(HostAndPort sentinel, Jedis connection, JedisDataException refused) {
        String message = String.valueOf(refused.getMessage());
        if (message.contains("unknown command")) {
            return RedisProblemException.wrongType("the server at " + sentinel + " is not a sentinel; write redis://"
                    + sentinel + " if it is a single server");
        }
        if (message.contains("No such master")) {
            List<String> names = connection.sentinelMasters().stream()
                    .map(each -> String.valueOf(each.get("name")))
                    .toList();
            return RedisProblemException.wrongType(
                    "the sentinel at " + sentinel + " knows no master " + name + "; it knows " + names);
        }
        return refused;
    }

    /**
     * Accepts an answer. One older than the known answer counts only if most sentinels have no newer one: then they
     * were set up again.
     */
    private void accept(Master latest, int answers) {
        Master known = master;
        boolean most = answers * 2 > settings.address().nodes().size();
        if (known != null && latest.epoch() < known.epoch() && !most) {
            return;
        }
        master = latest;
        if (known == null || !known.address().equals(latest.address())) {
            LOG.log(RoutingLogEvent.REDIS_MASTER_CHANGED, latest.address(), name);
        }
    }

    private static void close(@Nullable Jedis connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (JedisException e) {
                LOG.log(RoutingLogEvent.REDIS_SENTINEL_DISCONNECTED, e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        try {
            if (asking != null) {
                asking.stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connections.values().forEach(Sentinels::close);
    }
}
