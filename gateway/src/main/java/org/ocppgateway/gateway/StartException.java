package org.ocppgateway.gateway;

import java.io.IOException;
import java.net.BindException;
import org.ocppgateway.gateway.endpoint.listener.ListenerException;
import org.ocppgateway.gateway.endpoint.listener.ListenerSettings;
import org.ocppgateway.routing.redis.client.RedisProblem;

/** The gateway cannot start. The message names the obstacle and the remedy. */
final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A listener for charge points cannot be opened. */
    static StartException cannotListen(ListenerException failure) {
        ListenerSettings listener = failure.listener();
        String section = "gateway.endpoint" + (listener.name().equals("ws") ? "" : ".listeners." + listener.name());
        return failure.getCause() instanceof IOException cause
                ? cannotListen(section, listener.bindAddress(), listener.port(), cause)
                : new StartException(section + ".tls: " + failure.getMessage(), failure);
    }

    /** Redis refuses this process because of a setting. */
    static StartException redis(RedisProblem problem) {
        String key = switch (problem.setting()) {
            case ADDRESS -> "uri";
            case CREDENTIALS -> "user, gateway.redis.password";
            case SENTINEL_CREDENTIALS -> "sentinel-user, gateway.redis.sentinel-password";
            case TRUST_STORE -> "trust-store";
            case KEY_STORE -> "key-store";
        };
        return new StartException("gateway.redis." + key + ": " + problem.message());
    }

    /** A listener of the configuration's {@code section} cannot be opened. */
    static StartException cannotListen(String section, String address, int port, Exception cause) {
        boolean inUse = cause instanceof BindException || cause.getCause() instanceof BindException;
        return new StartException(
                "cannot listen on " + address + " port " + port
                        + (inUse ? ": the port is in use, or the address is not one of this machine" : ": " + cause)
                        + "; change " + section + ".port or " + section
                        + ".bind-address, or stop the process that listens there",
                cause);
    }
}
