package org.ocppgateway.routing.redis.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One submitted call. {@code wanted} is called directly before it is sent; if it returns false, the reply is null. */
record RedisOperation(
        RedisCall call,
        String key,
        List<String> arguments,
        BooleanSupplier wanted,
        CompletableFuture<@Nullable String> reply) {}
