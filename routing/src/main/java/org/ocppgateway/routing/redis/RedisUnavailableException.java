package org.ocppgateway.routing.redis;

import org.jspecify.annotations.Nullable;

/** Redis did not answer, is left alone after it failed, or too many operations wait for it. */
final class RedisUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    RedisUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
