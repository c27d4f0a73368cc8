package org.ocppgateway.gateway.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of a message that arrived in one frame. */
class PartialMessageTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 100_000})
    void aMessageOfAnyLengthIsDecoded(int length) {
        String text = "x".repeat(length);
        assertEquals(text, PartialMessage.text(UTF_8.encode(text)));
    }

    @Test
    void everyCharacterIsDecodedAlsoTheReplacementCharacter() {
        String text = "a\u00e9\u20ac\ud83d\ude00\ufffd";
        assertEquals(text, PartialMessage.text(UTF_8.encode(text)));
    }

    @Test
    void aShortMessageContainsNothingOfALongerOneBeforeIt() {
        assertEquals("long message", PartialMessage.text(UTF_8.encode("long message")));
        assertEquals("short", PartialMessage.text(UTF_8.encode("short")));
    }

    /** The second byte of the message before would complete the character. */
    @Test
    void anIncompleteCharacterIsNoText() {
        assertEquals("\u00e9", PartialMessage.text(ByteBuffer.wrap(new byte[] {(byte) 0xc3, (byte) 0xa9})));
        assertNull(PartialMessage.text(ByteBuffer.wrap(new byte[] {(byte) 0xc3})));
    }

    @Test
    void aVirtualThreadDecodesTheSameText() throws InterruptedException {
        AtomicReference<String> text = new AtomicReference<>();
        Thread.ofVirtual()
                .start(() -> text.set(PartialMessage.text(UTF_8.encode("text"))))
                .join();
        assertEquals("text", text.get());
    }
}
