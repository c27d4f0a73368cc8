package org.ocppgateway.routing.redis.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

class RedisRefusalTest {
    private static final String IN_SCRIPT =
            "ERR Error running script (call to f_a1): @user_script:7: @user_script: 7: ";

    private static String codeOf(String message) {
        return RedisRefusal.of(new JedisDataException(message))
                .map(RedisRefusal::code)
                .orElse("none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OOM | OOM command not allowed when used memory > 'maxmemory'.",
                "OOM | OOM command not allowed when used memory > 'maxmemory'. script: f_a1, on @user_script:7.",
                "MISCONF | MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.",
                "NOREPLICAS | NOREPLICAS Not enough good replicas to write.",
                "READONLY | READONLY You can't write against a read only replica.",
                "MASTERDOWN | MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
                "NOPERM | NOPERM this user has no permissions to run the 'set' command",
                "LOADING | LOADING Redis is loading the dataset in memory",
                "CLUSTERDOWN | CLUSTERDOWN The cluster is down",
                "BUSY | BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.",
                "NOAUTH | NOAUTH Authentication required.",
                "WRONGPASS | WRONGPASS invalid username-password pair or user is disabled.",
                "TRYAGAIN | TRYAGAIN Multiple keys request during rehashing of slot",
                "ERR | ERR unknown command `EVALSHA`, with args beginning with:",
                "ERR | ERR max number of clients reached",
                "SOMETHINGNEW | SOMETHINGNEW that a later Redis says",
            })
    void anErrorAboutTheServerIsARefusal(String code, String message) {
        assertEquals(code, codeOf(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OOM | -OOM command not allowed when used memory > 'maxmemory'.",
                "READONLY | -READONLY You can't write against a read only replica.",
                "MISCONF | -MISCONF Errors writing to the AOF file: No space left on device",
                "NOPERM | The user executing the script can't run this command or subcommand",
                "NOPERM | The user executing the script can't access at least one of the keys mentioned in the command arguments",
                "ERR | Unknown Redis command called from Lua script",
            })
    void soIsOneThatAScriptPassesOn(String code, String message) {
        assertEquals(code, codeOf(IN_SCRIPT + message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WRONGTYPE Operation against a key holding the wrong kind of value",
                "ERR Error running script (call to f_a1): @user_script:2: user_script:2: attempt to compare nil with number",
                "ERR user_script:2: attempt to compare nil with number script: f_a1, on @user_script:2.",
                "ERR Error running script (call to f_a1): @user_script:1: -WRONGTYPE Operation against a key holding"
            })
    void whatIsWrongWithOneKeyIsNone(String message) {
        assertEquals("none", codeOf(message));
    }

    @Test
    void errorsOfOneCallAreNoRefusal() {
        assertEquals(
                true,
                RedisRefusal.of(new JedisNoScriptException("NOSCRIPT No matching script."))
                        .isEmpty());
        assertEquals(
                true,
                RedisRefusal.of(new JedisMovedDataException("MOVED 1 a:1", new HostAndPort("a", 1), 1))
                        .isEmpty());
        assertEquals(
                true,
                RedisRefusal.of(new JedisConnectionException("Failed to connect to any host resolved for DNS name."))
                        .isEmpty());
    }

    @Test
    void metricsHaveAFixedSetOfReasons() {
        assertEquals(
                "oom",
                RedisRefusal.of(new JedisDataException("OOM x")).orElseThrow().label());
        assertEquals(
                "other",
                RedisRefusal.of(new JedisDataException("NEWCODE x"))
                        .orElseThrow()
                        .label());
    }
}
