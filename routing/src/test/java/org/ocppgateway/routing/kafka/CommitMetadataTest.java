package org.ocppgateway.routing.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CommitMetadataTest {

    @Test
    void metadataIsParsedAndUnknownTextIsIgnored() {
        CommitMetadata mark = new CommitMetadata(3, 17, 1);
        assertEquals(mark, CommitMetadata.parse(mark.text()));
        assertEquals(CommitMetadata.NONE, CommitMetadata.parse(CommitMetadata.NONE.text()));
        assertEquals(CommitMetadata.NONE, CommitMetadata.parse(""));
        assertEquals(CommitMetadata.NONE, CommitMetadata.parse("by hand"));
    }

    @Test
    void afterTwoDeadReadersThePartitionIsSuspect() {
        CommitMetadata first = CommitMetadata.NONE.taken();
        assertFalse(first.isSuspect());
        assertFalse(first.taken().isSuspect());
        assertTrue(first.taken().taken().isSuspect());
    }

    @Test
    void onlyAnOffsetAtWhichTwoReadersDiedIsDeadly() {
        CommitMetadata dying =
                new CommitMetadata(3, -1, 0).reading(5).reading(6).reading(7);
        assertFalse(dying.isDeadly(7), "one reader may have died for another reason");
        CommitMetadata next =
                CommitMetadata.parse(dying.text()).taken().reading(5).reading(6);
        assertFalse(next.isDeadly(7), "that offset is not reached yet");
        CommitMetadata there = next.reading(7);
        assertTrue(CommitMetadata.parse(there.text()).taken().isDeadly(7));
        assertFalse(there.isDeadly(6));
        assertFalse(there.reading(8).isDeadly(7));
    }
}
