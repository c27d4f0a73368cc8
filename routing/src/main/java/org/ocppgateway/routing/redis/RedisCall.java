package org.ocppgateway.routing.redis;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/** What a {@link RedisLink} can do with one key. */
interface RedisCall {

    /** The name in metrics. */
    String operation();

    /** Puts it into the pipeline; its reply is there when the pipeline has been synchronised. */
    Response<?> on(AbstractPipeline pipeline, String key, List<String> arguments);

    /** The same with all that a Redis has to be told that does not know it yet: one that was just started. */
    default Response<?> inFull(AbstractPipeline pipeline, String key, List<String> arguments) {
        return on(pipeline, key, arguments);
    }

    /** A reply as text: what is absent is empty, the elements of a list are lines. */
    static String text(@Nullable Object reply) {
        return reply instanceof List<?> lines
                ? lines.stream().map(line -> Objects.toString(line, "")).collect(Collectors.joining("\n"))
                : Objects.toString(reply, "");
    }
}
