package org.ocppgateway.routing.redis;

import redis.clients.jedis.exceptions.JedisException;

/** The server is there, and of another kind than the URI says; the message says what to write instead. */
final class WrongServerTypeException extends JedisException {
    private static final long serialVersionUID = 1L;

    WrongServerTypeException(String message) {
        super(message);
    }
}
