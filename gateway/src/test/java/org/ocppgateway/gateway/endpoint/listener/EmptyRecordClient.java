package org.ocppgateway.gateway.endpoint.listener;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.SecureRandom;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerOnlyTlsAuthentication;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** A TLS client that sends application data records without content. It trusts every server. */
final class EmptyRecordClient extends TlsClientProtocol implements AutoCloseable {
    private final Socket socket;

    private EmptyRecordClient(Socket socket) throws IOException {
        super(socket.getInputStream(), socket.getOutputStream());
        this.socket = socket;
    }

    static EmptyRecordClient connect(int port, ProtocolVersion version) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        EmptyRecordClient client = new EmptyRecordClient(socket);
        client.connect(new Client(version));
        return client;
    }

    void sendEmptyRecord() throws IOException {
        safeWriteRecord(ContentType.application_data, new byte[0], 0, 0);
    }

    /** Sends a request, and waits for an answer that ends with a line break. */
    void request(byte[] request) throws IOException {
        getOutputStream().write(request);
        byte[] answer = new byte[64 * 1024];
        int length = 0;
        while (length == 0 || answer[length - 1] != '\n') {
            int read = getInputStream().read(answer, length, answer.length - length);
            if (read < 0) {
                throw new IOException("closed");
            }
            length += read;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class Client extends DefaultTlsClient {
        private final ProtocolVersion version;

        Client(ProtocolVersion version) {
            super(new BcTlsCrypto(new SecureRandom()));
            this.version = version;
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return version.only();
        }

        @Override
        public TlsAuthentication getAuthentication() {
            return new ServerOnlyTlsAuthentication() {
                @Override
                public void notifyServerCertificate(TlsServerCertificate certificate) {
                    // Every server is trusted.
                }
            };
        }
    }
}
