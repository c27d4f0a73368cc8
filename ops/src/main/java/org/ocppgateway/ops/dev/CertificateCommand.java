package org.ocppgateway.ops.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.ocppgateway.ops.certificates.DevelopmentCa;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ops/dev certificate}: issues or revokes certificates of charge points. */
@Command(
        name = "certificate",
        description = "Issues certificates of charge points with the certificate authority of a stack that was started"
                + " with --data, or revokes them. The gateway notices a revocation within seconds.")
final class CertificateCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "directory of the stack; the files are written to DIR/stations")
    private Path data = Path.of("");

    @Option(names = "--revoke", description = "revoke the certificates instead")
    private boolean revoke;

    @Parameters(paramLabel = "ID", arity = "1..*", description = "identities of charge points")
    private List<String> ids = List.of();

    @Override
    public Integer call() throws IOException {
        DevelopmentCa authority = DevelopmentCa.open(Files.createDirectories(data), Clock.systemUTC());
        for (String id : ids) {
            if (revoke) {
                authority.revoke(id);
                System.out.println("revoked " + id);
            } else {
                System.out.println(authority.station(id).chain());
            }
        }
        return 0;
    }
}
