package org.ocppgateway.protocol.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ocppgateway.protocol.model.UnifiedModel;

/** A backend that was made for a released version of the contract works with every gateway of that version. */
class CompatibilityTest {
    private static final String RECORD = """
            {"$ref":"#/$defs/R","allOf":[{"if":1}],"$defs":{
              "R":{"type":"object","properties":{"a":{"type":"number","minimum":0,"maximum":9},"s":{"$ref":"#/$defs/S"},
                   "t":{"type":"array","items":{"type":"string","maxLength":5}}},"required":["a"]},
              "S":{"type":"string","enum":["One","Two"]}}}""";

    @ParameterizedTest
    @EnumSource(RecordKind.class)
    void currentSchemasAreCompatibleWithReleasedOnes(RecordKind kind) throws IOException {
        Path released = ContractSchemas.folder()
                .resolve("v" + UnifiedModel.CONTRACT_VERSION)
                .resolve(kind.file());
        assertTrue(Files.exists(released), released + " is missing: freeze this version with ops/contract --freeze");
        List<String> breaks =
                Compatibility.breaks(kind, json(Files.readString(released)), json(Json.text(RecordSchema.of(kind))));
        assertEquals(List.of(), breaks, """
                this change breaks backends made for version %d of the contract. Keep the old field or word and add a new one \
                beside it; if that cannot be, raise UnifiedModel.CONTRACT_VERSION and run ops/contract --freeze (a version that was \
                never released may be frozen anew: remove its folder first)""".formatted(UnifiedModel.CONTRACT_VERSION));
    }

    @ParameterizedTest(name = "{0} for {1}")
    @CsvSource(delimiter = '>', quoteCharacter = '"', textBlock = """
                    'maximum':9                > 'maximum':8                  > tightened
                    'maximum':9                > 'maximum':10                 > loosened
                    'minimum':0,               > 'minimum':1,                 > tightened
                    'minimum':0,               >                              > loosened
                    'maxLength':5              > 'maxLength':4                > tightened
                    'maxLength':5              > 'maxLength':6                > loosened
                    'number'                   > 'integer'                    > tightened
                    'enum':['One','Two']       > 'enum':['One']               > tightened
                    'enum':['One','Two']       > 'enum':['One','Two','Six']   > loosened
                    ,'required':['a']          >                              > loosened
                    'required':['a']           > 'required':['a','s']         > tightened
                    """)
    void findsLooserOutputAndStricterInput(String before, String now, String change) {
        JsonObject changed = json(RECORD.replace(quoted(before), now == null ? "" : quoted(now)));
        assertEquals(change.equals("loosened"), breaks(RecordKind.EVENT, changed));
        assertEquals(change.equals("tightened"), breaks(RecordKind.COMMAND, changed));
    }

    @ParameterizedTest(name = "{0} for {1}")
    @CsvSource(delimiter = '>', quoteCharacter = '"', textBlock = """
                    's':{'$ref':'#/$defs/S'},  >
                    '#/$defs/S'                > '#/$defs/R'
                    {'if':1}                   > {'if':2}
                    'array'                    > 'object'
                    'number'                   > 'boolean'
                    'S':{                      > 'Q':{
                    """)
    void findsRemovedAndChangedParts(String before, String now) {
        JsonObject changed = json(RECORD.replace(quoted(before), now == null ? "" : quoted(now)));
        assertTrue(breaks(RecordKind.EVENT, changed));
        assertTrue(breaks(RecordKind.COMMAND, changed));
    }

    @Test
    void acceptsAdditions() {
        JsonObject changed = json(RECORD.replace("\"S\":", "\"New\":{\"type\":\"object\"},\"S\":")
                .replace("\"a\":", "\"b\":{\"type\":\"string\"},\"a\":")
                .replace("{\"if\":1}", "{\"if\":1},{\"if\":2}"));
        assertEquals(List.of(), Compatibility.breaks(RecordKind.EVENT, json(RECORD), changed));
        assertEquals(List.of(), Compatibility.breaks(RecordKind.COMMAND, json(RECORD), changed));
    }

    private static boolean breaks(RecordKind kind, JsonObject changed) {
        return !Compatibility.breaks(kind, json(RECORD), changed).isEmpty();
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }
}
