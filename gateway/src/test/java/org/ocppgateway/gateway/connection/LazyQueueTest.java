package org.ocppgateway.gateway.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LazyQueueTest {
    private final LazyQueue<String> queue = new LazyQueue<>();

    @Test
    void itemsAreReturnedInOrder() {
        queue.add("first");
        queue.add("second");
        assertEquals("first", queue.poll());
        queue.add("third");
        assertEquals(2, queue.size());
        assertEquals("second", queue.poll());
        assertEquals("third", queue.poll());
    }

    @Test
    void anEmptyQueueReturnsNothingAndAcceptsItemsAgain() {
        assertNull(queue.poll());
        assertEquals(0, queue.size());
        assertFalse(queue.anyMatch(item -> true));
        assertEquals(List.of(), queue.drain());
        queue.add("first");
        assertEquals("first", queue.poll());
        assertNull(queue.poll());
        queue.add("second");
        assertEquals("second", queue.poll());
    }

    @Test
    void drainReturnsAllItems() {
        queue.add("first");
        queue.add("second");
        assertTrue(queue.anyMatch("second"::equals));
        assertFalse(queue.anyMatch("third"::equals));
        assertEquals(List.of("first", "second"), queue.drain());
        assertEquals(0, queue.size());
    }
}
