package org.ocppgateway.gateway.authentication;

import java.util.Arrays;
import org.ocppgateway.gateway.password.Password;

/** Content of the header {@code Authorization} of an upgrade request. Closing it wipes the password. */
public sealed interface Authorization extends AutoCloseable {

    /** There is no such header. */
    record Absent() implements Authorization {
        @Override
        public void close() {}
    }

    /**
     * The header does not conform to RFC 7617.
     *
     * @param problem for the operator, without any part of the header
     */
    record Malformed(String problem) implements Authorization {
        @Override
        public void close() {}
    }

    /** A user name and a password, both as bytes. Belongs to one thread. */
    final class Basic implements Authorization {
        private final byte[] userName;
        private final Password password;

        /** Takes both over. */
        Basic(byte[] userName, Password password) {
            this.userName = userName;
            this.password = password;
        }

        byte[] userName() {
            return userName;
        }

        public Password password() {
            return password;
        }

        /** Also the user name: some confuse the two. */
        @Override
        public void close() {
            Arrays.fill(userName, (byte) 0);
            password.close();
        }

        @Override
        public String toString() {
            return "Basic[...]";
        }
    }

    @Override
    void close();
}
