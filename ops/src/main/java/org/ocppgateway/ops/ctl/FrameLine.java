package org.ocppgateway.ops.ctl;

import com.google.gson.JsonObject;

/** One frame as a line for people. */
final class FrameLine {
    private FrameLine() {}

    static String of(JsonObject frame) {
        String arrow = Text.of(frame, "direction").equals("cp-to-csms") ? "->" : "<-";
        if (frame.has("unreadable")) {
            return Text.printable(Text.of(frame, "time") + " " + arrow + " unreadable " + Text.of(frame, "unreadable"));
        }
        String type = Text.of(frame, "messageType");
        String latency = frame.get("meta") instanceof JsonObject meta ? Text.millis(meta, "latencyMillis") : "";
        return Text.printable(String.join(
                        " ",
                        Text.of(frame, "timestamp"),
                        arrow,
                        type,
                        Text.of(frame, "action"),
                        Text.of(frame, type.equals("CALLERROR") ? "error" : "payload"),
                        latency.isEmpty() ? "" : "(" + latency + ")"))
                .stripTrailing();
    }
}
