package org.ocppgateway.ops.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ocppgateway.ops.release.Changelog.Section;

class ChangelogTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private final Changelog changelog = Changelog.parse("""
        # Changelog

        Introduction.

        ## Unreleased

        ### Added

        - Nothing yet.

        ## 0.2.0 (2026-11-29)

        ### Changed

        - **Breaking:** first line
          and its second line.
        - Not breaking.
        - **Breaking:** another.

        ### Renamed

        | old | new |
        |---|---|
        | `a` | `b` |

        ### Last commit

        `%s`

        ## 0.1.0 (2026-11-21)

        First version.
        """.formatted(COMMIT));

    @Test
    void sectionsAreInTheOrderOfTheFile() {
        assertEquals(
                List.of("Unreleased", "0.2.0", "0.1.0"),
                changelog.sections().stream().map(Section::version).toList());
        assertEquals("First version.", changelog.of("0.1.0").orElseThrow().notes());
        assertEquals(Optional.empty(), changelog.of("9.9.9"));
    }

    @Test
    void aCommitThatASectionNamesIsTheLastOfItsVersion() {
        assertEquals("0.2.0", changelog.endingAt(COMMIT).orElseThrow().version());
        assertEquals("0.2.0", changelog.previous().orElseThrow().version());
        assertEquals(Optional.empty(), changelog.endingAt("f" + COMMIT.substring(1)));
    }

    @Test
    void upgradeNotesAreTheBreakingEntriesAndTheNewNames() {
        assertEquals("""
            - **Breaking:** first line
              and its second line.
            - **Breaking:** another.

            ### Renamed

            | old | new |
            |---|---|
            | `a` | `b` |""", changelog.of("0.2.0").orElseThrow().upgradeNotes());
        assertEquals("No change is needed.", changelog.of("0.1.0").orElseThrow().upgradeNotes());
    }

    @Test
    void notesLackTheLastCommit() {
        String notes = changelog.of("0.2.0").orElseThrow().notes();
        assertTrue(notes.startsWith("### Changed"), notes);
        assertTrue(notes.endsWith("| `a` | `b` |"), notes);
        assertFalse(notes.contains(COMMIT), notes);
    }

    @Test
    void theChangelogOfThisProjectNamesThePreviousRelease() throws IOException, ReleaseException {
        assertTrue(PreviousRelease.version().matches("\\d+\\.\\d+\\.\\d+"), PreviousRelease.version());
        Section previous =
                PreviousRelease.changelog().of(PreviousRelease.version()).orElseThrow();
        assertTrue(previous.upgradeNotes().contains("**Breaking:**"), previous::upgradeNotes);
    }
}
