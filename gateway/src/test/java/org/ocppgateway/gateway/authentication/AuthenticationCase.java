package org.ocppgateway.gateway.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.authentication.AuthenticationResult.Admitted;
import org.ocppgateway.gateway.authentication.AuthenticationResult.Refused;
import org.ocppgateway.gateway.authentication.TransportSecurity.Encryption;
import org.ocppgateway.gateway.credential.CredentialLookup;
import org.ocppgateway.gateway.credential.CredentialSource;
import org.ocppgateway.gateway.limit.AttemptLimits;
import org.ocppgateway.gateway.limit.AttemptSource;
import org.ocppgateway.gateway.limit.NetworkAddress;
import org.ocppgateway.gateway.password.Password;
import org.ocppgateway.gateway.password.PasswordCheck;
import org.ocppgateway.gateway.password.Verification;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SecurityProfile;
import org.ocppgateway.routing.credential.CredentialEntry;

/**
 * One connection attempt of the charge point CP-1 in words.
 *
 * <p>Entry: {@code none}, {@code out}, or a profile, followed by any of {@code blocked}, {@code nohash}, {@code rotated} (there is a
 * previous password), {@code downgrade}, {@code SN-1} (certificate subject), {@code DN} ({@code CN=SN-1,O=Op}). Last profile: a number, or
 * {@code ?} if it cannot be read.
 */
final class AuthenticationCase {
    static final ChargePointId ID = new ChargePointId("CP-1");

    private static final String SERIAL = "SN-1";
    private static final String DISTINGUISHED_NAME = "CN=SN-1,O=Op";
    private static final List<String> ENTRIES = List.of("", "blocked", "nohash", "rotated", "downgrade", "SN-1", "DN");
    private static final List<String> PASSWORDS =
            List.of("", "right", "old", "wrong", "empty", "junk", "user", "limited", "busy", "unverifiable");
    private static final List<String> TRANSPORTS = List.of(
            "plain",
            "plain mark",
            "tls",
            "proxy",
            "front",
            "tls cert:CP-1",
            "tls cert:SN-1",
            "proxy cert:CP-1",
            "proxy cert:SN-1",
            "tls dn:CN=SN-1,O=Op",
            "tls rejected");

    private final int required;
    private final boolean hide;
    private final String entry;
    private final String last;
    private final Offer offer;
    private final Checks checks = new Checks();
    private @Nullable AuthenticationResult result;

    AuthenticationCase(int required, boolean hide, String entry, String last, Offer offer) {
        this.required = required;
        this.hide = hide;
        this.entry = entry;
        this.last = last;
        this.offer = offer;
    }

    /** Takes one case. */
    interface Visitor {
        void visit(AuthenticationCase each) throws Exception;
    }

    static void forAll(Visitor visitor) throws Exception {
        List<String> entries = new ArrayList<>(List.of("none", "out"));
        for (int profile = 0; profile <= 3; profile++) {
            for (String more : ENTRIES) {
                entries.add((profile + " " + more).strip());
            }
        }
        for (String transport : TRANSPORTS) {
            for (String password : PASSWORDS) {
                Offer offer = Offer.parse(transport + " " + password);
                for (String entry : entries) {
                    for (String last : List.of("?", "0", "1", "2", "3")) {
                        for (int required = 0; required <= 3; required++) {
                            visitor.visit(new AuthenticationCase(required, false, entry, last, offer));
                            visitor.visit(new AuthenticationCase(required, true, entry, last, offer));
                        }
                    }
                }
            }
        }
    }

