package org.ocppgateway.routing.credential;

import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SecurityProfile;

/**
 * Changes entries in a {@link CredentialStore} by the rules: a profile is never lowered, but from 3 to 2 with {@code allowDowngrade}, or
 * by {@link #delete} followed by {@link #put}. Members that are not known here are kept. Each change compares and sets, so two changes
 * at a time both take effect. Called by any number of virtual threads.
 */
public final class CredentialAdministration {
    /** How often a change is tried while others change the same entry. */
    private static final int MAX_TRIES = 10;

    private final CredentialStore store;

    public CredentialAdministration(CredentialStore store) {
        this.store = store;
    }

    /** Result of a {@link #put}. */
    public sealed interface PutResult {
        /**
         * The entry is stored.
         *
         * @param previous what it replaced; null for a new one
         */
        record Stored(CredentialEntry entry, @Nullable CredentialEntry previous) implements PutResult {}

        /**
         * Nothing was changed, because the profile would be lower than the entry's or the last one.
         *
         * @param lowestAllowed the lowest profile that the entry may have
         */
        record Lowered(SecurityProfile lowestAllowed) implements PutResult {}
    }

    /** Result of a {@link #rotate}. */
    public enum RotateResult {
        /** The present and the new password are accepted. */
        BEGUN,
        /** Nothing was changed: the entry has the new password already. */
        REPEATED,
        /** Nothing was changed: no connection has used the password of the last rotation yet. */
        PENDING,
        /** There is no entry. */
        NO_ENTRY
    }

    /** An entry before and after a change. */
    private record Edit(CredentialEntry before, CredentialEntry after) {
        RotateResult result(String newPasswordHash) {
            if (!newPasswordHash.equals(after.passwordHash())) {
                return RotateResult.PENDING;
            }
            return after.equals(before) ? RotateResult.REPEATED : RotateResult.BEGUN;
        }
    }

    /** Computes a new entry from the present one, which is null if there is none. May be called several times. */
    @FunctionalInterface
    public interface Change {
        CredentialEntry apply(@Nullable CredentialEntry present);
    }

    /** The present entry; empty if there is none. */
    public Optional<CredentialEntry> find(ChargePointId chargePointId)
            throws CredentialStoreException, InvalidCredentialEntryException, InterruptedException {
        String text = store.find(chargePointId);
        return text == null ? Optional.empty() : Optional.of(CredentialEntryJson.parse(text));
    }

    /** Creates or replaces an entry. One that cannot be read is replaced as if there were none; its last profile still counts. */
    public PutResult put(ChargePointId chargePointId, Change change)
            throws CredentialStoreException, InterruptedException {
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            String text = store.find(chargePointId);
            CredentialEntry present = readable(text);
            CredentialEntry next = change.apply(present);
            if (present != null && present.allowDowngrade() && next.profile() == SecurityProfile.BASIC_OVER_TLS) {
                next = next.withDowngradeAllowed(); // else the last profile would keep the charge point out
            }
            SecurityProfile lowest = lowestAllowed(present, store.lastProfile(chargePointId), next);
            if (next.profile().isLowerThan(lowest)) {
                return new PutResult.Lowered(lowest);
            }
            String replacement = CredentialEntryJson.write(next, text);
            if (store.replace(chargePointId, text, replacement)) {
                return new PutResult.Stored(next, present);
            }
        }
        throw tooManyChanges(chargePointId);
    }

    /**
     * Deletes an entry and its last profile.
     *
     * @return whether there was an entry
     */
    public boolean delete(ChargePointId chargePointId) throws CredentialStoreException, InterruptedException {
        return store.delete(chargePointId);
    }

    /**
     * Begins a rotation: the new password is accepted from now on, the present one until the new one was seen. While a rotation is pending,
     * nothing is changed: the charge point may use each of its two passwords, and an entry has no place for a third one.
     */
    public RotateResult rotate(ChargePointId chargePointId, String newPasswordHash, Instant now)
            throws CredentialStoreException, InvalidCredentialEntryException, InterruptedException {
        return edit(
                        chargePointId,
                        entry -> newPasswordHash.equals(entry.passwordHash()) || entry.rotationPending()
                                ? entry
                                : entry.rotated(newPasswordHash, now))
                .map(edit -> edit.result(newPasswordHash))
                .orElse(RotateResult.NO_ENTRY);
    }

    /** Ends a rotation, because the charge point came with the new password: the previous one is accepted no more. */
    public Optional<CredentialEntry> confirmRotation(ChargePointId chargePointId, String seenPasswordHash)
            throws CredentialStoreException, InvalidCredentialEntryException, InterruptedException {
        return edit(
                        chargePointId,
                        entry ->
                                seenPasswordHash.equals(entry.passwordHash()) ? entry.withoutPreviousPassword() : entry)
                .map(Edit::after);
    }

    /** Takes a rotation back, because the charge point refused the new password. */
    public Optional<CredentialEntry> cancelRotation(ChargePointId chargePointId, String newPasswordHash, Instant now)
            throws CredentialStoreException, InvalidCredentialEntryException, InterruptedException {
        return edit(
                        chargePointId,
                        entry -> newPasswordHash.equals(entry.passwordHash()) && entry.rotationPending()
                                ? entry.withPreviousPasswordOnly(now)
                                : entry)
                .map(Edit::after);
    }

    /**
     * The lowest profile that a new entry may have.
     *
     * @param present the entry that it replaces; null for none
     */
    static SecurityProfile lowestAllowed(
            @Nullable CredentialEntry present, SecurityProfile lastProfile, CredentialEntry next) {
        SecurityProfile highest =
                present == null ? lastProfile : SecurityProfile.highest(present.profile(), lastProfile);
        boolean downgradeAllowed = next.allowDowngrade() || (present != null && present.allowDowngrade());
        return highest == SecurityProfile.MUTUAL_TLS && downgradeAllowed ? SecurityProfile.BASIC_OVER_TLS : highest;
    }

    private Optional<Edit> edit(ChargePointId chargePointId, UnaryOperator<CredentialEntry> change)
            throws CredentialStoreException, InvalidCredentialEntryException, InterruptedException {
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            String text = store.find(chargePointId);
            if (text == null) {
                return Optional.empty();
            }
            CredentialEntry present = CredentialEntryJson.parse(text);
            CredentialEntry next = change.apply(present);
            if (next.equals(present) || store.replace(chargePointId, text, CredentialEntryJson.write(next, text))) {
                return Optional.of(new Edit(present, next));
            }
        }
        throw tooManyChanges(chargePointId);
    }

    private static @Nullable CredentialEntry readable(@Nullable String text) {
        try {
            return text == null ? null : CredentialEntryJson.parse(text);
        } catch (InvalidCredentialEntryException e) {
            return null;
        }
    }

    private static CredentialStoreException tooManyChanges(ChargePointId chargePointId) {
        return new CredentialStoreException(
                new IllegalStateException("the entry of " + chargePointId + " is changed by too many at a time"));
    }
}
