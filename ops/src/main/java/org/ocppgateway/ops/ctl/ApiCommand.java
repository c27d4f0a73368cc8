package org.ocppgateway.ops.ctl;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that calls the API. */
abstract class ApiCommand implements Callable<Integer> {
    private static final Gson PRETTY =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    @Mixin
    private final ApiOptions options = new ApiOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Calls the API, prints the answer and returns the exit status. */
    abstract int run(ApiClient api) throws ApiException, NoAnswerException, IOException, InterruptedException;

    @Override
    public final Integer call() throws ApiException, NoAnswerException, IOException, InterruptedException {
        try (ApiClient api = options.client()) {
            return run(api);
        } finally {
            out().flush();
        }
    }

    final boolean json() {
        return options.json();
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Prints a JSON value on several lines. */
    final void print(JsonElement value) {
        out().println(PRETTY.toJson(value));
    }

    /** Prints the table, or a text if it has no rows. */
    final void print(TextTable table, String empty) {
        if (table.isEmpty()) {
            out().println(empty);
        } else {
            table.lines().forEach(out()::println);
        }
    }

    /** Names on standard error the pods whose part of the answer is missing. */
    final void warnMissing(JsonObject answer) {
        if (!answer.has("missing")) {
            return;
        }
        for (JsonElement part : answer.getAsJsonArray("missing")) {
            JsonObject missing = part.getAsJsonObject();
            warn("the answer is incomplete: nothing from " + Text.of(missing, "pod") + ", "
                    + Text.of(missing, "reason"));
        }
    }

    final void warn(String text) {
        spec.commandLine().getErr().println("ops/ctl: " + Text.printable(text));
    }

    final ParameterException usage(String text) {
        return new ParameterException(spec.commandLine(), text);
    }

    /** Reads an argument that is a JSON object. */
    final JsonObject object(String name, String text) {
        try {
            JsonElement element = JsonParser.parseString(text);
            if (element.isJsonObject()) {
                return element.getAsJsonObject();
            }
        } catch (JsonParseException e) {
            // Handled like another kind of JSON.
        }
        throw usage(name + " is not a JSON object: " + text);
    }
}
