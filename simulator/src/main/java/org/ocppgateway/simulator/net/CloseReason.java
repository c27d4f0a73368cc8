package org.ocppgateway.simulator.net;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a connection is over, or never came to be. */
public sealed interface CloseReason {

    /** A short text to count by: the same for all endings of one kind. */
    String label();

    /** The server answered the upgrade with another status than 101. */
    record Refused(int status, @Nullable Duration retryAfter) implements CloseReason {
        @Override
        public String label() {
            return "refused with HTTP " + status;
        }
    }

    /** The server sent a close frame; 1005 stands for a close frame without a code. */
    record ByServer(int code, String reason) implements CloseReason {
        @Override
        public String label() {
            return "closed by the server with " + code;
        }
    }

    /** The charge point closed it. */
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

    /** No connection, or no answer to the upgrade, in time. */
    record TimedOut() implements CloseReason {
        @Override
        public String label() {
            return "handshake timed out";
        }
    }

    /** The server broke the rules of WebSocket; the code is the one it was closed with (RFC 6455, 7.4.1). */
    record Violation(int code, String problem) implements CloseReason {
        @Override
        public String label() {
            return "protocol violation: " + problem;
        }
    }
}
