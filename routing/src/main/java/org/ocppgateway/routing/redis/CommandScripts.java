package org.ocppgateway.routing.redis;

import org.ocppgateway.routing.redis.client.Script;

/**
 * Transitions of a command on {@code cmd:<commandId>}; {@code ops/docs/commands.md} lists who may make which. Each is
 * idempotent within one call: a repeated run returns the same reply.
 */
final class CommandScripts {
    /**
     * Arguments: owner, charge point, time of receipt, lifetime in ms. Returns {@code claimed:}, whether the state was
     * created, and the time of an earlier send if there was one; or {@code running}, or the result.
     */
    static final Script CLAIM = new Script("claim-command", """
        local now = redis.call('HMGET', KEYS[1], 'state', 'owner', 'sentAt', 'receivedAt')
        if not now[1] then
          redis.call('HSET', KEYS[1], 'state', 'received', 'owner', ARGV[1], 'chargePointId', ARGV[2], 'receivedAt', ARGV[3])
          redis.call('PEXPIRE', KEYS[1], ARGV[4])
          return 'claimed:new:'
        end
        if now[1] == 'ended' then
          return redis.call('HGET', KEYS[1], 'result')
        end
        if now[1] == 'sent' or now[2] ~= ARGV[1] and now[2] ~= '' then
          return 'running'
        end
        redis.call('HSET', KEYS[1], 'owner', ARGV[1])
        local created = now[2] == ARGV[1] and now[4] == ARGV[3]
        return 'claimed:' .. (created and 'new' or 'old') .. ':' .. (now[3] or '')
        """);

    /** Argument: owner. */
    static final Script AWAIT = new Script("await-command", """
        local now = redis.call('HMGET', KEYS[1], 'state', 'owner')
        if now[1] == 'received' and now[2] == ARGV[1] then
          redis.call('HSET', KEYS[1], 'state', 'waiting')
        end
        return 'noted'
        """);

    /** Arguments: owner, time. The time distinguishes a repeated run of one call from a second call. */
    static final Script SEND = new Script("send-command", """
        local now = redis.call('HMGET', KEYS[1], 'state', 'owner', 'sentAt')
        if now[2] ~= ARGV[1] then
          return 'no'
        end
        if now[1] == 'received' or now[1] == 'waiting' then
          redis.call('HSET', KEYS[1], 'state', 'sent', 'sentAt', ARGV[2])
          return 'yes'
        end
        if now[1] == 'sent' and now[3] == ARGV[2] then
          return 'yes'
        end
        return 'no'
        """);

    /**
     * Start of scripts whose first arguments are the expected ownership: {@code =} and the owner, empty for no state;
     * and the time when that owner sent the command, empty if it did not.
     */
    private static final String EXPECTED = """
        local now = redis.call('HMGET', KEYS[1], 'state', 'owner', 'sentAt')
        local expected
        if ARGV[1] == '' then
          expected = not now[1]
        else
          expected = now[1] and '=' .. (now[2] or '') == ARGV[1] and (now[1] ~= 'sent' or now[3] == ARGV[2])
        end
        """;

    /** Arguments: expected owner and time, charge point, time, lifetime in ms, time of a possible send or empty. */
    static final Script RELEASE = new Script("release-command", EXPECTED + """
        local released = now[1] == 'received' and now[2] == ''
        if now[1] == 'ended' or not expected and not released then
          return 'no'
        end
        redis.call('HSET', KEYS[1], 'state', 'received', 'owner', '')
        if not now[1] then
          redis.call('HSET', KEYS[1], 'chargePointId', ARGV[3], 'receivedAt', ARGV[4])
          redis.call('PEXPIRE', KEYS[1], ARGV[5])
        end
        if ARGV[6] ~= '' then
          redis.call('HSETNX', KEYS[1], 'sentAt', ARGV[6])
        end
        return 'yes'
        """);

    /** Arguments: expected owner and time, result, lifetime in ms. Returns the stored result, or nothing. */
    static final Script END = new Script("end-command", EXPECTED + """
        if now[1] == 'ended' then
          return redis.call('HGET', KEYS[1], 'result')
        end
        if not expected then
          return ''
        end
        redis.call('HSET', KEYS[1], 'state', 'ended', 'result', ARGV[3])
        redis.call('PEXPIRE', KEYS[1], ARGV[4])
        return ARGV[3]
        """);

    static final Script DELIVERED = new Script("delivered-command", """
        if redis.call('HGET', KEYS[1], 'state') == 'ended' then
          redis.call('HSET', KEYS[1], 'delivered', '1')
        end
        return 'noted'
        """);

    private CommandScripts() {}
}
