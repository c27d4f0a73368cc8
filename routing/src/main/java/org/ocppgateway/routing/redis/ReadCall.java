package org.ocppgateway.routing.redis;

import java.util.List;
import java.util.Locale;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/** Plain reading of one key, without arguments: whoever only looks needs no right to run scripts. */
enum ReadCall implements RedisCall {
    /** The value of a string. */
    GET {
        @Override
        public Response<?> on(AbstractPipeline pipeline, String key, List<String> arguments) {
            return pipeline.get(key);
        }
    },

    /** The fields of a command's state in lines, the result last. */
    COMMAND {
        @Override
        public Response<?> on(AbstractPipeline pipeline, String key, List<String> arguments) {
            return pipeline.hmget(key, "state", "owner", "receivedAt", "sentAt", "delivered", "result");
        }
    };

    @Override
    public String operation() {
        return "read-" + name().toLowerCase(Locale.ROOT);
    }
}
