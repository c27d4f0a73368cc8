package org.ocppgateway.routing.redis;

/** The steps of a command's life on {@code cmd:<commandId>}. Each may be run twice for one call and says the same then. */
final class CommandScripts {
    /**
     * Arguments: owner, charge point, time, lifetime in ms. Returns {@code claimed} with the time it was sent before, if it was,
     * {@code running} or the result.
     */
    static final Script CLAIM = new Script("claim-command", """
        local now = redis.call('HMGET', KEYS[1], 'state', 'owner', 'sentAt')
        if not now[1] then
          redis.call('HSET', KEYS[1], 'state', 'received', 'owner', ARGV[1], 'chargePointId', ARGV[2], 'receivedAt', ARGV[3])
          redis.call('PEXPIRE', KEYS[1], ARGV[4])
          return 'claimed'
        end
        if now[1] == 'ended' then
          return redis.call('HGET', KEYS[1], 'result')
        end
        if now[1] ~= 'sent' and (now[2] == ARGV[1] or now[2] == '') then
          redis.call('HSET', KEYS[1], 'owner', ARGV[1])
          return 'claimed' .. (now[3] or '')
        end
        return 'running'
        """);

    /** Argument: owner. */
    static final Script AWAIT = new Script("await-command", """
        local now = redis.call('HMGET', KEYS[1], 'state', 'owner')
        if now[1] == 'received' and now[2] == ARGV[1] then
          redis.call('HSET', KEYS[1], 'state', 'waiting')
        end
        return 'noted'
        """);

    /** Arguments: owner, time. The time tells a repeated run of one call from a second call. */
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

    /** Arguments: the state and owner seen, empty if none, charge point, time, lifetime in ms, when it may have been sent or empty. */
    static final Script RELEASE = new Script("release-command", """
        local now = redis.call('HMGET', KEYS[1], 'state', 'owner')
        local released = now[1] == 'received' and now[2] == ''
        if now[1] == 'ended' or not released and ((now[1] or '') ~= ARGV[1] or (now[2] or '') ~= ARGV[2]) then
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

    /** Arguments: result, lifetime in ms. Returns the result that stands. */
    static final Script END = new Script("end-command", """
        if redis.call('HGET', KEYS[1], 'state') == 'ended' then
          return redis.call('HGET', KEYS[1], 'result')
        end
        redis.call('HSET', KEYS[1], 'state', 'ended', 'result', ARGV[1])
        redis.call('PEXPIRE', KEYS[1], ARGV[2])
        return ARGV[1]
        """);

    /** Arguments: result, lifetime in ms, the state and owner seen, empty if none. Returns the result that stands, or nothing. */
    static final Script END_IF = new Script("end-command-if", """
        local now = redis.call('HMGET', KEYS[1], 'state', 'owner')
        if now[1] == 'ended' then
          return redis.call('HGET', KEYS[1], 'result')
        end
        if (now[1] or '') ~= ARGV[3] or (now[2] or '') ~= ARGV[4] then
          return ''
        end
        redis.call('HSET', KEYS[1], 'state', 'ended', 'result', ARGV[1])
        redis.call('PEXPIRE', KEYS[1], ARGV[2])
        return ARGV[1]
        """);

    static final Script DELIVERED = new Script("delivered-command", """
        if redis.call('HGET', KEYS[1], 'state') == 'ended' then
          redis.call('HSET', KEYS[1], 'delivered', '1')
        end
        return 'noted'
        """);

    private CommandScripts() {}
}
