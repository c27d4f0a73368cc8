package org.ocppgateway.routing.redis;

import org.ocppgateway.routing.redis.client.Script;

/**
 * The route indexes of pods, which other pods read after a pod's death: {@code pods}, {@code held:<podId>/<nonce>} and
 * {@code lost:<podId>/<nonce>}. Epochs stay below 2^53, so Lua's numbers hold them exactly.
 */
final class RouteIndexScripts {
    /** On {@code pods}. Arguments: incarnation, partition. */
    static final Script REGISTER = new Script("register-holder", """
        redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
        return 'registered'
        """);

    /** On {@code pods}. Argument: incarnation. */
    static final Script UNREGISTER = new Script("unregister-holder", """
        redis.call('HDEL', KEYS[1], ARGV[1])
        return 'unregistered'
        """);

    /** On {@code pods}. Returns incarnations and partitions, one value per line. */
    static final Script HOLDERS = new Script("find-holders", """
        return table.concat(redis.call('HGETALL', KEYS[1]), '\\n')
        """);

    /** On {@code held:}. Argument: lifetime in ms. */
    static final Script KEEP = new Script("keep-notes", """
        redis.call('PEXPIRE', KEYS[1], ARGV[1])
        return 'kept'
        """);

    /**
     * On {@code held:}. Arguments: charge point, epoch, protocol, lifetime in ms. Returns {@code new} if the charge
     * point was not indexed, {@code known} otherwise; an older epoch does not replace a newer one.
     */
    static final Script NOTE = new Script("note-route", """
        local before = redis.call('HGET', KEYS[1], ARGV[1])
        if before and tonumber(string.match(before, '^%d+')) >= tonumber(ARGV[2]) then
          return 'known'
        end
        redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ' ' .. ARGV[3])
        redis.call('PEXPIRE', KEYS[1], ARGV[4])
        return before and 'known' or 'new'
        """);

    /** On {@code held:}. Arguments: charge point, epoch. Returns whether it was indexed with that epoch. */
    static final Script STRIKE = new Script("strike-route", """
        local before = redis.call('HGET', KEYS[1], ARGV[1])
        if before and string.match(before, '^%d+') == ARGV[2] then
          redis.call('HDEL', KEYS[1], ARGV[1])
          return 'struck'
        end
        return 'not-there'
        """);

    /**
     * On {@code held:}. Arguments: cursor, approximate page size. Returns the next cursor, then charge points and
     * entries as lines.
     */
    static final Script NOTES = new Script("find-notes", """
        local part = redis.call('HSCAN', KEYS[1], ARGV[1], 'COUNT', ARGV[2])
        table.insert(part[2], 1, part[1])
        return table.concat(part[2], '\\n')
        """);

    /** On {@code held:}. Deletes the index. */
    static final Script FORGET = new Script("forget-notes", """
        redis.call('DEL', KEYS[1])
        return 'forgotten'
        """);

    /**
     * On {@code lost:}. Arguments: the incarnation that cleans up, duration of the claim in ms. Returns the first epoch
     * that is not lost, which is constant during a cleanup; nothing if another incarnation cleans up.
     */
    static final Script DECLARE = new Script("declare-lost", """
        local epoch, by = string.match(redis.call('GET', KEYS[1]) or '', '^(%d+) (.+)$')
        if by and by ~= ARGV[1] then
          return ''
        end
        if not by then
          local time = redis.call('TIME')
          epoch = string.format('%.0f', tonumber(time[1]) * 1000000 + tonumber(time[2]))
        end
        redis.call('SET', KEYS[1], epoch .. ' ' .. ARGV[1], 'PX', ARGV[2])
        return epoch
        """);

    /**
     * On {@code lost:}. Arguments: the incarnation that has cleaned up, time for which the lost incarnation can still
     * read the declaration, in ms.
     */
    static final Script SETTLE = new Script("settle-lost", """
        local epoch, by = string.match(redis.call('GET', KEYS[1]) or '', '^(%d+) (.+)$')
        if by == ARGV[1] then
          redis.call('SET', KEYS[1], epoch, 'PX', ARGV[2])
        end
        return 'settled'
        """);

    private RouteIndexScripts() {}
}
