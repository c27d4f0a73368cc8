package org.ocppgateway.routing.redis.client;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/** A call to Redis that concerns one key. */
public interface RedisCall {

    /** The name of the operation in metrics. */
    String operation();

    /** Adds the call to the pipeline; the reply is available after the pipeline is synchronised. */
    Response<?> on(AbstractPipeline pipeline, String key, List<String> arguments);

    /** Adds the call with everything that a newly started Redis does not have, such as the text of a script. */
    default Response<?> inFull(AbstractPipeline pipeline, String key, List<String> arguments) {
        return on(pipeline, key, arguments);
    }

    /** Converts a reply to text: an absent value is empty, elements of a list are lines. */
    static String text(@Nullable Object reply) {
        return reply instanceof List<?> lines
                ? lines.stream().map(line -> Objects.toString(line, "")).collect(Collectors.joining("\n"))
                : Objects.toString(reply, "");
    }
}
