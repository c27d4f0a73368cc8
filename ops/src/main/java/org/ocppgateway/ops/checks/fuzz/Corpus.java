package org.ocppgateway.ops.checks.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.frame.FrameReader;
import org.ocppgateway.protocol.frame.Inbound;

/**
 * Seed frames of the fuzzer, one resource file per OCPP version with one frame per line. Contains every action that a
 * charge point sends and an answer to every action that it receives. The id of an answer is the name of the answered
 * action.
 */
final class Corpus {
    private Corpus() {}

    /**
     * A valid frame of a charge point.
     *
     * @param action action of the CALL or SEND, or the answered action
     */
    record SeedFrame(OcppVersion version, Action action, String frame) {}

    static List<SeedFrame> of(OcppVersion version) {
        String resource = "ocpp" + version.label() + ".frames";
        try (InputStream in = Corpus.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("there is no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(frame -> new SeedFrame(version, action(version, frame), frame))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + resource, e);
        }
    }

    private static Action action(OcppVersion version, String line) {
        if (!(FrameReader.read(version, line) instanceof Inbound.Received received)) {
            throw new IllegalStateException(
                    "a line of the corpus is not a frame of OCPP " + version.label() + ": " + line);
        }
        return switch (received.frame()) {
            case Frame.Call call -> call.action();
            case Frame.Send send -> send.action();
            case Frame.CallResult result -> new Action(result.id().value());
            case Frame.CallError error -> new Action(error.id().value());
            case Frame.CallResultError callResultError ->
                new Action(callResultError.id().value());
        };
    }
}
