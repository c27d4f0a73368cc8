package org.ocppgateway.routing.redis;

import java.util.List;
import java.util.Locale;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/** Has a key live on. */
enum ExpireCall implements RedisCall {
    /** Argument: for how long from now, in ms. */
    PEXPIRE;

    /** The reply where the key is no more. */
    static final String NO_KEY = "0";

    @Override
    public String operation() {
        return "extend-" + name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Response<?> on(AbstractPipeline pipeline, String key, List<String> arguments) {
        return pipeline.pexpire(key, Long.parseLong(arguments.getFirst()));
    }
}
