package org.ocppgateway.ops.stack.gateway;

import org.ocppgateway.ops.stack.process.Ports;
import org.ocppgateway.ops.stack.process.ProjectFiles;

/**
 * What differs from one gateway process to the next on a machine.
 *
 * @param environment the file in {@code ops/config} that the rest comes from, without its ending
 * @param pod its name
 * @param port where charge points connect
 * @param kafka where Kafka is, host and port
 * @param redis where Redis is, host and port
 * @param overrides further HOCON, which wins over everything else; may be empty
 */
public record GatewaySettings(
        String environment, String pod, int port, int adminPort, String kafka, String redis, String overrides) {

    /** Any environment on free ports, under the pod name {@code gateway-0}. */
    public static GatewaySettings on(String environment, String kafka, String redis) {
        return new GatewaySettings(environment, "gateway-0", Ports.free(), Ports.free(), kafka, redis, "");
    }

    /** The same with another pod name and ports of its own: one more gateway of the same cluster. */
    public GatewaySettings another(String otherPod) {
        return new GatewaySettings(environment, otherPod, Ports.free(), Ports.free(), kafka, redis, overrides);
    }

    /** The same with HOCON that wins over everything else. */
    public GatewaySettings with(String hocon) {
        return new GatewaySettings(environment, pod, port, adminPort, kafka, redis, hocon);
    }

    String toHocon() {
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
                        ProjectFiles.file("ops/config/" + environment + ".conf"),
                        pod,
                        port,
                        adminPort,
                        kafka,
                        redis,
                        overrides);
    }
}
