package org.ocppgateway.routing.credential;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SecurityProfile;
import org.ocppgateway.routing.credential.CredentialAdministration.PutResult;
import org.ocppgateway.routing.credential.CredentialAdministration.RotateResult;

/** Rules of every store of credentials, and rules for changing entries. */
public abstract class CredentialStoreContract {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

    protected final ChargePointId chargePoint =
            new ChargePointId(UUID.randomUUID().toString());

    protected abstract CredentialStore store();

    private CredentialAdministration administration() {
        return new CredentialAdministration(store());
    }

    private PutResult put(SecurityProfile profile) throws Exception {
        return administration().put(chargePoint, present -> CredentialEntry.of(profile));
    }

    private void raiseLastProfile(SecurityProfile profile) {
        store().raiseLastProfile(chargePoint, profile);
        await().until(() -> !store().lastProfile(chargePoint).isLowerThan(profile));
    }

    private static CredentialEntry withPassword(String hash) {
        return new CredentialEntry(SecurityProfile.BASIC, hash, null, null, false, false, null);
    }

    private static String hashOf(@Nullable CredentialEntry entry) {
        return entry == null ? "" : String.valueOf(entry.passwordHash());
    }

    @Test
    void anUnknownChargePointHasNothing() throws Exception {
        assertNull(store().find(chargePoint));
        assertEquals(SecurityProfile.NONE, store().lastProfile(chargePoint));
        assertEquals(Optional.empty(), administration().find(chargePoint));
        assertFalse(administration().delete(chargePoint));
        assertEquals(RotateResult.NO_ENTRY, administration().rotate(chargePoint, "$new", NOW));
    }

    @Test
    void anEntryIsReplacedOnlyIfItIsTheOneExpected() throws Exception {
        assertFalse(store().replace(chargePoint, "other", "one"));
        assertTrue(store().replace(chargePoint, null, "one"));
        assertFalse(store().replace(chargePoint, null, "two"));
        assertTrue(store().replace(chargePoint, "one", "two"));
        assertTrue(store().replace(chargePoint, "one", "two"), "repeated after a lost answer");
        assertEquals("two", store().find(chargePoint));
    }

    @Test
    void theLastProfileIsRaisedAndNeverLowered() throws Exception {
        raiseLastProfile(SecurityProfile.BASIC_OVER_TLS);
        store().raiseLastProfile(chargePoint, SecurityProfile.BASIC);
        raiseLastProfile(SecurityProfile.BASIC_OVER_TLS);
        assertEquals(SecurityProfile.BASIC_OVER_TLS, store().lastProfile(chargePoint));
        raiseLastProfile(SecurityProfile.MUTUAL_TLS);
        assertEquals(SecurityProfile.MUTUAL_TLS, store().lastProfile(chargePoint));
    }

    @Test
    void putCreatesAndReplaces() throws Exception {
        CredentialEntry first = withPassword("$first");
        CredentialEntry second = withPassword("$second");
        assertEquals(new PutResult.Stored(first, null), administration().put(chargePoint, present -> first));
        assertEquals(new PutResult.Stored(second, first), administration().put(chargePoint, present -> second));
        assertEquals(Optional.of(second), administration().find(chargePoint));
    }

    @Test
    void aPutThatLowersTheEntrysProfileIsRefused() throws Exception {
        put(SecurityProfile.BASIC_OVER_TLS);
        assertEquals(new PutResult.Lowered(SecurityProfile.BASIC_OVER_TLS), put(SecurityProfile.BASIC));
        assertEquals(new PutResult.Lowered(SecurityProfile.BASIC_OVER_TLS), put(SecurityProfile.NONE));
        assertEquals(
                SecurityProfile.BASIC_OVER_TLS,
                administration().find(chargePoint).orElseThrow().profile());
    }

    @Test
    void aPutBelowTheLastProfileIsRefusedEvenWithoutAnEntry() throws Exception {
        raiseLastProfile(SecurityProfile.MUTUAL_TLS);
        assertEquals(new PutResult.Lowered(SecurityProfile.MUTUAL_TLS), put(SecurityProfile.BASIC_OVER_TLS));
        assertNull(store().find(chargePoint));
    }

    @Test
    void deleteForgetsTheLastProfileSoThatALowerOneMayFollow() throws Exception {
        put(SecurityProfile.MUTUAL_TLS);
        raiseLastProfile(SecurityProfile.MUTUAL_TLS);
        assertTrue(administration().delete(chargePoint));
        assertEquals(SecurityProfile.NONE, store().lastProfile(chargePoint));
        assertTrue(put(SecurityProfile.BASIC) instanceof PutResult.Stored);
    }

    @Test
    void fromThreeToTwoAndNoLowerWithAllowDowngrade() throws Exception {
        CredentialEntry three = new CredentialEntry(SecurityProfile.MUTUAL_TLS, "$p", null, null, false, true, null);
        administration().put(chargePoint, present -> three);
        raiseLastProfile(SecurityProfile.MUTUAL_TLS);
        assertEquals(new PutResult.Lowered(SecurityProfile.BASIC_OVER_TLS), put(SecurityProfile.BASIC));
        for (int times = 0; times < 2; times++) {
            put(SecurityProfile.BASIC_OVER_TLS);
            CredentialEntry two = administration().find(chargePoint).orElseThrow();
            assertEquals(SecurityProfile.BASIC_OVER_TLS, two.profile());
            assertTrue(two.allowDowngrade(), "else the last profile would keep the charge point out");
        }
        assertEquals(new PutResult.Lowered(SecurityProfile.BASIC_OVER_TLS), put(SecurityProfile.BASIC));
    }

