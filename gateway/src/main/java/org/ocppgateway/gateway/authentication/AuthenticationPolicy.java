package org.ocppgateway.gateway.authentication;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.authentication.AuthenticationResult.Admitted;
import org.ocppgateway.gateway.authentication.AuthenticationResult.Refused;
import org.ocppgateway.gateway.credential.CredentialLookup;
import org.ocppgateway.gateway.password.PasswordCheck;
import org.ocppgateway.gateway.password.Verification;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SecurityProfile;
import org.ocppgateway.routing.credential.CredentialEntry;

/**
 * Decides whether the credentials of a connection are accepted. The decision depends on the entry of its charge point, the last profile
 * and what the connection proves. The profile of the entry is the minimum. A connection that proves a higher one does not raise it.
 * Thread-safe; blocks for the time of a password check.
 */
public final class AuthenticationPolicy {
    private static final int UNAUTHORIZED = 401;
    private static final Duration MIN_RETRY_AFTER = Duration.ofSeconds(1);

    private final AuthenticationSettings settings;
    private final PasswordCheck passwords;

    public AuthenticationPolicy(AuthenticationSettings settings, PasswordCheck passwords) {
        this.settings = settings;
        this.passwords = passwords;
    }

    /** Decides about one attempt. The caller closes its authorization. */
    public AuthenticationResult decide(AuthenticationRequest request) throws InterruptedException {
        AuthenticationResult result = switch (request.credentials()) {
            case CredentialLookup.Unavailable unavailable ->
                refused(
                        RefusalReason.SOURCE_UNAVAILABLE,
                        "credential source " + unavailable.source().label() + ": " + unavailable.reason());
            case CredentialLookup.Unknown unknown -> withoutEntry(request);
            case CredentialLookup.Found found -> byEntry(request, found.entry());
        };
        return settings.hideUnknown() && result instanceof Refused refused ? hidden(request, refused) : result;
    }

    private AuthenticationResult withoutEntry(AuthenticationRequest request) {
        return switch (settings.requiredProfile()) {
            case NONE ->
                lastProfile(request) == SecurityProfile.NONE
                        ? admitted(SecurityProfile.NONE, null, new Principal.Unproven())
                        : refused(
                                RefusalReason.LOWER_THAN_BEFORE,
                                "there is no credential entry, and it came with profile "
                                        + lastProfile(request).level() + " before");
            case BASIC, BASIC_OVER_TLS ->
                refused(RefusalReason.UNKNOWN_IDENTITY, "there is no credential entry for this identity");
            case MUTUAL_TLS -> byCertificate(request, null);
        };
    }

    private AuthenticationResult byEntry(AuthenticationRequest request, CredentialEntry entry)
            throws InterruptedException {
        if (entry.blocked()) {
            return refused(RefusalReason.BLOCKED, "the credential entry is blocked");
        }
        SecurityProfile required = requiredProfile(entry, lastProfile(request));
        return switch (required) {
            case NONE -> admitted(SecurityProfile.NONE, entry, new Principal.Unproven());
            case BASIC -> byPassword(request, entry);
            case BASIC_OVER_TLS ->
                request.transport().isEncrypted()
                        ? byPassword(request, entry)
                        : tooLow(request, entry, required, RefusalReason.TLS_REQUIRED);
            case MUTUAL_TLS -> byCertificate(request, entry);
        };
    }

    /**
     * Returns the higher one of the entry's profile and the last profile. If the entry allows the downgrade from 3 to 2, returns the
     * entry's profile.
     */
    private static SecurityProfile requiredProfile(CredentialEntry entry, SecurityProfile lastProfile) {
        boolean downgrade = entry.allowDowngrade()
                && entry.profile() == SecurityProfile.BASIC_OVER_TLS
                && lastProfile == SecurityProfile.MUTUAL_TLS;
        return downgrade ? entry.profile() : SecurityProfile.highest(entry.profile(), lastProfile);
    }

    /** Returns the last profile. If it cannot be read, returns {@code NONE}, so that the entry alone decides. */
    private static SecurityProfile lastProfile(AuthenticationRequest request) {
        SecurityProfile last = request.lastProfile();
        return last == null ? SecurityProfile.NONE : last;
    }

    private AuthenticationResult byPassword(AuthenticationRequest request, CredentialEntry entry)
            throws InterruptedException {
        return switch (request.authorization()) {
            case Authorization.Absent absent ->
                offersCertificateOf(entry, request)
                        .orElseGet(() -> refused(RefusalReason.NO_CREDENTIALS, "there is no header Authorization"));
            case Authorization.Malformed malformed -> refused(RefusalReason.MALFORMED_CREDENTIALS, malformed.problem());
            case Authorization.Basic basic -> byBasic(request, entry, basic);
        };
    }

    /** Accepts the certificate that the entry names in place of a missing password. This proves more than the entry requires. */
    private static Optional<AuthenticationResult> offersCertificateOf(
            CredentialEntry entry, AuthenticationRequest request) {
        String subject = entry.certificateSubject();
        return subject != null
                        && request.transport().certificate() instanceof ClientCertificate.Verified verified
                        && verified.name().matches(subject)
                ? Optional.of(admittedByCertificate(verified, entry))
                : Optional.empty();
    }

