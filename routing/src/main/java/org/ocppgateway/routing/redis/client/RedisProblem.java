package org.ocppgateway.routing.redis.client;

import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import java.util.Set;
import org.ocppgateway.routing.tls.TlsRejection;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A setting with which no connection to Redis is possible. In contrast to an outage it does not end without an operator.
 *
 * @param message what is wrong and what to do; contains no secret
 */
public record RedisProblem(Setting setting, String message) {
    private static final Set<String> OF_CREDENTIALS = Set.of("NOAUTH", "WRONGPASS");

    /** The setting to change. */
    public enum Setting {
        ADDRESS,
        CREDENTIALS,
        SENTINEL_CREDENTIALS,
        TRUST_STORE,
        KEY_STORE
    }

    /**
     * Explains a failed connection.
     *
     * @param ofSentinels whether it was a connection to a sentinel
     * @return empty if the failure is an outage
     */
    static Optional<RedisProblem> of(JedisException failure, RedisSettings settings, boolean ofSentinels) {
        if (failure instanceof RedisProblemException known) {
            return Optional.of(known.problem());
        }
        Optional<RedisProblem> refused = ofCredentials(failure, ofSentinels);
        return refused.isPresent() || !settings.address().tls().on()
                ? refused
                : ofTls(failure, settings.address().tls());
    }

    private static Optional<RedisProblem> ofCredentials(JedisException failure, boolean ofSentinels) {
        Setting setting = ofSentinels ? Setting.SENTINEL_CREDENTIALS : Setting.CREDENTIALS;
        String server = ofSentinels ? "the sentinel" : "Redis";
        return RedisRefusal.of(failure)
                .filter(refusal -> OF_CREDENTIALS.contains(refusal.code())
                        || refusal.message().startsWith("ERR AUTH")
                        || refusal.message().startsWith("ERR Client sent AUTH"))
                .map(refusal -> new RedisProblem(
                        setting,
                        switch (refusal.code()) {
                            case "NOAUTH" -> server + " requires a password (NOAUTH); set user and password";
                            case "WRONGPASS" -> server + " refuses this user or password (WRONGPASS); correct them";
                            default ->
                                server
                                        + " has no password for this user; remove user and password here, or set them there";
                        }));
    }

    private static Optional<RedisProblem> ofTls(JedisException failure, RedisAddress.Tls tls) {
        Optional<RedisProblem> unreadable = unreadable(Setting.TRUST_STORE, tls.trustStore())
                .or(() -> unreadable(Setting.KEY_STORE, tls.keyStore()));
        if (unreadable.isPresent()) {
            return unreadable;
        }
        return TlsRejection.of(failure).map(RedisProblem::ofRejection);
    }

    /** Asks the servers by a handshake of its own why they end connections; see {@link TlsHandshake}. */
    static Optional<RedisProblem> ofHandshake(RedisSettings settings) {
        return settings.address().tls().on()
                ? TlsHandshake.refusal(settings).map(RedisProblem::ofRejection)
                : Optional.empty();
    }

    private static RedisProblem ofRejection(TlsRejection rejection) {
        String why = " (" + rejection.detail() + ")";
        return switch (rejection.kind()) {
            case UNTRUSTED ->
                new RedisProblem(
                        Setting.TRUST_STORE,
                        "no authority in the trust store signed the certificate of Redis" + why
                                + "; add the authority of Redis to it");
            case EXPIRED ->
                new RedisProblem(
                        Setting.ADDRESS,
                        "the certificate of Redis is not valid now" + why + "; renew it, or correct the clock");
            case WRONG_NAME ->
                new RedisProblem(
                        Setting.ADDRESS,
                        "the certificate of Redis does not contain this host name" + why
                                + "; use a name that it contains, or renew it with this one");
            case NO_TLS ->
                new RedisProblem(
                        Setting.ADDRESS, "the server does not speak TLS on this port" + why + "; use its TLS port");
            case CLIENT_CERTIFICATE ->
                new RedisProblem(
                        Setting.KEY_STORE,
                        "Redis refuses the client certificate, or requires one" + why
                                + "; set a key store with a certificate that an authority of Redis signed");
            case OTHER -> new RedisProblem(Setting.ADDRESS, "Redis refuses the TLS connection" + why);
        };
    }

    private static Optional<RedisProblem> unreadable(Setting setting, RedisAddress.Store store) {
        if (!store.given()) {
            return Optional.empty();
        }
        try {
            KeyStore.getInstance(new File(store.file()), store.password().toCharArray());
            return Optional.empty();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) { // the last for a missing file
            return Optional.of(new RedisProblem(
                    setting, "cannot read " + store.file() + ": " + e + "; correct the file name or the password"));
        }
    }
}
