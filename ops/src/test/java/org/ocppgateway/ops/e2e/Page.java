package org.ocppgateway.ops.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.ocppgateway.ops.stack.process.ProjectFiles;

/** A page of the documentation, and its code blocks. */
record Page(String text) {

    /** @param file path from the top directory of the project */
    static Page read(String file) throws IOException {
        return new Page(Files.readString(ProjectFiles.file(file)));
    }

    /** Returns the code blocks in this language, in order. */
    List<String> blocks(String language) {
        return Pattern.compile("^```" + language + "\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /**
     * Returns the packages of the install command on the page that begins with this text, for example {@code npm
     * install}.
     */
    List<String> packages(String command) {
        return Pattern.compile('`' + Pattern.quote(command) + " ([^`]+)`")
                .matcher(text)
                .results()
                .findFirst()
                .map(found -> List.of(found.group(1).split(" ")))
                .orElseThrow(() -> new AssertionError("the page has no packages for " + command));
    }
}
