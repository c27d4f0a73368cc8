package org.ocppgateway.protocol.dictionary;

import java.util.List;

/** The dictionary is invalid. The message lists every problem with file and line. */
public final class DictionaryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DictionaryException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
