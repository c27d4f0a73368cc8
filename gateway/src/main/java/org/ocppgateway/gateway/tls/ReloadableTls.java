package org.ocppgateway.gateway.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.routing.log.EventLog;

/**
 * TLS of one listener, following its files on disk. New connections get the newest usable state; open ones keep theirs. Files that cannot
 * be used leave the last good state in place, with a log line and {@code ocpp_gateway_tls_stale_listeners}.
 *
 * <p>New certificates, keys or authorities make a new JSSE context, and sessions of the old one do not resume: all charge points then pay a
 * full handshake at their next connection. New revocation lists do not.
 *
 * <p>Thread-safe. {@link #refresh} reads files, so it belongs on a thread that may block.
 */
public final class ReloadableTls {
    private static final EventLog LOG = EventLog.of(ReloadableTls.class);

    private final String listener;
    private final TlsSettings settings;
    private final InstantSource clock;
    private final TlsMetrics metrics;
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile State state;

    /** Files as of the last attempt to load them, and why that failed; guarded by {@code refreshing}. */
    private List<FileStamp> stamps;

    private @Nullable String failure;

    private record State(TlsFiles files, TlsContext context, CertificateCheck check) {}

    /**
     * Loads the files.
     *
     * @param listener names it in logs and metrics
     * @throws InvalidTlsFilesException with all problems, one per line
     */
    public ReloadableTls(String listener, TlsSettings settings, InstantSource clock, TlsMetrics metrics)
            throws InvalidTlsFilesException {
        this.listener = listener;
        this.settings = settings;
        this.clock = clock;
        this.metrics = metrics;
        stamps = FileStamp.of(TlsFiles.all(settings));
        TlsFiles files = TlsFiles.load(settings);
        state = state(files, TlsContext.of(settings, files.certificates(), files.authorities(), clock));
        warn(files);
        metrics.usable(listener);
        metrics.expiries(listener, () -> state.files().expiries(clock.instant()));
    }

    /** A server engine for one new connection. */
    public SSLEngine newEngine() {
        return state.context().newEngine();
    }

    /**
     * A context for requests to servers whose certificates the newest authorities issued.
     *
     * @param name DNS name that each certificate must have; empty: the host of the request
     */
    public SSLContext clientContext(String name) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager trust = new PeerTrustManager(() -> state.files().authorities(), name);
            context.init(null, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    /**
     * Checks a client certificate at an upgrade, in resumed sessions too: validity now, and revocation by the newest lists.
     *
     * @param chain the peer's certificates of the TLS session, its own first, not empty
     */
    public CertificateVerdict check(List<X509Certificate> chain) {
        CertificateVerdict verdict = state.check().check(chain, clock.instant());
        metrics.checked(listener, verdict);
        return verdict;
    }

    /** Everything that clients may agree on; for explanations of failed handshakes. */
    public ServerOffer offer() {
        return ServerOffer.of(settings, state.files().certificates());
    }

    /** Loads the files again if they changed. Never throws; a call beside another one does nothing. */
    public void refresh() {
        if (!refreshing.tryLock()) {
            return;
        }
        try {
            List<FileStamp> found = FileStamp.of(TlsFiles.all(settings));
            if (!found.equals(stamps) || failure != null) {
                // Taken before the files are read: what changes meanwhile is seen at the next call.
                boolean changed = !found.equals(stamps);
                stamps = found;
                load(changed);
            }
        } catch (RuntimeException e) {
            LOG.log(GatewayLogEvent.TLS_FILES_CHECK_FAILED, listener, e);
        } finally {
            refreshing.unlock();
        }
    }

    private void load(boolean changed) {
        try {
            TlsFiles files = TlsFiles.load(settings);
            State current = state;
            failure = null;
            boolean sameKeys = files.keyDigest().equals(current.files().keyDigest());
            if (sameKeys && files.listDigest().equals(current.files().listDigest())) {
                metrics.usable(listener);
                return;
            }
            TlsContext context = sameKeys
                    ? current.context()
                    : TlsContext.of(settings, files.certificates(), files.authorities(), clock);
            state = state(files, context);
            metrics.reloaded(listener);
            LOG.log(
                    GatewayLogEvent.TLS_FILES_LOADED,
                    listener,
                    sameKeys ? "revocation lists" : "certificates or authorities");
            warn(files);
        } catch (InvalidTlsFilesException e) {
            if (changed || !String.valueOf(e.getMessage()).equals(failure)) {
                metrics.reloadFailed(listener);
                LOG.log(GatewayLogEvent.TLS_FILES_INVALID, listener, e.getMessage());
            }
            failure = String.valueOf(e.getMessage());
        }
    }

    private State state(TlsFiles files, TlsContext context) {
        return new State(
                files,
                context,
                new CertificateCheck(files.authorities().certificates(), files.lists(), settings.staleRevocation()));
    }

    private void warn(TlsFiles files) {
        files.warnings(clock.instant())
                .forEach(warning -> LOG.log(GatewayLogEvent.TLS_FILES_WARNING, listener, warning));
    }
}
