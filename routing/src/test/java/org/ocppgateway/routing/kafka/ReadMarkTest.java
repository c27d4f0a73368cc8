package org.ocppgateway.routing.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReadMarkTest {

    @Test
    void whatIsWrittenIsReadAndWhatIsSomethingElseIsNone() {
        ReadMark mark = new ReadMark(3, 17, 1);
        assertEquals(mark, ReadMark.parse(mark.text()));
        assertEquals(ReadMark.NONE, ReadMark.parse(ReadMark.NONE.text()));
        assertEquals(ReadMark.NONE, ReadMark.parse(""));
        assertEquals(ReadMark.NONE, ReadMark.parse("by hand"));
    }

    @Test
    void afterTwoReadersThatEndedTheThirdTakesCare() {
        ReadMark first = ReadMark.NONE.taken();
        assertFalse(first.isSuspect());
        assertFalse(first.taken().isSuspect());
        assertTrue(first.taken().taken().isSuspect());
    }

    @Test
    void anOffsetAtWhichTwoReadersEndedIsDeadlyAndNoOtherIs() {
        ReadMark dying = new ReadMark(3, -1, 0).reading(5).reading(6).reading(7);
        assertFalse(dying.isDeadly(7), "one may have been killed by something else");
        ReadMark next = ReadMark.parse(dying.text()).taken().reading(5).reading(6);
        assertFalse(next.isDeadly(7), "it has not come there yet");
        ReadMark there = next.reading(7);
        assertTrue(ReadMark.parse(there.text()).taken().isDeadly(7));
        assertFalse(there.isDeadly(6));
        assertFalse(there.reading(8).isDeadly(7));
    }
}
