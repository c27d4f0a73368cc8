package org.ocppgateway.protocol.frame;

import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ocppgateway.protocol.OcppVersion;

/** Time and memory for a frame are linear in its length, whatever its content. */
class HostileFrameTest {
    private static final int MEBI = 1 << 20;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final List<String> FILLINGS = List.of(
            "[",
            "]",
            "{",
            "}",
            "[[],",
            "{\"a\":",
            "{\"a\":[",
            "\"",
            "\\",
            "\\\"",
            "\\u",
            "\\u0041",
            "\\ud83d",
            "1",
            "-",
            "1e9,",
            ",",
            " ",
            "\0",
            "a",
            "\u00e9",
            "\ud83d\ude00",
            "\ud83d",
            "null,",
            "\"a\",",
            "\"a\":1,",
            "\uFEFF");
    private static final List<UnaryOperator<String>> PLACES = List.of(
            filling -> filling,
            filling -> "[" + filling,
            filling -> "[2" + filling,
            filling -> "[2," + filling,
            filling -> "[2,\"" + filling + "\",\"Heartbeat\",{}]",
            filling -> "[2,\"id\",\"" + filling + "\",{}]",
            filling -> "[2,\"id\",\"Heartbeat\"," + filling,
            filling -> "[2,\"id\",\"Heartbeat\",{\"" + filling + "\":1}]",
            filling -> "[2,\"id\",\"Heartbeat\",{\"a\":\"" + filling + "\"}]",
            filling -> "[2,\"id\",\"Heartbeat\",{\"a\":[" + filling + "]}]",
            filling -> "[2,\"id\",\"Heartbeat\",{}" + filling,
            filling -> "[3,\"" + filling + "\",{}]",
            filling -> "[3,\"id\"," + filling,
            filling -> "[4,\"id\",\"" + filling + "\",\"" + filling + "\"," + filling + "]",
            filling -> "[5,\"id\",\"" + filling + "\",\"\",{}]",
            filling -> "[6,\"id\",\"" + filling + "\",{}]",
            filling -> "[7," + filling + "]");

    @ParameterizedTest
    @EnumSource
    void readsOneMebibyteInLinearTimeAndMemory(OcppVersion version) {
        for (String filling : FILLINGS) {
            String mebibyte = filling.repeat(MEBI / filling.length());
            for (UnaryOperator<String> place : PLACES) {
                String text = place.apply(mebibyte);
                long before = allocated();
                Inbound inbound = assertTimeout(LONG, () -> FrameReader.read(version, text));
                long used = allocated() - before;
                String what =
                        place.apply(filling + "...") + ": " + inbound.getClass().getSimpleName();
                assertTrue(used < 16L * text.length(), () -> used + " bytes for " + what);
                if (inbound instanceof Inbound.Malformed malformed) {
                    assertTrue(malformed.answer().length() < 2_000, what);
                }
            }
        }
    }

    private static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }
}
