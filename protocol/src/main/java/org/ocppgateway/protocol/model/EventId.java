package org.ocppgateway.protocol.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SessionEpoch;

/** Creates event ids. Backends use them to remove duplicates. */
public final class EventId {
    private static final int DIGEST_BYTES = 16;

    /** Only cloned, never updated. */
    private static final MessageDigest SHA_256 = sha256();

    private EventId() {}

    /** Returns the id of an event whose retries need not be recognised. */
    public static String of(ChargePointId chargePointId, SessionEpoch epoch, long sequence) {
        return chargePointId.value() + ':' + epoch.value() + ':' + sequence;
    }

    /**
     * Returns the id of an event whose message is identified by its content. A retry gets the same id, with any message id and
     * in any session.
     */
    public static String of(ChargePointId chargePointId, Action action, String contentKey) {
        byte[] digest = newSha256().digest((action.name() + '\n' + contentKey).getBytes(StandardCharsets.UTF_8));
        return chargePointId.value() + ':' + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    }

    /** Cloning is much cheaper than looking up the algorithm. */
    private static MessageDigest newSha256() {
        try {
            return (MessageDigest) SHA_256.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the SHA-256 implementation of the JDK is not cloneable", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing, which every Java platform must provide", e);
        }
    }
}
