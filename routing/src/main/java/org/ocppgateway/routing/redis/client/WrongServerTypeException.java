package org.ocppgateway.routing.redis.client;

import redis.clients.jedis.exceptions.JedisException;

/** The servers are of another type than the URI; the message contains the correct URI. */
final class WrongServerTypeException extends JedisException {
    private static final long serialVersionUID = 1L;

    WrongServerTypeException(String message) {
        super(message);
    }
}
