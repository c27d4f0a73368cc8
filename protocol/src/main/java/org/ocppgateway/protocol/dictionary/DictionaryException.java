package org.ocppgateway.protocol.dictionary;

import java.util.List;

/** A dictionary that cannot be used; the message names every problem with its file and line. */
public final class DictionaryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DictionaryException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
