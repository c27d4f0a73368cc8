package org.ocppgateway.routing.redis.client;

import java.util.List;
import java.util.Locale;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/** Extends the lifetime of a key. */
public enum ExpireCall implements RedisCall {
    /** Argument: lifetime from now, in ms. */
    PEXPIRE;

    /** The reply if the key does not exist. */
    public static final String NO_KEY = "0";

    @Override
    public String operation() {
        return "extend-" + name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Response<?> on(AbstractPipeline pipeline, String key, List<String> arguments) {
        return pipeline.pexpire(key, Long.parseLong(arguments.getFirst()));
    }
}
