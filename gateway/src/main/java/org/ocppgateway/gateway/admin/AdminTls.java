package org.ocppgateway.gateway.admin;

import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.tls.InvalidTlsFilesException;
import org.ocppgateway.gateway.tls.ReloadableTls;
import org.ocppgateway.gateway.tls.TlsMetrics;
import org.ocppgateway.routing.Loop;

/** TLS of the admin port, and of requests to the admin ports of other pods. Follows its files on disk. */
public final class AdminTls {
    private static final String NAME = "admin";

    private final AdminTlsSettings settings;
    private final ReloadableTls tls;
    private @Nullable Loop reloads;

    /**
     * Loads the files.
     *
     * @throws InvalidTlsFilesException with all problems, one per line
     */
    public AdminTls(AdminTlsSettings settings, InstantSource clock, TlsMetrics metrics)
            throws InvalidTlsFilesException {
        this.settings = settings;
        this.tls = new ReloadableTls(NAME, settings.server(), clock, metrics);
    }

    /** Starts the thread that loads changed files. */
    public void start() {
        reloads = Loop.start("admin-tls", Loop.pause(settings.reloadInterval()), tls::refresh);
    }

    /** Whether the thread runs. */
    public boolean running() {
        return reloads != null && reloads.running();
    }

    /** Stops the thread. */
    public void stop() throws InterruptedException {
        if (reloads != null) {
            reloads.stop();
        }
    }

    /** A context for requests to other pods. */
    public SSLContext clientContext() {
        return tls.clientContext(settings.peerName());
    }

    /** @param next makes the connection inside of TLS */
    ConnectionFactory inFrontOf(ConnectionFactory next) {
        return new Factory(next);
    }

    private final class Factory extends AbstractConnectionFactory {
        private final ConnectionFactory next;

        Factory(ConnectionFactory next) {
            super("tls");
            this.next = next;
            installBean(next);
        }

        @Override
        public Connection newConnection(Connector connector, EndPoint socket) {
            SslConnection connection = new SslConnection(
                    connector.getByteBufferPool(),
                    connector.getExecutor(),
                    null,
                    socket,
                    tls.newEngine(),
                    false,
                    false);
            configure(connection, connector, socket);
            EndPoint decrypted = connection.getSslEndPoint();
            decrypted.setConnection(next.newConnection(connector, decrypted));
            return connection;
        }
    }
}
