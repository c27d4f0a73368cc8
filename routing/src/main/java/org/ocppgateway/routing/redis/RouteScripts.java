package org.ocppgateway.routing.redis;

import org.ocppgateway.routing.redis.client.Script;

/**
 * Scripts that claim, renew and release {@code conn:<chargePointId>}; each compares epochs in Redis. Epochs are
 * microseconds and stay below 2^53, so Lua's numbers hold them exactly; they are printed with {@code %.0f}, because
 * other formats lose digits.
 */
final class RouteScripts {
    /**
     * Arguments: the value before and after its epoch, the lifetime in ms, the minimum epoch. Returns the new epoch, a
     * blank and the pod of the previous route (empty if there was none). The new epoch is greater than the stored one
     * and not behind Redis' clock: a plain counter would issue an epoch twice after a failover.
     */
    static final Script CLAIM = new Script("claim-route", """
        local current = redis.call('GET', KEYS[1]) or ''
        local stored = tonumber(string.match(current, '"epoch":(%d+)') or '0')
        local time = redis.call('TIME')
        local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
        local epoch = string.format('%.0f', math.max(stored + 1, now, tonumber(ARGV[4])))
        redis.call('SET', KEYS[1], ARGV[1] .. epoch .. ARGV[2], 'PX', ARGV[3])
        return epoch .. ' ' .. (string.match(current, '"pod":"([^"]*)"') or '')
        """);

    /**
     * Arguments: the value before and after its epoch, the lifetime in ms, the epoch. Returns {@code kept},
     * {@code restored} (it was absent or older) or, without a change, the newer epoch. A value that differs only in its
     * epoch is this session's own claim, whose reply was lost.
     */
    static final Script RENEW = new Script("renew-route", """
        local current = redis.call('GET', KEYS[1]) or ''
        local own = ARGV[1] .. ARGV[4] .. ARGV[2]
        if current == own then
          redis.call('PEXPIRE', KEYS[1], ARGV[3])
          return 'kept'
        end
        local stored = string.match(current, '"epoch":(%d+)') or '0'
        if tonumber(stored) >= tonumber(ARGV[4]) and current ~= ARGV[1] .. stored .. ARGV[2] then
          return stored
        end
        redis.call('SET', KEYS[1], own, 'PX', ARGV[3])
        return 'restored'
        """);

    /**
     * Argument: the epoch. Deletes the route if it still has that epoch. Returns {@code released}, or whether there is
     * a {@code newer} or no newer one ({@code none}).
     */
    static final Script RELEASE = new Script("release-route", """
        local stored = string.match(redis.call('GET', KEYS[1]) or '', '"epoch":(%d+)') or '0'
        if stored == ARGV[1] then
          redis.call('DEL', KEYS[1])
          return 'released'
        end
        return tonumber(stored) > tonumber(ARGV[1]) and 'newer' or 'none'
        """);

    private RouteScripts() {}
}