    /**
     * Facts of the connection: {@code plain}, {@code tls}, {@code proxy} (a trusted one), {@code front} (declared so); a verified
     * certificate as {@code cert:} with its common names or {@code dn:} with its subject, or {@code rejected}; {@code mark} for an untrusted
     * mark; and a password that is {@code right} or something else.
     */
    record Offer(String text, TransportSecurity transport, String password) {
        static Offer parse(String text) {
            Encryption encryption = Encryption.NONE;
            ClientCertificate certificate = new ClientCertificate.None();
            boolean mark = false;
            String password = "";
            for (String word : text.strip().split(" +")) {
                if (word.startsWith("cert:")) {
                    String names = word.substring(5);
                    certificate = new ClientCertificate.Verified(
                            new CertificateName(names.isEmpty() ? List.of() : List.of(names.split("\\+")), null));
                } else if (word.startsWith("dn:")) {
                    certificate =
                            new ClientCertificate.Verified(CertificateName.of(new X500Principal(word.substring(3))));
                } else {
                    switch (word) {
                        case "plain" -> encryption = Encryption.NONE;
                        case "tls" -> encryption = Encryption.GATEWAY;
                        case "proxy" -> encryption = Encryption.TRUSTED_PROXY;
                        case "front" -> encryption = Encryption.IN_FRONT;
                        case "mark" -> mark = true;
                        case "rejected" ->
                            certificate = new ClientCertificate.Rejected(
                                    CertificateName.ofCommonName("CP-1"), "it was revoked");
                        default -> password = word;
                    }
                }
            }
            return new Offer(text, new TransportSecurity(encryption, certificate, mark), password);
        }

        Authorization authorization() {
            return switch (password) {
                case "" -> new Authorization.Absent();
                case "junk" -> new Authorization.Malformed("the scheme is not Basic");
                case "empty" -> new Authorization.Basic("CP-1".getBytes(UTF_8), Password.of(new byte[0]));
                case "user" -> new Authorization.Basic("CP-2".getBytes(UTF_8), Password.of("right".getBytes(UTF_8)));
                default -> new Authorization.Basic("CP-1".getBytes(UTF_8), Password.of(password.getBytes(UTF_8)));
            };
        }
    }

    /** Finds what the password says about itself. */
    private static final class Checks implements PasswordCheck {
        private int verified;
        private int pretended;

        @Override
        public Verification verify(AttemptSource from, Password password, String hash, @Nullable String previous) {
            verified++;
            return switch (new String(password.bytes(), UTF_8)) {
                case "right" -> new Verification.Matched(false);
                case "old" -> previous == null ? new Verification.Mismatched() : new Verification.Matched(true);
                case "unverifiable" -> new Verification.Unverifiable("no such key");
                default -> failed(password);
            };
        }

        @Override
        public Verification pretend(AttemptSource from, Password password) {
            pretended++;
            return failed(password);
        }

        private static Verification failed(Password password) {
            return switch (new String(password.bytes(), UTF_8)) {
                case "limited" -> new Verification.Limited(AttemptLimits.Scope.IDENTITY, Duration.ofMillis(1));
                case "busy" -> new Verification.Busy();
                default -> new Verification.Mismatched();
            };
        }
    }

    AuthenticationResult result() throws InterruptedException {
        AuthenticationResult known = result;
        if (known == null) {
            AuthenticationSettings settings = new AuthenticationSettings(
                    SecurityProfile.ofLevel(required),
                    hide,
                    AuthenticationSettings.Tolerance.NONE,
                    Duration.ofSeconds(30));
            NetworkAddress address = NetworkAddress.parse("192.0.2.1").orElseThrow();
            known = new AuthenticationPolicy(settings, checks)
                    .decide(new AuthenticationRequest(
                            new AttemptSource(ID, address),
                            offer.authorization(),
                            offer.transport(),
                            lookup(),
                            last.equals("?") ? null : lastProfile()));
            result = known;
        }
        return known;
    }

    private CredentialLookup lookup() {
        return switch (entry) {
            case "none" -> new CredentialLookup.Unknown();
            case "out" -> new CredentialLookup.Unavailable(CredentialSource.Name.HTTP, "no answer");
            default ->
                new CredentialLookup.Found(
                        new CredentialEntry(
                                SecurityProfile.ofLevel(entry.charAt(0) - '0'),
                                has("nohash") ? null : "$hash",
                                has("rotated") ? "$previous" : null,
                                subject(),
                                has("blocked"),
                                has("downgrade"),
                                null),
                        CredentialSource.Name.FILE,
                        false);
        };
    }

    private boolean has(String word) {
        return entry.endsWith(word);
    }

    private @Nullable String subject() {
        if (has(SERIAL)) {
            return SERIAL;
        }
        return has("DN") ? DISTINGUISHED_NAME : null;
    }

