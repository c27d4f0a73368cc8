package org.ocppgateway.ops.stack.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Demands of a broker on its clients: TLS, and a user with a password (SASL SCRAM-SHA-512).
 *
 * @param certificate PEM file with the certificate and key of the broker
 * @param authorities PEM file with the certificates that the broker trusts
 */
public record BrokerSecurity(Path certificate, Path authorities, String user, String password) {
    /** Key of the users in the file of settings; all others are settings of the broker. */
    static final String SCRAM_USERS = "scram.users";

    /** Writes the settings to a file for {@link BrokerMain}. */
    Path write(Path file, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.put("listener.name.clients.ssl.keystore.type", "PEM");
        settings.put("listener.name.clients.ssl.keystore.location", certificate.toString());
        settings.put("listener.name.clients.ssl.truststore.type", "PEM");
        settings.put("listener.name.clients.ssl.truststore.location", authorities.toString());
        settings.put("listener.name.clients.sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
                "listener.name.clients.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                        + password + "\";");
        settings.put("sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512");
        settings.put("inter.broker.listener.name", "CLIENTS");
        settings.put("listener.security.protocol.map", "CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT");
        settings.put("listeners", "CLIENTS://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "CLIENTS://127.0.0.1:" + port);
        settings.put(SCRAM_USERS, "SCRAM-SHA-512=[name=" + user + ",password=" + password + "]");
        try (OutputStream out = Files.newOutputStream(file)) {
            settings.store(out, null);
        } catch (IOException e) {
            throw new IllegalStateException("cannot write " + file, e);
        }
        return file;
    }
}