    @Test
    void allowDowngradeOfTheNewEntryIsEnough() throws Exception {
        put(SecurityProfile.MUTUAL_TLS);
        assertEquals(new PutResult.Lowered(SecurityProfile.MUTUAL_TLS), put(SecurityProfile.BASIC_OVER_TLS));
        CredentialEntry two = new CredentialEntry(SecurityProfile.BASIC_OVER_TLS, "$p", null, null, false, true, null);
        assertTrue(administration().put(chargePoint, present -> two) instanceof PutResult.Stored);
    }

    @Test
    void aRotationKeepsTheOldPasswordUntilItIsConfirmed() throws Exception {
        administration().put(chargePoint, present -> withPassword("$old"));
        assertEquals(RotateResult.BEGUN, administration().rotate(chargePoint, "$new", NOW));
        CredentialEntry rotated = administration().find(chargePoint).orElseThrow();
        assertEquals("$new", rotated.passwordHash());
        assertEquals("$old", rotated.previousPasswordHash());
        assertEquals(NOW, rotated.updatedAt());
        assertEquals(RotateResult.REPEATED, administration().rotate(chargePoint, "$new", NOW));
        assertEquals(Optional.of(rotated), administration().find(chargePoint));

        assertEquals(Optional.of(rotated), administration().confirmRotation(chargePoint, "$old"));
        CredentialEntry confirmed =
                administration().confirmRotation(chargePoint, "$new").orElseThrow();
        assertEquals("$new", confirmed.passwordHash());
        assertNull(confirmed.previousPasswordHash());
    }

    @Test
    void aRotationThatTheChargePointRefusedIsTakenBack() throws Exception {
        administration().put(chargePoint, present -> withPassword("$old"));
        administration().rotate(chargePoint, "$new", NOW);
        administration().cancelRotation(chargePoint, "$other", NOW);
        assertEquals("$new", administration().find(chargePoint).orElseThrow().passwordHash());
        CredentialEntry cancelled =
                administration().cancelRotation(chargePoint, "$new", NOW).orElseThrow();
        assertEquals("$old", cancelled.passwordHash());
        assertNull(cancelled.previousPasswordHash());
    }

    @Test
    void aFurtherRotationEndsNoPasswordThatTheChargePointMayUse() throws Exception {
        administration().put(chargePoint, present -> withPassword("$old"));
        administration().rotate(chargePoint, "$new", NOW);
        assertEquals(RotateResult.PENDING, administration().rotate(chargePoint, "$newest", NOW));
        administration().cancelRotation(chargePoint, "$newest", NOW);
        CredentialEntry entry = administration().find(chargePoint).orElseThrow();
        assertEquals("$new", entry.passwordHash(), "the charge point may have taken it");
        assertEquals("$old", entry.previousPasswordHash(), "the charge point may have kept it");

        administration().confirmRotation(chargePoint, "$new");
        assertEquals(RotateResult.BEGUN, administration().rotate(chargePoint, "$newest", NOW));
    }

    @Test
    void changesKeepMembersThatAreNotKnownHere() throws Exception {
        store().replace(chargePoint, null, "{\"site\":{\"n\":[]},\"profile\":1,\"passwordHash\":\"$old\"}");
        administration().rotate(chargePoint, "$new", NOW);
        String text = String.valueOf(store().find(chargePoint));
        assertTrue(text.contains("\"site\":{\"n\":[]}"), text);
    }

    @Test
    void anUnreadableEntryMayBeReplacedButNotBelowTheLastProfile() throws Exception {
        store().replace(chargePoint, null, "nonsense");
        raiseLastProfile(SecurityProfile.BASIC);
        assertEquals(new PutResult.Lowered(SecurityProfile.BASIC), put(SecurityProfile.NONE));
        assertTrue(put(SecurityProfile.BASIC) instanceof PutResult.Stored);
    }

    @Test
    void changesAtATimeAllTakeEffect() throws Exception {
        administration().put(chargePoint, present -> withPassword("$0"));
        List<Future<PutResult>> changes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String mark : List.of("a", "b", "c", "d")) {
                changes.add(threads.submit(() ->
                        administration().put(chargePoint, present -> withPassword(hashOf(present) + mark))));
            }
        }
        for (Future<PutResult> change : changes) {
            assertTrue(change.get() instanceof PutResult.Stored);
        }
        String hash = hashOf(administration().find(chargePoint).orElseThrow());
        assertEquals(6, hash.length(), hash);
        for (String mark : List.of("a", "b", "c", "d")) {
            assertTrue(hash.contains(mark), hash);
        }
    }

    @Test
    void oneReadGivesEntryAndLastProfile() throws Exception {
        assertNull(store().read(chargePoint).await().entry());
        store().replace(chargePoint, null, "one");
        raiseLastProfile(SecurityProfile.BASIC);
        StoredCredential stored = store().read(chargePoint).await();
        assertEquals("one", stored.entry());
        assertEquals(SecurityProfile.BASIC, stored.lastProfile());
        assertTrue(stored.inUse());
        ChargePointId other =
                new ChargePointId("other-" + UUID.randomUUID().toString().substring(0, 8));
        await().until(() -> store().read(other).await().inUse());
    }
}
