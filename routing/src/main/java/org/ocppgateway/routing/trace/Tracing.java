package org.ocppgateway.routing.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;

/**
 * Starts the spans of this process. Their names and attributes follow the semantic conventions of OpenTelemetry for messaging and RPC.
 *
 * <p>The spans of a command: {@code process commands-down} from its arrival to the delivery of its result; below it {@code ocpp1.6/Reset}
 * from sending the CALL to its answer, and {@code send command-results}. The spans of a CALL: {@code ocpp1.6/StartTransaction} from its
 * reception to its answer; below it {@code send ocpp-events-up}. The header {@code traceparent} of each record has the context of its
 * {@code send} span.
 *
 * <p>Off by default: every method then returns {@link TraceSpan#NONE} after one volatile read and allocates nothing. Thread-safe.
 */
public final class Tracing {
    /** Starts no spans. */
    public static final Tracing OFF = new Tracing(null);

    private static final String CHARGE_POINT = "ocpp.charge_point.id";
    private static final String COMMAND = "ocpp.command.type";
    private static final String CONVERSATION = "messaging.message.conversation_id";
    private static final String DESTINATION = "messaging.destination.name";
    private static final String OPERATION = "messaging.operation.name";
    private static final String OPERATION_TYPE = "messaging.operation.type";
    private static final String RPC_METHOD = "rpc.method";
    private static final String RPC_SYSTEM = "rpc.system";
    private static final String SYSTEM = "messaging.system";

    /** Lengths and places of the parts of a trace context (W3C Trace Context, 3.2.2). */
    private static final int TRACE_ID = 3;

    private static final int SPAN_ID = 36;
    private static final int FLAGS = 53;
    private static final int LENGTH = 55;

    private static volatile Tracing current = OFF;

    private final @Nullable Tracer tracer;

    private Tracing(@Nullable Tracer tracer) {
        this.tracer = tracer;
    }

    /** Creates spans with a tracer. */
    public static Tracing with(Tracer tracer) {
        return new Tracing(tracer);
    }

    /** The tracing of this process. */
    public static Tracing ofProcess() {
        return current;
    }

    /** Sets the tracing of this process. */
    public static void use(Tracing tracing) {
        current = tracing;
    }

    public boolean isOn() {
        return tracer != null;
    }

    /** Trace context of the span that is active on this thread; null if there is none. Also of spans of other libraries. */
    public static @Nullable String currentTraceParent() {
        SpanContext context = Span.current().getSpanContext();
        return context.isValid() ? TraceSpan.format(context) : null;
    }

    /** Id of the trace that is active on this thread; null if there is none, or if tracing is off. */
    public static @Nullable String currentTraceId() {
        if (!current.isOn()) {
            return null;
        }
        SpanContext context = Span.current().getSpanContext();
        return context.isValid() ? context.getTraceId() : null;
    }

    /**
     * Starts the span of a CALL or SEND of a charge point, which begins a trace.
     *
     * @param age time since its reception, in nanoseconds
     */
    public TraceSpan received(ChargePointId chargePointId, OcppVersion version, Action action, long age) {
        if (tracer == null) {
            return TraceSpan.NONE;
        }
        long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        return new TraceSpan(rpc(chargePointId, version, action, SpanKind.SERVER)
                .setNoParent()
                .setStartTimestamp(now - age, TimeUnit.NANOSECONDS)
                .startSpan());
    }

    /**
     * Starts the span of a CALL of the gateway.
     *
     * @param traceParent context of the command; null if it has none
     */
    public TraceSpan call(
            ChargePointId chargePointId, OcppVersion version, Action action, @Nullable String traceParent) {
        if (tracer == null) {
            return TraceSpan.NONE;
        }
        return new TraceSpan(rpc(chargePointId, version, action, SpanKind.CLIENT)
                .setParent(context(traceParent))
                .startSpan());
    }

    private SpanBuilder rpc(ChargePointId chargePointId, OcppVersion version, Action action, SpanKind kind) {
        return builder(version.subprotocol() + '/' + action.name())
                .setSpanKind(kind)
                .setAttribute(RPC_SYSTEM, version.subprotocol())
                .setAttribute(RPC_METHOD, action.name())
                .setAttribute(CHARGE_POINT, chargePointId.value());
    }

    /**
     * Starts the span of a command that was read from Kafka.
     *
     * @param traceParent context of its record; without one the command begins a trace
     */
    public TraceSpan command(ChargePointId chargePointId, String commandId, String type, @Nullable String traceParent) {
        if (tracer == null) {
            return TraceSpan.NONE;
        }
        return new TraceSpan(messaging("process", "commands-down", SpanKind.CONSUMER)
                .setAttribute(CONVERSATION, commandId)
                .setAttribute(COMMAND, type)
                .setAttribute(CHARGE_POINT, chargePointId.value())
                .setParent(context(traceParent))
                .startSpan());
    }

    /**
     * Starts the span of a record that is written to Kafka. It never begins a trace.
     *
     * @param traceParent context of the record; null for the span that is active on this thread
     */
    public TraceSpan send(String topic, @Nullable String traceParent) {
        if (tracer == null) {
            return TraceSpan.NONE;
        }
        Context parent = traceParent == null ? Context.current() : context(traceParent);
        if (!Span.fromContext(parent).getSpanContext().isValid()) {
            return TraceSpan.NONE;
        }
        return new TraceSpan(
                messaging("send", topic, SpanKind.PRODUCER).setParent(parent).startSpan());
    }

    private SpanBuilder messaging(String operation, String topic, SpanKind kind) {
        return builder(operation + ' ' + topic)
                .setSpanKind(kind)
                .setAttribute(SYSTEM, "kafka")
                .setAttribute(OPERATION, operation)
                .setAttribute(OPERATION_TYPE, operation)
                .setAttribute(DESTINATION, topic);
    }

    private SpanBuilder builder(String name) {
        if (tracer == null) {
            throw new IllegalStateException("tracing is off");
        }
        return tracer.spanBuilder(name);
    }

    /** The context that a header names; the empty context if there is none or it is malformed. */
    private static Context context(@Nullable String traceParent) {
        if (traceParent == null || traceParent.length() < LENGTH) {
            return Context.root();
        }
        SpanContext remote = SpanContext.createFromRemoteParent(
                traceParent.substring(TRACE_ID, SPAN_ID - 1),
                traceParent.substring(SPAN_ID, FLAGS - 1),
                TraceFlags.fromHex(traceParent, FLAGS),
                TraceState.getDefault());
        return remote.isValid() ? Context.root().with(Span.wrap(remote)) : Context.root();
    }
}
