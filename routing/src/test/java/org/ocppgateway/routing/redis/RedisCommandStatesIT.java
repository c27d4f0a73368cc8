package org.ocppgateway.routing.redis;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.ocppgateway.routing.command.CommandStates;
import org.ocppgateway.routing.command.CommandStatesContract;
import org.ocppgateway.routing.redis.client.RedisLink;

/** The Redis implementation fulfils the contract. */
class RedisCommandStatesIT extends CommandStatesContract {
    private RedisLink link;

    @BeforeEach
    void connect() throws Exception {
        link = TestRedis.shared().link();
    }

    @AfterEach
    void disconnect() throws Exception {
        link.close(Duration.ofSeconds(1));
    }

    @Override
    protected CommandStates ours() {
        return states("nonce-1");
    }

    @Override
    protected CommandStates theirs() {
        return states("nonce-2");
    }

    private CommandStates states(String nonce) {
        try {
            return new RedisCommandStates(
                    TestRedis.shared().settings(),
                    link,
                    new RedisContinuity(TestRedis.shared().settings(), link, Clock.systemUTC()),
                    TestRedis.incarnation("gateway-0", nonce),
                    Clock.systemUTC());
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
