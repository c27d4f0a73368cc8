package org.ocppgateway.ops.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ocppgateway.ops.stack.process.ProjectFiles;

/** The committed reference pages are up to date. */
class ReferencePagesTest {
    @Test
    void committedPagesEqualTheGeneratedOnes() throws IOException {
        for (Map.Entry<String, String> page : ReferencePages.all().entrySet()) {
            Path file = ProjectFiles.file(ReferencePages.FOLDER).resolve(page.getKey());
            assertEquals(
                    page.getValue(),
                    Files.exists(file) ? Files.readString(file) : "",
                    page.getKey() + " is out of date: run ops/reference");
        }
    }
}
