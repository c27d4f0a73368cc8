package org.ocppgateway.ops.stack.gateway;

import java.nio.file.Path;
import org.ocppgateway.ops.stack.process.Ports;

/**
 * Settings in which gateway processes on one machine differ.
 *
 * @param environment name of the base configuration in {@code ops/config}, without its extension
 * @param pod pod name
 * @param port WebSocket port
 * @param kafka host and port of a broker
 * @param redis host and port of Redis
 * @param overrides additional HOCON with the highest precedence; may be empty
 */
public record GatewaySettings(
        String environment, String pod, int port, int adminPort, String kafka, String redis, String overrides) {

    /** Settings of any environment on free ports, with the pod name {@code gateway-0}. */
    public static GatewaySettings on(String environment, String kafka, String redis) {
        return new GatewaySettings(environment, "gateway-0", Ports.free(), Ports.free(), kafka, redis, "");
    }

    /** Returns a copy with another pod name and free ports: one more gateway of the same cluster. */
    public GatewaySettings another(String otherPod) {
        return new GatewaySettings(environment, otherPod, Ports.free(), Ports.free(), kafka, redis, overrides);
    }

    /** Returns a copy with additional HOCON of the highest precedence. */
    public GatewaySettings with(String hocon) {
        return new GatewaySettings(environment, pod, port, adminPort, kafka, redis, hocon);
    }

    /** @param configuration directory of the base configuration */
    String toHocon(Path configuration) {
        return """
            include required(file("%s"))
            gateway {
              pod-name = "%s"
              endpoint.port = %d
              admin.port = %d
              kafka.bootstrap-servers = "%s"
              redis.uri = "redis://%s"
            }
            %s
            """.formatted(
                        configuration.resolve(environment + ".conf"), pod, port, adminPort, kafka, redis, overrides);
    }
}
