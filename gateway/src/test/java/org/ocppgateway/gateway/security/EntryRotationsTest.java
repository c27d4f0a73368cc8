package org.ocppgateway.gateway.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.gateway.credential.CredentialChain;
import org.ocppgateway.gateway.credential.RedisCredentialSource;
import org.ocppgateway.gateway.password.Argon2Cost;
import org.ocppgateway.gateway.password.HashKeys;
import org.ocppgateway.gateway.password.Password;
import org.ocppgateway.gateway.password.PasswordHasher;
import org.ocppgateway.gateway.session.PasswordRotations.Rotation;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SecurityProfile;
import org.ocppgateway.routing.credential.CredentialAdministration;
import org.ocppgateway.routing.credential.CredentialEntry;
import org.ocppgateway.routing.credential.CredentialStore;
import org.ocppgateway.routing.credential.PendingCredential;
import org.ocppgateway.routing.credential.StoredCredential;

class EntryRotationsTest {
    private static final ChargePointId ID = new ChargePointId("CP-1");
    private static final String WEAK = "second password";
    private static final String STRONG = "0123456789abcdeffedcba98765432100f1e2d3c";

    private final OneEntry store = new OneEntry();
    private final CredentialAdministration administration = new CredentialAdministration(store);
    private final PasswordHasher hasher = new PasswordHasher(
            new HashKeys(Map.of("one", new byte[HashKeys.MIN_BYTES]), "one"),
            new Argon2Cost(64, 1, 1),
            new SecureRandom());
    private final EntryRotations rotations = new EntryRotations(
            new CredentialChain(List.of(new RedisCredentialSource(store, false)), new PrometheusRegistry()),
            administration,
            hasher,
            Clock.systemUTC());

    /** The entry of one charge point. */
    private static final class OneEntry implements CredentialStore {
        private @Nullable String text;

        @Override
        public PendingCredential read(ChargePointId chargePointId) {
            StoredCredential stored = new StoredCredential(text, SecurityProfile.NONE, true);
            return () -> stored;
        }

        @Override
        public @Nullable String find(ChargePointId chargePointId) {
            return text;
        }

        @Override
        public boolean replace(ChargePointId chargePointId, @Nullable String expected, String replacement) {
            if (Objects.equals(text, expected)) {
                text = replacement;
            }
            return replacement.equals(text);
        }

        @Override
        public boolean delete(ChargePointId chargePointId) {
            boolean existed = text != null;
            text = null;
            return existed;
        }

        @Override
        public SecurityProfile lastProfile(ChargePointId chargePointId) {
            return SecurityProfile.NONE;
        }

        @Override
        public void raiseLastProfile(ChargePointId chargePointId, SecurityProfile profile) {
            // The last profile has no part in rotations.
        }
    }

    @BeforeEach
    void putTheFirstPassword() throws Exception {
        String hash = hash("first password");
        var unused = administration.put(
                ID, present -> new CredentialEntry(SecurityProfile.BASIC, hash, null, null, false, false, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {WEAK, STRONG})
    void whileARotationIsPendingAnotherPasswordIsRefused(String second) throws Exception {
        assertInstanceOf(Rotation.Begun.class, rotations.begin(ID, second));
        CredentialEntry pending = entry();
        Rotation.Refused refused = assertInstanceOf(Rotation.Refused.class, rotations.begin(ID, "third password"));
        assertTrue(refused.reason().startsWith("a rotation is pending"), refused.reason());
        assertEquals(pending, entry());
        assertTrue(matches(second, pending.passwordHash()));
        assertTrue(matches("first password", pending.previousPasswordHash()));
    }

    @ParameterizedTest
    @ValueSource(strings = {WEAK, STRONG})
    void thePendingPasswordMayBeSentAgain(String second) throws Exception {
        assertInstanceOf(Rotation.Begun.class, rotations.begin(ID, second));
        CredentialEntry pending = entry();
        assertEquals(new Rotation.Repeated(), rotations.begin(ID, second));
        assertEquals(pending, entry());
    }

    @Test
    void thePresentPasswordMayBeSentAgain() throws Exception {
        CredentialEntry present = entry();
        assertEquals(new Rotation.Repeated(), rotations.begin(ID, "first password"));
        assertEquals(present, entry());
    }

    @Test
    void afterAConnectionWithTheNewPasswordAnotherRotationMayBegin() throws Exception {
        Rotation.Begun second = assertInstanceOf(Rotation.Begun.class, rotations.begin(ID, WEAK));
        rotations.confirm(ID, second.newHash());
        assertInstanceOf(Rotation.Begun.class, rotations.begin(ID, STRONG));
        assertTrue(matches(WEAK, entry().previousPasswordHash()));
    }

    @Test
    void afterACancelledRotationAnotherOneMayBegin() throws Exception {
        Rotation.Begun second = assertInstanceOf(Rotation.Begun.class, rotations.begin(ID, WEAK));
        rotations.cancel(ID, second);
        assertInstanceOf(Rotation.Begun.class, rotations.begin(ID, STRONG));
        assertTrue(matches("first password", entry().previousPasswordHash()));
    }

    private CredentialEntry entry() throws Exception {
        return administration.find(ID).orElseThrow();
    }

    private String hash(String text) {
        try (Password password = Password.of(text.getBytes(UTF_8))) {
            return hasher.hash(password).text();
        }
    }

    private boolean matches(String text, @Nullable String hash) {
        try (Password password = Password.of(text.getBytes(UTF_8))) {
            return hash != null && hasher.matches(password, hash);
        }
    }
}
