package org.ocppgateway.gateway.endpoint.listener;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.gateway.tls.CertificateFiles;
import org.ocppgateway.gateway.tls.ProtocolOptions;
import org.ocppgateway.gateway.tls.TestAuthority;

/** Algorithms that newer JDKs disable work again where a listener asks for it, and only there. In a process of its own: the JDK decides once. */
class LegacyAlgorithmsTest {
    private static final TestAuthority ROOT = TestAuthority.root("CN=Server Root");

    @TempDir
    private Path directory;

    @Test
    void oldSuitesAndSignaturesWorkOnTheListenerThatOffersThemOnly() throws Exception {
        OpenSsl.require();
        CertificateFiles files = ROOT.server("RSA", "gateway.example").write(directory, "rsa");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LegacyServer.class.getName(),
                        files.chain().toString(),
                        files.privateKey().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            int[] ports = ports(process);
            for (String suite : List.of("AES128-GCM-SHA256", "AES256-GCM-SHA384")) {
                assertTrue(connects(ports[0], "-cipher", suite), suite);
                assertFalse(connects(ports[1], "-cipher", suite), suite);
            }
            assertTrue(connects(ports[0], "-sigalgs", "RSA+SHA1", "-cipher", "DEFAULT@SECLEVEL=0"));
            assertFalse(connects(ports[1], "-sigalgs", "RSA+SHA1", "-cipher", "DEFAULT@SECLEVEL=0"));
            // CBC with SHA-1 did not come along.
            assertFalse(connects(ports[0], "-cipher", "AES128-SHA:@SECLEVEL=0"));
        } finally {
            process.getOutputStream().close();
            process.waitFor();
        }
    }

    private static int[] ports(Process process) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        while (line != null && !line.startsWith("ports ")) {
            line = output.readLine();
        }
        String[] fields = String.valueOf(line).split(" ", -1);
        return new int[] {Integer.parseInt(fields[1]), Integer.parseInt(fields[2])};
    }

    private static boolean connects(int port, String... options) {
        String[] all = Arrays.copyOf(options, options.length + 1);
        all[options.length] = "-tls1_2";
        String output = OpenSsl.client(port, all);
        return output.contains("Cipher is ") && !output.contains("Cipher is (NONE)");
    }

    @Test
    void theOptionIsRefusedWhereTheJdkLacksTheSuites() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, null, null);
        if (Arrays.asList(context.getSupportedSSLParameters().getCipherSuites())
                .contains("TLS_RSA_WITH_AES_128_GCM_SHA256")) {
            System.out.println("SKIPPED: this JDK has TLS_RSA_* enabled");
            Assumptions.abort("this JDK has TLS_RSA_* enabled");
        }
        ProtocolOptions options = new ProtocolOptions(false, false, true, false, List.of());
        CertificateFiles files = ROOT.server("RSA", "gateway.example").write(directory, "rsa");
        IllegalStateException e = assertThrows(
                IllegalStateException.class,
                () -> ListenerFixture.tls(ListenerFixture.with(ListenerFixture.settings(files), options)));
        assertTrue(
                String.valueOf(e.getCause()).contains("TLS_RSA_WITH_AES_128_GCM_SHA256"), String.valueOf(e.getCause()));
    }
}
