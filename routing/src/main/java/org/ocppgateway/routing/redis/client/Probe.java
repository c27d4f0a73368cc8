package org.ocppgateway.routing.redis.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.SetParams;

/**
 * A periodic test call to every server. It detects an outage before an operation meets it, and a success ends the
 * outage. Its keys share one slot; a {@code tag} selects the server.
 */
interface Probe {
    /**
     * Returns the operations of one probe.
     *
     * @param tag hash tag that determines the slot of the keys
     * @param alone whether this server holds all keys
     */
    List<RedisOperation> on(String tag, boolean alone);

    /** The probe of a backend, which only reads routes and states of commands. */
    static Probe ofReader() {
        return (tag, alone) -> List.of(operation(ReadCall.GET, "conn:{" + tag + "}", List.of()));
    }

    /**
     * The probe of a pod. A plain write, because Redis 6 permits writes in scripts while it refuses others with
     * {@code NOREPLICAS}. And a script that uses every command of the gateway's scripts and names a key of each kind,
     * so that a missing permission is detected.
     */
    static Probe ofPod() {
        return (tag, alone) -> {
            String key = "tally:probe:{" + tag + "}";
            List<String> others = new ArrayList<>();
            for (String kind : List.of("conn:", "pod:", "held:", "lost:", "cmd:", "registration:")) {
                others.add(kind + "{" + tag + "}");
            }
            if (alone) {
                others.addAll(List.of("pods", "gateway:era"));
            }
            return List.of(operation(Write.PLAIN, key, List.of()), operation(Write.SCRIPT, key, others));
        };
    }

    private static RedisOperation operation(RedisCall call, String key, List<String> arguments) {
        CompletableFuture<@Nullable String> reply = new CompletableFuture<>();
        return new RedisOperation(call, key, arguments, () -> true, reply);
    }

    /** The writes of a pod's probe; their key expires after a minute. */
    enum Write implements RedisCall {
        PLAIN {
            @Override
            public Response<?> on(AbstractPipeline pipeline, String key, List<String> arguments) {
                return pipeline.set(key, "0", SetParams.setParams().px(LIFETIME_MILLIS));
            }
        },

        /** Arguments: keys that the script names and does not touch. */
        SCRIPT {
            @Override
            public Response<?> on(AbstractPipeline pipeline, String key, List<String> arguments) {
                List<String> keys = new ArrayList<>(List.of(key));
                keys.addAll(arguments);
                return pipeline.eval(EVERY_COMMAND, keys, List.of(Long.toString(LIFETIME_MILLIS)));
            }
        };

        private static final long LIFETIME_MILLIS = 60_000;

        /** Starts with a command that allocates memory: after a different write Redis would permit it despite OOM. */
        private static final String EVERY_COMMAND = """
                redis.call('SET', KEYS[1], '0')
                redis.call('DEL', KEYS[1])
                redis.call('HSETNX', KEYS[1], 'a', '1')
                redis.call('HSET', KEYS[1], 'b', '2')
                redis.call('HGET', KEYS[1], 'a')
                redis.call('HMGET', KEYS[1], 'a', 'b')
                redis.call('HGETALL', KEYS[1])
                redis.call('HSCAN', KEYS[1], '0')
                redis.call('HDEL', KEYS[1], 'a')
                redis.call('DEL', KEYS[1])
                redis.call('INCR', KEYS[1])
                redis.call('PEXPIRE', KEYS[1], ARGV[1])
                redis.call('GET', KEYS[1])
                redis.call('TIME')
                return 'ok'
                """;

        @Override
        public String operation() {
            return "probe";
        }
    }
}
