package org.ocppgateway.routing.redis;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.routing.redis.client.ReadCall;
import org.ocppgateway.routing.redis.client.RedisCall;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisUnavailableException;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/** No faulty operation ends the link's thread, because every other operation would wait forever. */
class RedisLinkIT {
    private static final String NOWHERE = "nowhere";

    private static final RedisCall BROKEN = new RedisCall() {
        @Override
        public String operation() {
            return "broken";
        }

        @Override
        public Response<?> on(AbstractPipeline pipeline, String key, List<String> arguments) {
            throw new IllegalStateException("a simulated error");
        }
    };

    private RedisLink link;

    @BeforeEach
    void connect() throws Exception {
        link = TestRedis.shared().link();
    }

    @AfterEach
    void disconnect() throws Exception {
        link.close(Duration.ofSeconds(1));
    }

    @Test
    void aCallThatCannotBeSentFailsAndLaterOnesAreSent() throws Exception {
        for (int i = 0; i < 3; i++) {
            RedisUnavailableException failure =
                    assertThrows(RedisUnavailableException.class, () -> link.run(BROKEN, NOWHERE));
            assertEquals(true, String.valueOf(failure.getMessage()).contains("a simulated error"), failure::toString);
            assertEquals("", link.run(ReadCall.GET, NOWHERE));
        }
    }

    @Test
    void aFailingReplyCallbackAffectsNoOtherCaller() throws Exception {
        AtomicInteger replies = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            link.runAsync(ReadCall.GET, NOWHERE, () -> true, reply -> {
                replies.incrementAndGet();
                throw new IllegalStateException("a simulated error");
            });
        }
        await().until(() -> replies.get() == 10);
        assertEquals("", link.run(ReadCall.GET, NOWHERE));
    }

    @Test
    void anErrorInTheLinksThreadEndsNeitherTheThreadNorOtherCalls() throws Exception {
        RedisCall fatal = new RedisCall() {
            @Override
            public String operation() {
                return "fatal";
            }

            @Override
            public Response<?> on(AbstractPipeline pipeline, String key, List<String> arguments) {
                throw new StackOverflowError("simulated stack overflow");
            }
        };
        for (int i = 0; i < 3; i++) {
            assertThrows(RedisUnavailableException.class, () -> link.run(fatal, NOWHERE));
            assertEquals("", link.run(ReadCall.GET, NOWHERE));
        }
        assertEquals(true, link.running());
    }

    @Test
    void aCallAfterCloseFails() throws Exception {
        link.close(Duration.ofSeconds(1));
        await().until(() -> !link.running());
        assertThrows(RedisUnavailableException.class, () -> link.run(ReadCall.GET, NOWHERE));
    }
}
