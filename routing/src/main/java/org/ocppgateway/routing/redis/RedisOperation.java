package org.ocppgateway.routing.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One call to be made; {@code wanted} is asked directly before, and if it says no, the reply is null. */
record RedisOperation(
        RedisCall call,
        String key,
        List<String> arguments,
        BooleanSupplier wanted,
        CompletableFuture<@Nullable String> reply) {}
