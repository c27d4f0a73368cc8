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
 * The frames that a fuzzer begins with, one file for each version beside this class, one frame a line: every action that a charge
 * point sends, and an answer to every one that it is sent. The id of an answer is the name of the action that it answers.
 */
final class Corpus {
    private Corpus() {}

    /**
     * One frame as a charge point may send it.
     *
     * @param action what it is, or what it answers
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
                    "a line of the corpus is no frame of OCPP " + version.label() + ": " + line);
        }
        return switch (received.frame()) {
            case Frame.Call call -> call.action();
            case Frame.Send send -> send.action();
            case Frame.CallResult result -> new Action(result.id().value());
            case Frame.CallError error -> new Action(error.id().value());
            case Frame.CallResultError complaint -> new Action(complaint.id().value());
        };
    }
}
