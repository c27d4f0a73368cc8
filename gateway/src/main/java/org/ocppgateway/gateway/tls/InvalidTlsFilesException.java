package org.ocppgateway.gateway.tls;

import java.util.List;

/** Files that cannot be used for TLS. The message names every file and problem, one per line, and contains no key material. */
public final class InvalidTlsFilesException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidTlsFilesException(String problem) {
        super(problem);
    }

    InvalidTlsFilesException(String problem, Throwable cause) {
        super(problem, cause);
    }

    InvalidTlsFilesException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
