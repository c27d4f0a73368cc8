package org.ocppgateway.ops.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ocppgateway.ops.ctl.Main;
import org.ocppgateway.ops.stack.process.JavaCommand;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import org.ocppgateway.ops.stack.process.TemporaryDirectory;

/** Runs {@code ops/ctl} as a process. */
public final class Ctl {
    private static final int SECONDS = 120;

    private Ctl() {}

    /** Exit status and output of a process. */
    public record Result(int status, String out, String err) {
        JsonObject object() {
            return JsonParser.parseString(out).getAsJsonObject();
        }
    }

    public static Result with(String url, Path tokenFile, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", url, "--token-file", tokenFile.toString()));
        return run("", all.toArray(String[]::new));
    }

    /** @param input standard input of the process */
    static Result run(String input, String... arguments) {
        return process(
                input,
                JavaCommand.main(
                        ProjectFiles.file("ops/target/ops.jar"),
                        Main.class,
                        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"),
                        List.of(arguments)));
    }

    static Result process(String input, List<String> command) {
        try {
            Path folder = Files.createTempDirectory("ctl-");
            Path in = Files.writeString(folder.resolve("in"), input);
            Path out = folder.resolve("out");
            Path err = folder.resolve("err");
            Process process = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("did not end: " + command);
            }
            Result result = new Result(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
            TemporaryDirectory.delete(folder);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(JsonObject object, String name) {
        return object.has(name) ? object.get(name).getAsString() : "";
    }

    static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