    private AuthenticationResult byBasic(
            AuthenticationRequest request, CredentialEntry entry, Authorization.Basic basic)
            throws InterruptedException {
        Optional<String> difference =
                UserName.difference(basic.userName(), request.from().chargePointId(), settings.tolerance());
        if (difference.isPresent()) {
            return refused(RefusalReason.WRONG_USER_NAME, difference.get());
        }
        if (basic.password().isEmpty()) {
            return refused(RefusalReason.EMPTY_PASSWORD, "the password is empty");
        }
        String hash = entry.passwordHash();
        if (hash == null) {
            return refused(RefusalReason.NO_PASSWORD_SET, "the credential entry has no passwordHash");
        }
        Verification verification =
                passwords.verify(request.from(), basic.password(), hash, entry.previousPasswordHash());
        if (verification instanceof Verification.Matched(boolean previous)) {
            SecurityProfile proved =
                    request.transport().isEncrypted() ? SecurityProfile.BASIC_OVER_TLS : SecurityProfile.BASIC;
            boolean confirmsRotation = !previous && entry.previousPasswordHash() != null;
            return new Admitted(
                    new Authenticated(proved, entry.profile(), new Principal.ByPassword(previous)),
                    confirmsRotation ? hash : null);
        }
        return refused(verification);
    }

    /** @param entry null if there is none; then the common name must be the identity */
    private AuthenticationResult byCertificate(AuthenticationRequest request, @Nullable CredentialEntry entry) {
        if (!request.transport().isEncrypted()) {
            return tooLow(request, entry, SecurityProfile.MUTUAL_TLS, RefusalReason.TLS_REQUIRED);
        }
        ChargePointId chargePointId = request.from().chargePointId();
        String named = entry == null ? null : entry.certificateSubject();
        String subject = named == null ? chargePointId.value() : named;
        return switch (request.transport().certificate()) {
            case ClientCertificate.None none ->
                tooLow(request, entry, SecurityProfile.MUTUAL_TLS, RefusalReason.CERTIFICATE_REQUIRED);
            case ClientCertificate.Rejected rejected ->
                refused(RefusalReason.CERTIFICATE_REJECTED, rejected.name() + ": " + rejected.problem());
            case ClientCertificate.Verified verified ->
                matches(verified.name(), chargePointId, named)
                        ? admittedByCertificate(verified, entry)
                        : refused(
                                RefusalReason.CERTIFICATE_MISMATCH,
                                "the certificate is of " + verified.name() + ", expected is " + subject);
        };
    }

    /** Without a subject the identity is compared with the common name, even if it contains {@code =}. */
    private static boolean matches(CertificateName name, ChargePointId chargePointId, @Nullable String subject) {
        return subject == null
                ? name.commonName().filter(chargePointId.value()::equals).isPresent()
                : name.matches(subject);
    }

    private static AuthenticationResult admittedByCertificate(
            ClientCertificate.Verified verified, @Nullable CredentialEntry entry) {
        return admitted(SecurityProfile.MUTUAL_TLS, entry, new Principal.ByCertificate(verified.name()));
    }

    private static Admitted admitted(SecurityProfile profile, @Nullable CredentialEntry entry, Principal principal) {
        return new Admitted(new Authenticated(profile, entry == null ? null : entry.profile(), principal), null);
    }

    private AuthenticationResult tooLow(
            AuthenticationRequest request,
            @Nullable CredentialEntry entry,
            SecurityProfile required,
            RefusalReason otherwise) {
        String offered = request.transport().isEncrypted() ? "TLS without a client certificate" : "no TLS";
        if (entry != null && entry.profile().isLowerThan(required)) {
            return refused(
                    RefusalReason.LOWER_THAN_BEFORE,
                    "the connection has " + offered + "; the entry asks for profile "
                            + entry.profile().level() + ", but the charge point came with " + required.level()
                            + " before");
        }
        RefusalReason reason =
                otherwise == RefusalReason.TLS_REQUIRED && request.transport().untrustedMark()
                        ? RefusalReason.UNTRUSTED_PROXY
                        : otherwise;
        return refused(reason, "the connection has " + offered + "; required is profile " + required.level());
    }

    private Refused refused(Verification verification) {
        return switch (verification) {
            case Verification.Matched matched -> throw new IllegalArgumentException("a match is no refusal");
            case Verification.Mismatched mismatched -> refused(RefusalReason.WRONG_PASSWORD, "the password is wrong");
            case Verification.Limited limited ->
                refused(
                        RefusalReason.TOO_MANY_FAILURES,
                        "too many failures of this " + limited.scope().name().toLowerCase(Locale.ROOT),
                        limited.retryAfter());
            case Verification.Busy busy ->
                refused(RefusalReason.TOO_MANY_CHECKS, "too many slow password checks", settings.retryAfter());
            case Verification.Unverifiable unverifiable ->
                refused(RefusalReason.UNVERIFIABLE_PASSWORD, unverifiable.problem());
        };
    }

    private Refused refused(RefusalReason reason, String details) {
        return refused(reason, details, reason.status() == 503 ? settings.retryAfter() : null);
    }

    private static Refused refused(RefusalReason reason, String details, @Nullable Duration retryAfter) {
        Duration atLeast =
                retryAfter != null && retryAfter.compareTo(MIN_RETRY_AFTER) < 0 ? MIN_RETRY_AFTER : retryAfter;
        return new Refused(reason, reason.status(), details, reason.suggestion(), atLeast);
    }

    /**
     * Makes all refusals that depend on the entry look alike: the same status, and for a password that was not checked the time of a check.
     */
    private Refused hidden(AuthenticationRequest request, Refused refused) throws InterruptedException {
        int status = refused.status();
        if (status == 503 || status == 429) {
            return refused;
        }
        boolean checked = refused.reason() == RefusalReason.WRONG_PASSWORD;
        if (!checked
                && request.authorization() instanceof Authorization.Basic basic
                && !basic.password().isEmpty()) {
            Verification pretended = passwords.pretend(request.from(), basic.password());
            if (!(pretended instanceof Verification.Mismatched)) {
                return refused(pretended);
            }
        }
        return refused.withStatus(UNAUTHORIZED);
    }
}
