package org.ocppgateway.routing.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A started span, or {@link #NONE}, on which every method does nothing. {@link #close} ends it. Thread-safe, except that a span that was
 * activated is closed on the same thread.
 */
public final class TraceSpan implements AutoCloseable {
    /** The span of what is not traced. */
    public static final TraceSpan NONE = new TraceSpan(null);

    private static final String OUTCOME = "ocpp.outcome";
    private static final String VERSION = "00-";

    private final @Nullable Span span;
    private @Nullable Scope scope;

    TraceSpan(@Nullable Span span) {
        this.span = span;
    }

    /** Makes this span the parent of spans that start on this thread, and names its trace in log lines, until it is closed. */
    @SuppressWarnings("MustBeClosedChecker") // close() closes the scope.
    public TraceSpan activate() {
        if (span != null) {
            scope = span.makeCurrent();
        }
        return this;
    }

    /** Runs a task while this span is the active one on this thread. Does not end it. */
    public void run(Runnable task) {
        if (span == null) {
            task.run();
            return;
        }
        try (Scope active = span.makeCurrent()) {
            task.run();
        }
    }

    /** W3C trace context of this span; {@code otherwise} if it is {@link #NONE}. */
    public @Nullable String traceParent(@Nullable String otherwise) {
        return span == null ? otherwise : format(span.getSpanContext());
    }

    static String format(SpanContext context) {
        return VERSION
                + context.getTraceId()
                + '-'
                + context.getSpanId()
                + '-'
                + context.getTraceFlags().asHex();
    }

    /** Records how the work ended. */
    public void outcome(String outcome) {
        if (span != null) {
            span.setAttribute(OUTCOME, outcome);
        }
    }

    /** Records how the work ended, by the name of the class of its outcome in lower case. */
    public void outcome(Class<?> outcome) {
        if (span != null) {
            outcome(outcome.getSimpleName().toLowerCase(Locale.ROOT));
        }
    }

    /** Marks the work as failed. */
    public void failed(String reason) {
        if (span != null) {
            span.setStatus(StatusCode.ERROR, reason);
        }
    }

    /** Ends the span. Further calls do nothing. */
    @Override
    public void close() {
        if (span == null) {
            return;
        }
        Scope active = scope;
        if (active != null) {
            scope = null;
            active.close();
        }
        span.end();
    }
}
