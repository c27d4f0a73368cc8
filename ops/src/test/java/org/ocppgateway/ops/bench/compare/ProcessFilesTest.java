package org.ocppgateway.ops.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProcessFilesTest {

    @Test
    void readsSizesInKibibytes() {
        List<String> status = List.of("Name:\tjava", "VmHWM:\t  700000 kB", "VmRSS:\t  682000 kB", "Threads:\t40");
        assertEquals(OptionalLong.of(682_000L * 1024), ProcessFiles.bytes(status, "VmRSS"));
        assertEquals(OptionalLong.empty(), ProcessFiles.bytes(status, "Pss"));
        assertEquals(OptionalLong.empty(), ProcessFiles.bytes(List.of(), "VmRSS"));
    }

    @Test
    void doesNotTakeALongerKeyForAShorterOne() {
        List<String> rollup = List.of("Pss_Dirty:             116 kB", "Pss:                 309 kB");
        assertEquals(OptionalLong.of(309 * 1024), ProcessFiles.bytes(rollup, "Pss"));
    }

    @Test
    void readsTheSoftLimitOfOpenFiles() {
        assertEquals(
                OptionalLong.of(1024),
                ProcessFiles.maxOpenFiles(List.of(
                        "Limit                     Soft Limit           Hard Limit           Units     ",
                        "Max processes             96000                96000                processes ",
                        "Max open files            1024                 20000                files     ")));
        assertEquals(
                OptionalLong.empty(),
                ProcessFiles.maxOpenFiles(
                        List.of("Max open files            unlimited            unlimited            files     ")));
    }

    @Test
    void findsListeningSocketsOfAPort() {
        String head =
                "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";
        String rest = " 00000000:00000000 00:00000000 00000000     0        0 ";
        List<String> lines = List.of(
                head,
                "   0: 0100007F:20C6 00000000:0000 0A" + rest + "4711 1 00000000 100 0 0 10 0",
                "   1: 00000000:20C7 00000000:0000 0A" + rest + "4712 1 00000000 100 0 0 10 0",
                "   2: 0100007F:20C6 0101007F:D431 01" + rest + "4713 1 00000000 100 0 0 10 0",
                "   3: 00000000000000000000000000000000:20C6 00000000000000000000000000000000:0000 0A" + rest
                        + "4714 1 00000000 100 0 0 10 0");
        assertEquals(Set.of(4711L, 4714L), ProcessFiles.listening(lines, 8390));
        assertEquals(Set.of(), ProcessFiles.listening(lines, 8392));
    }

    @Test
    void readsTheSocketOfAFileDescriptor() {
        assertEquals(OptionalLong.of(4711), ProcessFiles.socket("socket:[4711]"));
        assertEquals(OptionalLong.empty(), ProcessFiles.socket("/dev/null"));
        assertEquals(OptionalLong.empty(), ProcessFiles.socket("pipe:[4711]"));
    }

    @Test
    void namesTheProgramWithoutArgumentsThatMayHoldPasswords() {
        assertEquals(
                "java @java.options -Xmx512m -XX:+UseG1GC",
                ProcessFiles.program(
                        "/opt/jdk/bin/java\0@java.options\0-Xmx512m\0-XX:+UseG1GC\0-Dpassword=secret\0-jar\0g.jar\0"));
        assertEquals("twin", ProcessFiles.program("/tmp/twin\0-password\0secret\0"));
    }
}
