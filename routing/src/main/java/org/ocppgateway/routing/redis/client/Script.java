package org.ocppgateway.routing.redis.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/**
 * A Lua script on one key that returns a string. It is called by its digest, because its text is much longer than its
 * arguments.
 *
 * @param operation name in metrics
 * @param digest digest by which Redis finds the loaded script
 */
public record Script(String operation, String text, String digest) implements RedisCall {

    public Script(String operation, String text) {
        this(operation, text, sha1(text));
    }

    @Override
    public Response<?> on(AbstractPipeline pipeline, String key, List<String> arguments) {
        return pipeline.evalsha(digest, List.of(key), arguments);
    }

    @Override
    public Response<?> inFull(AbstractPipeline pipeline, String key, List<String> arguments) {
        return pipeline.eval(text, List.of(key), arguments);
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
