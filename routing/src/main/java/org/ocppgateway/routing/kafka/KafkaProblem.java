package org.ocppgateway.routing.kafka;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.ocppgateway.routing.tls.Causes;
import org.ocppgateway.routing.tls.TlsRejection;

/** Says why Kafka does not accept this process, and which client property to change. Contains no secret. */
final class KafkaProblem {
    private static final String PROPERTIES = " in kafka.client-properties";

    private KafkaProblem() {}

    /** Explains a refused connection or request. */
    static String of(KafkaException failure) {
        if (failure instanceof SaslAuthenticationException) {
            return "it refuses this user, password or mechanism (" + failure.getMessage()
                    + "); correct sasl.jaas.config or sasl.mechanism" + PROPERTIES;
        }
        if (failure instanceof SslAuthenticationException) {
            return TlsRejection.of(failure)
                    .map(KafkaProblem::ofRejection)
                    .orElse("the TLS handshake failed (" + failure.getMessage() + "); check ssl.truststore.location and"
                            + " ssl.keystore.location" + PROPERTIES);
        }
        return "it refuses this client (" + failure.getMessage() + "); check the permissions of this user, and"
                + " sasl.jaas.config" + PROPERTIES;
    }

    /** Explains why a client could not be created; only the last cause names the file or property. */
    static String ofClient(KafkaException failure) {
        Throwable deepest = Causes.of(failure).getLast();
        // Its text may contain parts of the password.
        String cause = String.valueOf(deepest.getMessage()).contains("JAAS")
                ? "sasl.jaas.config is missing or not of the form MODULE required username=\"...\" password=\"...\";"
                : String.valueOf(deepest.getMessage());
        return "no Kafka client can be created (" + cause + "); correct this" + PROPERTIES
                + " or kafka.bootstrap-servers";
    }

    private static String ofRejection(TlsRejection rejection) {
        String why = " (" + rejection.detail() + "); ";
        return switch (rejection.kind()) {
            case UNTRUSTED ->
                "no trusted authority signed its certificate" + why + "add the authority of Kafka to"
                        + " ssl.truststore.location" + PROPERTIES;
            case EXPIRED -> "its certificate is not valid now" + why + "renew it, or correct the clock";
            case WRONG_NAME ->
                "its certificate does not contain its host name" + why + "use a name that it contains in"
                        + " kafka.bootstrap-servers and advertised.listeners, or renew it with this one";
            case NO_TLS ->
                "it does not speak TLS on this port" + why + "correct kafka.bootstrap-servers, or security.protocol"
                        + PROPERTIES;
            case CLIENT_CERTIFICATE ->
                "it refuses the client certificate, or requires one" + why + "set ssl.keystore.location" + PROPERTIES
                        + " to a certificate that an authority of Kafka signed";
            case OTHER -> "it refuses the TLS connection" + why + "check ssl.enabled.protocols" + PROPERTIES;
        };
    }
}