    private SecurityProfile lastProfile() {
        return last.equals("?") ? SecurityProfile.NONE : SecurityProfile.ofLevel(last.charAt(0) - '0');
    }

    /** The result in words. */
    String decided() throws InterruptedException {
        return switch (result()) {
            case Refused refused -> refused.reason().label() + " " + refused.status();
            case Admitted admitted -> {
                String by = switch (admitted.authenticated().principal()) {
                    case Principal.Unproven unproven -> "unproven";
                    case Principal.ByPassword password -> password.previous() ? "old password" : "password";
                    case Principal.ByCertificate certificate -> "certificate";
                };
                SecurityProfile profile = admitted.authenticated().entryProfile();
                yield admitted.authenticated().profile().level() + " " + by + ", "
                        + (profile == null ? "no entry" : "entry " + profile.level())
                        + (admitted.confirmedHash() != null ? ", confirms" : "");
            }
        };
    }

    int pretended() {
        return checks.pretended;
    }

    /** Checks that cost time, real ones and others. */
    int checked() {
        return checks.verified + checks.pretended;
    }

    boolean hideUnknown() {
        return hide;
    }

    boolean unavailable() {
        return entry.equals("out");
    }

    boolean blocked() {
        return has("blocked");
    }

    private boolean known() {
        return !entry.equals("none") && !unavailable();
    }

    @Nullable
    SecurityProfile entryProfile() {
        return known() ? SecurityProfile.ofLevel(entry.charAt(0) - '0') : null;
    }

    /** The same attempt for an identity without an entry, where that is refused. */
    AuthenticationCase asUnknown() {
        return new AuthenticationCase(1, hide, "none", last, offer);
    }

    /** The least that has to be proved. */
    SecurityProfile required() {
        SecurityProfile ofEntry = entryProfile();
        if (ofEntry == null) {
            return SecurityProfile.ofLevel(required);
        }
        if (has("downgrade") && ofEntry.level() == 2 && lastProfile().level() == 3) {
            return ofEntry;
        }
        return SecurityProfile.ofLevel(Math.max(ofEntry.level(), lastProfile().level()));
    }

    private boolean provesPassword() {
        return known()
                && !has("nohash")
                && (offer.password().equals("right") || (offer.password().equals("old") && has("rotated")));
    }

    private boolean provesCertificate() {
        if (!(offer.transport().certificate() instanceof ClientCertificate.Verified verified)) {
            return false;
        }
        String name = verified.name().toString();
        return has("DN") ? name.equals(DISTINGUISHED_NAME) : name.startsWith(has(SERIAL) ? "CN=SN-1" : "CN=CP-1");
    }

    /** The profile that the connection proves. */
    SecurityProfile proved() {
        if (required() == SecurityProfile.NONE) {
            return SecurityProfile.NONE;
        }
        if (required() != SecurityProfile.MUTUAL_TLS && provesPassword()) {
            return offer.transport().isEncrypted() ? SecurityProfile.BASIC_OVER_TLS : SecurityProfile.BASIC;
        }
        return SecurityProfile.MUTUAL_TLS;
    }

    /** Written from the rules, not from the policy. */
    boolean mustBeAdmitted() {
        if (unavailable() || blocked()) {
            return false;
        }
        if (!known()) {
            return switch (SecurityProfile.ofLevel(required)) {
                case NONE -> lastProfile() == SecurityProfile.NONE;
                case BASIC, BASIC_OVER_TLS -> false;
                case MUTUAL_TLS -> provesCertificate();
            };
        }
        boolean namedCertificate = subject() != null && offer.password().isEmpty() && provesCertificate();
        return switch (required()) {
            case NONE -> true;
            case BASIC -> provesPassword() || namedCertificate;
            case BASIC_OVER_TLS -> offer.transport().isEncrypted() && (provesPassword() || namedCertificate);
            case MUTUAL_TLS -> provesCertificate();
        };
    }

    @Override
    public String toString() {
        return "required " + required + (hide ? " hidden" : "") + ", entry " + entry + ", last " + last + ", offered "
                + offer.text();
    }
}
