package org.ocppgateway.routing.redis.client;

import redis.clients.jedis.exceptions.JedisException;

/** A connection failed because of a setting. */
final class RedisProblemException extends JedisException {
    private static final long serialVersionUID = 1L;

    private final transient RedisProblem problem;

    RedisProblemException(RedisProblem problem) {
        super(problem.message());
        this.problem = problem;
    }

    /** A failure with its explanation. */
    RedisProblemException(RedisProblem problem, JedisException cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    /** The servers are of another type than the URI; the message contains the correct URI. */
    static RedisProblemException wrongType(String message) {
        return new RedisProblemException(new RedisProblem(RedisProblem.Setting.ADDRESS, message));
    }

    RedisProblem problem() {
        return problem;
    }
}
