package org.ocppgateway.routing.redis.client;

import java.util.List;
import java.util.Locale;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/** Plain reads of one key without arguments, so that a read-only client needs no permission to run scripts. */
public enum ReadCall implements RedisCall {
    /** Reads a string. */
    GET {
        @Override
        public Response<?> on(AbstractPipeline pipeline, String key, List<String> arguments) {
            return pipeline.get(key);
        }
    },

    /** Reads the fields of a command's state as lines, the result last. */
    COMMAND {
        @Override
        public Response<?> on(AbstractPipeline pipeline, String key, List<String> arguments) {
            return pipeline.hmget(key, COMMAND_FIELDS.toArray(String[]::new));
        }
    };

    /** Fields of a command's state. The result is last, because it may have several lines. */
    public static final List<String> COMMAND_FIELDS =
            List.of("state", "owner", "receivedAt", "sentAt", "delivered", "result");

    @Override
    public String operation() {
        return "read-" + name().toLowerCase(Locale.ROOT);
    }
}
