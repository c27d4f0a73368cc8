package org.ocppgateway.routing.redis;

import java.util.List;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/**
 * A Lua script on one key that returns a string.
 *
 * @param operation the name in metrics
 */
record Script(String operation, String text) implements RedisCall {

    @Override
    public Response<?> on(AbstractPipeline pipeline, String key, List<String> arguments) {
        return pipeline.eval(text, List.of(key), arguments);
    }
}
