package org.ocppgateway.protocol.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SessionEpoch;

/** Event ids: what a backend deduplicates by. */
public final class EventId {
    private static final int DIGEST_BYTES = 16;

    /** Never fed, only copied. */
    private static final MessageDigest SHA_256 = sha256();

    private EventId() {}

    /** The id of an event that a retry of its message need not share. */
    public static String of(ChargePointId chargePointId, SessionEpoch epoch, long sequence) {
        return chargePointId.value() + ':' + epoch.value() + ':' + sequence;
    }

    /** The id of a message that is recognised by its content: a retry has the same, whatever its message id and session. */
    public static String of(ChargePointId chargePointId, Action action, String contentKey) {
        byte[] digest = newSha256().digest((action.name() + '\n' + contentKey).getBytes(StandardCharsets.UTF_8));
        return chargePointId.value() + ':' + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    }

    /** A copy costs much less than to look the algorithm up. */
    private static MessageDigest newSha256() {
        try {
            return (MessageDigest) SHA_256.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 of the JDK can be copied", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
