package org.ocppgateway.routing.redis.client;

import org.jspecify.annotations.Nullable;

/** Redis did not answer or refused, has been out since an earlier call, or too many operations are waiting. */
public final class RedisUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    public RedisUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
