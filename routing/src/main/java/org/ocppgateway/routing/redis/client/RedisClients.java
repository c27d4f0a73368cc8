package org.ocppgateway.routing.redis.client;

import static java.util.stream.Collectors.toSet;

import java.io.FileInputStream;
import java.util.Set;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.providers.ClusterConnectionProvider;

/** Creates Jedis clients from the settings. */
final class RedisClients {
    /** One connection is in use at a time; the other one is needed at the moment when the first has failed. */
    private static final int CONNECTIONS = 2;

    private RedisClients() {}

    /** Discovers the cluster. Fails if no node answers. */
    static ClusterConnectionProvider cluster(RedisSettings settings) {
        return new ClusterConnectionProvider(nodes(settings), config(settings), pool(settings));
    }

    /** The addresses in the URI. */
    static Set<HostAndPort> nodes(RedisSettings settings) {
        return settings.address().nodes().stream()
                .map(node -> new HostAndPort(node.host(), node.port()))
                .collect(toSet());
    }

    static JedisClientConfig config(RedisSettings settings) {
        return config(
                settings, settings.address().credentials(), settings.address().database());
    }

    static JedisClientConfig sentinelConfig(RedisSettings settings) {
        return config(settings, settings.address().sentinelCredentials(), 0);
    }

    private static JedisClientConfig config(RedisSettings settings, RedisAddress.Credentials who, int database) {
        int timeoutMillis = (int) settings.timeout().toMillis();
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(timeoutMillis)
                .socketTimeoutMillis(timeoutMillis)
                .database(database);
        if (who.given()) {
            config.user(who.user().isEmpty() ? null : who.user()).password(who.password());
        }
        RedisAddress.Tls tls = settings.address().tls();
        if (tls.on()) {
            config.sslOptions(options(tls));
        }
        return config.build();
    }

    private static SslOptions options(RedisAddress.Tls tls) {
        SslOptions.Builder options = SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL);
        if (tls.trustStore().given()) {
            options.truststore(
                    contentOf(tls.trustStore()), tls.trustStore().password().toCharArray());
        }
        if (tls.keyStore().given()) {
            options.keystore(
                    contentOf(tls.keyStore()), tls.keyStore().password().toCharArray());
        }
        return options.build();
    }

    /** Read for each connection: a new file needs no restart, and a missing one fails there. */
    private static SslOptions.Resource contentOf(RedisAddress.Store store) {
        return () -> new FileInputStream(store.file());
    }

    private static ConnectionPoolConfig pool(RedisSettings settings) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxWait(settings.timeout());
        return pool;
    }
}
