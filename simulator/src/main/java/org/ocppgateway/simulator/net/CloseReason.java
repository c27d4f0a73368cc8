package org.ocppgateway.simulator.net;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reason for the end of a connection or of a connection attempt. */
public sealed interface CloseReason {

    /** Short text for counters, the same for all reasons of one kind. */
    String label();

    /** The server answered the upgrade with a status other than 101. */
    record Refused(int status, @Nullable Duration retryAfter) implements CloseReason {
        @Override
        public String label() {
            return "refused with HTTP " + status;
        }
    }

    /** The server sent a close frame. Code 1005 means a close frame without a code. */
    record ByServer(int code, String reason) implements CloseReason {
        @Override
        public String label() {
            return "closed by the server with " + code;
        }
    }

    /** The charge point closed the connection. */
    record ByChargePoint(int code) implements CloseReason {
        @Override
        public String label() {
            return "closed by the charge point with " + code;
        }
    }

    /** The stream ended without a close frame. */
    record Lost() implements CloseReason {
        @Override
        public String label() {
            return "lost without a close frame";
        }
    }

    /** The operating system refused or broke the connection. */
    record Failed(String problem) implements CloseReason {
        @Override
        public String label() {
            return problem;
        }
    }

    /** The connection attempt or the upgrade timed out. */
    record TimedOut() implements CloseReason {
        @Override
        public String label() {
            return "handshake timed out";
        }
    }

    /**
     * The server violated the WebSocket protocol.
     *
     * @param code close code sent to the server (RFC 6455, 7.4.1)
     */
    record Violation(int code, String problem) implements CloseReason {
        @Override
        public String label() {
            return "protocol violation: " + problem;
        }
    }
}
