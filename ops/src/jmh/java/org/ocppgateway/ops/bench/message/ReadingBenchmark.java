package org.ocppgateway.ops.bench.message;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Objects;
import org.ocppgateway.protocol.contract.PayloadSchema;
import org.ocppgateway.protocol.dictionary.Dictionary;
import org.ocppgateway.protocol.dictionary.ObjectType;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.dictionary.ReadResult;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.frame.Frame;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Parsing a frame, validating its payload and storing the payload's text: this project's code, and the usual
 * alternative.
 */
@State(Scope.Thread)
public class ReadingBenchmark {
    private static final int PAYLOAD = 3;
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @Param({"METER_VALUES_16", "TRANSACTION_EVENT_201", "TRANSACTION_EVENT_21"})
    public SampleMessage sample = SampleMessage.METER_VALUES_16;

    private final PayloadReader reader = new PayloadReader(Tolerance.STRICT);
    private final JsonMapper mapper = new JsonMapper();
    private ObjectType type = typeOf(sample);
    private Schema schema = schemaOf(type);

    @Setup
    public void warmUp(BenchmarkParams benchmark, Blackhole hole) {
        type = typeOf(sample);
        schema = schemaOf(type);
        boolean ours = benchmark.getBenchmark().endsWith(".dictionary");
        MessageWarmUp.runUntilCompilersAreIdle(() -> hole.consume(ours ? dictionary() : jacksonAndNetworknt()));
    }

    /** The elements of the frame, one streaming pass over the payload, its text as received. */
    @Benchmark
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public Object dictionary() {
        Frame.Call call = MessagePath.call(sample.version(), sample.frame());
        ReadResult reading = reader.read(type, call.payload());
        if (!reading.valid()) {
            throw new IllegalStateException(reading.violations().toString());
        }
        return reading;
    }

    /** The frame as Jackson's tree, its payload validated by a JSON Schema and stored as a tree. */
    @Benchmark
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public Object jacksonAndNetworknt() {
        JsonNode payload = mapper.readTree(sample.frame()).get(PAYLOAD);
        List<Error> errors = schema.validate(payload, ReadingBenchmark::checkFormats);
        if (!errors.isEmpty()) {
            throw new IllegalStateException(errors.toString());
        }
        return payload;
    }

    /** Checks date formats too, as drafts 4 and 6 do by default; the schemas of OCPP are written in these. */
    private static void checkFormats(ExecutionContext context) {
        context.executionConfig(config -> config.formatAssertionsEnabled(true));
    }

    private static ObjectType typeOf(SampleMessage sample) {
        Frame.Call call = MessagePath.call(sample.version(), sample.frame());
        return Objects.requireNonNull(Dictionary.of(sample.version()).message(call.action()))
                .request();
    }

    private static Schema schemaOf(ObjectType type) {
        return SCHEMAS.getSchema(PayloadSchema.of(type));
    }
}
