package org.ocppgateway.gateway.authentication;

import java.util.Locale;
import org.ocppgateway.routing.refusal.RefusalStage;

/** Why a charge point could not prove its identity, with the HTTP status of the refusal and a suggestion for the installer. */
public enum RefusalReason {
    SOURCE_UNAVAILABLE(
            RefusalStage.CREDENTIALS,
            503,
            "Nothing is wrong with the charge point. The gateway cannot read its credentials now. The charge point will try again."),
    UNKNOWN_IDENTITY(
            RefusalStage.IDENTITY,
            404,
            "Check the identity at the end of the charge point's URL, or create a credential entry for it."),
    BLOCKED(RefusalStage.BLOCKED, 403, "The operator has blocked this charge point. Unblock its credential entry."),
    TLS_REQUIRED(
            RefusalStage.PROFILE,
            403,
            "Use a URL that begins with wss://. If a proxy ends TLS in front of the gateway, list the proxy in"
                    + " endpoint.trusted-proxies or declare the listener as tls-terminated-in-front."),
    UNTRUSTED_PROXY(
            RefusalStage.PROFILE,
            403,
            "A proxy has marked the connection as TLS, and the gateway does not trust its address. Add it to"
                    + " endpoint.trusted-proxies."),
    LOWER_THAN_BEFORE(
            RefusalStage.PROFILE,
            403,
            "The charge point has used a higher security profile before and must not go back. To allow it, delete its"
                    + " credential entry and create it anew."),
    CERTIFICATE_REQUIRED(
            RefusalStage.PROFILE,
            403,
            "Security profile 3 needs a client certificate. Install one on the charge point and select profile 3 there."),
    CERTIFICATE_REJECTED(
            RefusalStage.CREDENTIALS,
            403,
            "The client certificate does not count. Install a new one on the charge point."),
    CERTIFICATE_MISMATCH(
            RefusalStage.CREDENTIALS,
            403,
            "The client certificate belongs to somebody else. Install the right one, or set certificateSubject in the"
                    + " credential entry to the certificate's common name."),
    NO_CREDENTIALS(
            RefusalStage.CREDENTIALS,
            401,
            "The charge point sends no password. Select security profile 1 or 2 there and set its password"
                    + " (AuthorizationKey or BasicAuthPassword)."),
    EMPTY_PASSWORD(RefusalStage.CREDENTIALS, 401, "The charge point sends an empty password. Set its password there."),
    MALFORMED_CREDENTIALS(
            RefusalStage.CREDENTIALS,
            401,
            "The charge point sends a header Authorization that is not Basic (RFC 7617)."),
    WRONG_USER_NAME(
            RefusalStage.CREDENTIALS,
            401,
            "The user name of the charge point must be its identity, exactly as it is at the end of the URL."),
    NO_PASSWORD_SET(
            RefusalStage.CREDENTIALS,
            401,
            "The credential entry has no passwordHash. Set a password in it, the one that the charge point has."),
    WRONG_PASSWORD(
            RefusalStage.CREDENTIALS,
            401,
            "The password is not the one in the credential entry. Set it anew on either side. A key of OCPP 1.6 is set as"
                    + " hexadecimal text."),
    UNVERIFIABLE_PASSWORD(
            RefusalStage.CREDENTIALS,
            503,
            "The password may be right, but the hash in the credential entry cannot be used. Correct the entry or"
                    + " security.hash-keys."),
    TOO_MANY_FAILURES(
            RefusalStage.CREDENTIALS,
            429,
            "There were too many wrong passwords before. Correct the password and wait."),
    TOO_MANY_CHECKS(
            RefusalStage.CAPACITY,
            503,
            "The gateway is checking too many passwords concurrently. The charge point will try again.");

    private final RefusalStage stage;
    private final int status;
    private final String suggestion;

    RefusalReason(RefusalStage stage, int status, String suggestion) {
        this.stage = stage;
        this.status = status;
        this.suggestion = suggestion;
    }

    /** The word in the API, in metrics and in logs. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public RefusalStage stage() {
        return stage;
    }

    /** The HTTP status, unless unknown identities are hidden. */
    public int status() {
        return status;
    }

    /** Advice for an installer. */
    public String suggestion() {
        return suggestion;
    }
}
