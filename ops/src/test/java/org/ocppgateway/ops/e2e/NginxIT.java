package org.ocppgateway.ops.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;
import org.ocppgateway.ops.stack.process.Ports;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import org.ocppgateway.ops.stack.process.Readiness;
import org.ocppgateway.ops.stack.process.Server;
import org.ocppgateway.simulator.behaviour.BehaviourSettings;
import org.ocppgateway.simulator.fleet.Fleet;
import org.ocppgateway.simulator.fleet.FleetObserver;
import org.ocppgateway.simulator.fleet.FleetSettings;
import org.ocppgateway.simulator.measure.FleetCount;

/** A load balancer that cuts idle connections does not cut idle charge points. */
class NginxIT {
    private static final int CHARGE_POINTS = 60;

    /** Times of this test are a fifth of the defaults, of nginx and of the gateway. */
    private static final int SCALE = 5;

    /** The default of proxy_read_timeout and proxy_send_timeout. */
    private static final Duration NGINX_TIMEOUT = Duration.ofSeconds(60).dividedBy(SCALE);

    /** A little more than twice the timeout. */
    private static final Duration IDLE = NGINX_TIMEOUT.multipliedBy(2).plusSeconds(1);

    private static final Pattern PING_INTERVAL = Pattern.compile("(?m)^ *ping-interval = (\\d+) s$");

    @TempDir
    Path directory;

    @Test
    void idleChargePointsOutlastTheDefaultTimeoutsOfNginx() throws Exception {
        Optional<Path> nginx = nginx();
        assumeTrue(nginx.isPresent(), () -> {
            String reason = "skipped: nginx is not installed (apt-get install nginx-light)";
            System.out.println("NginxIT " + reason);
            return reason;
        });
        BehaviourSettings idle = BehaviourSettings.DEFAULT.withCharging(
                new BehaviourSettings.Charging(0, Duration.ofSeconds(20), Duration.ofSeconds(10), Duration.ZERO));
        ClusterSettings settings = new ClusterSettings(
                directory,
                1,
                "dev",
                "gateway.connection.ping-interval = %d ms"
                        .formatted(pingInterval().toMillis()),
                false);
        try (Cluster cluster = Cluster.start(settings);
                Server balancer =
                        start(nginx.get(), cluster.gateway().endpoint().getPort())) {
            URI address = URI.create("ws://127.0.0.1:" + port + "/ocpp");
            try (Fleet fleet =
                    Fleet.start(FleetSettings.of(address, CHARGE_POINTS).withBehaviour(idle), FleetObserver.NONE)) {
                await().atMost(Cluster.TIMEOUT)
                        .until(() -> fleet.stats().count(FleetCount.REGISTERED) == CHARGE_POINTS);
                long before = fleet.stats().connectionsEnded();
                await().atMost(IDLE.multipliedBy(2))
                        .during(IDLE)
                        .until(() -> fleet.stats().connectionsEnded() == before);
                assertEquals(CHARGE_POINTS, fleet.stats().count(FleetCount.CONNECTED), balancer.logTail());
            }
        }
    }

    /** The scaled default of the gateway. */
    private static Duration pingInterval() throws IOException {
        Matcher interval =
                PING_INTERVAL.matcher(Files.readString(ProjectFiles.file("gateway/src/main/resources/reference.conf")));
        assertTrue(interval.find(), "the default of connection.ping-interval");
        return Duration.ofSeconds(Integer.parseInt(interval.group(1))).dividedBy(SCALE);
    }

    private int port;

    private static Optional<Path> nginx() {
        return List.of("/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx").stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** With the headers for WebSocket. */
    private Server start(Path nginx, int gateway) throws IOException, InterruptedException {
        port = Ports.free();
        Path home = Files.createDirectory(directory.resolve("nginx"));
        Path configuration = Files.writeString(
                home.resolve("nginx.conf"), """
            daemon off;
            master_process off;
            user root;
            pid %1$s/nginx.pid;
            error_log stderr;
            events {}
            http {
              access_log off;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
              server {
                listen 127.0.0.1:%2$d;
                location / {
                  proxy_pass http://127.0.0.1:%3$d;
                  proxy_http_version 1.1;
                  proxy_read_timeout %4$ds;
                  proxy_send_timeout %4$ds;
                  proxy_set_header Upgrade $http_upgrade;
                  proxy_set_header Connection "upgrade";
                }
              }
            }
            """.formatted(home, port, gateway, NGINX_TIMEOUT.toSeconds()));
        List<String> command = List.of(nginx.toString(), "-p", home.toString(), "-c", configuration.toString());
        Server server = new Server(
                "nginx",
                command,
                home.resolve("nginx.log"),
                () -> Readiness.replies(port, "GET / HTTP/1.0\r\n", "HTTP/1.1 "));
        return server.start().awaitReady(Cluster.TIMEOUT);
    }
}
