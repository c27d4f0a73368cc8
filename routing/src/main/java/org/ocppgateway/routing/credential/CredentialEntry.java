package org.ocppgateway.routing.credential;

import java.time.Instant;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.SecurityProfile;

/**
 * Requirements for the handshake of a charge point. Contains hashes of passwords, never a password.
 *
 * @param profile that the charge point has to use at least
 * @param passwordHash of the Basic password; null if it has none, which keeps it out at profiles 1 and 2
 * @param previousPasswordHash of the password before a rotation; accepted until the new one was seen
 * @param certificateSubject the common name of the client certificate, or its whole distinguished name if it contains {@code =}; null for
 *     the identity as common name
 * @param blocked whether the charge point is kept out whatever it proves
 * @param allowDowngrade whether the profile may be lowered from 3 to 2
 * @param updatedAt when the entry was changed last, as far as its writer recorded that
 */
public record CredentialEntry(
        SecurityProfile profile,
        @Nullable String passwordHash,
        @Nullable String previousPasswordHash,
        @Nullable String certificateSubject,
        boolean blocked,
        boolean allowDowngrade,
        @Nullable Instant updatedAt) {
    /** Longest hash, in characters. */
    public static final int MAX_HASH_LENGTH = 512;

    /** Longest certificate subject, in characters. */
    public static final int MAX_SUBJECT_LENGTH = 1024;

    /** @throws IllegalArgumentException naming the member that is not acceptable */
    public CredentialEntry {
        requireHash("passwordHash", passwordHash);
        requireHash("previousPasswordHash", previousPasswordHash);
        if (certificateSubject != null) {
            requireSubject(certificateSubject);
        }
    }

    /** An entry that requires a profile and has no password or certificate to prove it yet. */
    public static CredentialEntry of(SecurityProfile profile) {
        return new CredentialEntry(profile, null, null, null, false, false, null);
    }

    /** Whether both passwords of a rotation are accepted, because no connection has used the new one yet. */
    public boolean rotationPending() {
        return previousPasswordHash != null;
    }

    /** The entry after a rotation: the present password becomes the previous one. */
    public CredentialEntry rotated(String newPasswordHash, Instant now) {
        return new CredentialEntry(
                profile, newPasswordHash, passwordHash, certificateSubject, blocked, allowDowngrade, now);
    }

    /** The entry without a previous password: the new one was seen, so the old one ends. */
    public CredentialEntry withoutPreviousPassword() {
        return new CredentialEntry(profile, passwordHash, null, certificateSubject, blocked, allowDowngrade, updatedAt);
    }

    /** The entry with {@link #allowDowngrade} set. */
    public CredentialEntry withDowngradeAllowed() {
        return new CredentialEntry(
                profile, passwordHash, previousPasswordHash, certificateSubject, blocked, true, updatedAt);
    }

    /** The entry with the previous password as its only one: the charge point refused the new one. */
    public CredentialEntry withPreviousPasswordOnly(Instant now) {
        return new CredentialEntry(
                profile, previousPasswordHash, null, certificateSubject, blocked, allowDowngrade, now);
    }

    /** Names what is set, without any hash. */
    @Override
    public String toString() {
        return "CredentialEntry[profile=" + profile.level()
                + (passwordHash == null ? "" : ", passwordHash set")
                + (previousPasswordHash == null ? "" : ", previousPasswordHash set")
                + (certificateSubject == null ? "" : ", certificateSubject=" + certificateSubject)
                + (blocked ? ", blocked" : "")
                + (allowDowngrade ? ", allowDowngrade" : "")
                + (updatedAt == null ? "" : ", updatedAt=" + updatedAt)
                + "]";
    }

    private static boolean isDistinguishedName(String subject) {
        return subject.indexOf('=') >= 0;
    }

    private static void requireHash(String member, @Nullable String hash) {
        if (hash != null && (hash.isEmpty() || hash.length() > MAX_HASH_LENGTH)) {
            throw new IllegalArgumentException(member + " must have 1 to " + MAX_HASH_LENGTH + " characters");
        }
    }

    private static void requireSubject(String subject) {
        if (subject.isBlank() || subject.length() > MAX_SUBJECT_LENGTH) {
            throw new IllegalArgumentException(
                    "certificateSubject must have 1 to " + MAX_SUBJECT_LENGTH + " characters");
        }
        if (isDistinguishedName(subject)) {
            try {
                var unused = new X500Principal(subject);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("certificateSubject is no distinguished name: " + subject, e);
            }
        }
    }
}
