package org.ocppgateway.ops.ctl;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ops/ctl tap}. */
@Command(
        name = "tap",
        description =
                "Prints the frames of a charge point as they pass, until Ctrl-C or the end of the stream. With --export"
                        + " it prints the frames that the gateway keeps, in OCPP Trace Format, and ends.",
        footer = {
            "",
            "Examples:",
            "  ops/ctl tap CP-001 --contains Transaction",
            "  ops/ctl tap CP-001 --export > CP-001.ndjson"
        })
final class TapCommand extends ApiCommand {
    @Parameters(paramLabel = "ID", description = "identity of the charge point")
    private String id = "";

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "length of the stream, at most 1800 (default: ${DEFAULT-VALUE})")
    private int seconds = 300;

    @Option(names = "--contains", paramLabel = "TEXT", description = "only frames with this text, in any case")
    private @Nullable String contains;

    @Option(names = "--hide-meter-values", description = "without MeterValues")
    private boolean hideMeterValues;

    @Option(names = "--export", description = "prints the kept frames and ends")
    private boolean export;

    @Override
    int run(ApiClient api) throws ApiException, NoAnswerException, InterruptedException {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("seconds", export ? null : seconds);
        String path = Text.query("/charge-points/" + Text.segment(id) + "/frames", parameters);
        String type = export ? "application/x-ndjson" : "text/event-stream";
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(api.open(path, type), UTF_8))) {
            if (export) {
                lines.lines().forEach(out()::println);
            } else {
                follow(lines);
            }
            return 0;
        } catch (IOException e) {
            throw api.noAnswer(e);
        }
    }

    /** Reads server-sent events. */
    private void follow(BufferedReader lines) throws IOException {
        String event = "message";
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine(); line != null && !out().checkError(); line = lines.readLine()) {
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    print(event, data.toString());
                }
                event = "message";
                data.setLength(0);
            } else if (line.startsWith("event:")) {
                event = line.substring("event:".length()).strip();
            } else if (line.startsWith("data:")) {
                data.append(line.substring("data:".length()).strip());
            }
        }
    }

    private void print(String event, String text) {
        JsonObject data = JsonParser.parseString(text).getAsJsonObject();
        if (event.equals("frame")) {
            if (isWanted(data, text)) {
                out().println(json() ? text : FrameLine.of(data));
            }
        } else if (json()) {
            data.addProperty("event", event);
            out().println(data);
        } else {
            out().println(Text.printable("-- " + event + " " + text));
        }
        out().flush();
    }

    private boolean isWanted(JsonObject frame, String text) {
        if (hideMeterValues && Text.of(frame, "action").equals("MeterValues")) {
            return false;
        }
        return contains == null || text.toLowerCase(Locale.ROOT).contains(contains.toLowerCase(Locale.ROOT));
    }
}
