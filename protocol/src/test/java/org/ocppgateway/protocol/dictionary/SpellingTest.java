package org.ocppgateway.protocol.dictionary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ocppgateway.protocol.model.UnifiedModel;

class SpellingTest {
    private static final List<String> STATUSES =
            List.of("Accepted", "Rejected", "RebootRequired", "NotSupported", "AcceptedCanceled");
    private static final List<String> COMMANDS =
            UnifiedModel.commands().commands().stream().map(ObjectType::name).toList();

    @ParameterizedTest
    @CsvSource({"accepted, Accepted", "REBOOT_REQUIRED, RebootRequired", "'reboot required ', RebootRequired"})
    void ignoresCaseAndSeparators(String text, String word) {
        assertEquals(word, Spelling.match(STATUSES, text));
    }

    @ParameterizedTest
    @CsvSource({
        "Acepted, Accepted",
        "Accceptted, ",
        "Accpeted, Accepted",
        "Rejecte, Rejected",
        "AcceptedCancelled, AcceptedCanceled",
        "Perhaps, ",
        "'', ",
        "OK, ",
    })
    void acceptsOneTypingError(String text, String word) {
        assertEquals(word, Spelling.closest(STATUSES, text));
    }

    @ParameterizedTest
    @CsvSource({
        "remote.strat, remote.start",
        "remotestart, remote.start",
        "RemoteStart, remote.start",
        "remote.stpo, remote.stop",
        "get.config, ",
        "get.configuratoin, get.configuration",
        "unlock.conector, unlock.connector",
        "resett, reset",
        "self.destruct, ",
        "x, ",
    })
    void suggestsTheNearestCommandType(String text, String word) {
        assertEquals(word, Spelling.suggestion(COMMANDS, text));
    }

    @Test
    void suggestsNothingIfTwoAreEquallyNear() {
        assertNull(Spelling.suggestion(List.of("aaaaab", "aaaaac"), "aaaaad"));
    }

    @Test
    void rejectsALongTextAtNoCost() {
        assertNull(Spelling.closest(STATUSES, "Accepted".repeat(100_000)));
    }
}
