package org.ocppgateway.protocol.translation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.gson.JsonParser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.handler.CommandAnswer;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.testing.Commands;
import org.ocppgateway.protocol.v16.Ocpp16;
import org.ocppgateway.protocol.v2.Ocpp2;

/**
 * Variants of the answers that charge points in the field give. Each line: version; command; its data; answer; status; unified data. JSON
 * has single quotes; {@code -} means that there is no status or no data.
 */
class AnswerVariantsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "1.6; reset; {'type':'soft'}; {'status':['Accepted']}; Accepted; -",
                "1.6; reset; {'type':'soft'}; {'status':' ACCEPTED '}; Accepted; -",
                "1.6; reset; {'type':'soft'}; {'status':'Acepted'}; Accepted; -",
                "1.6; reset; {'type':'soft'}; {'status':'Done'}; Done; -",
                "1.6; reset; {'type':'soft'}; {'status':true}; -; -",
                "1.6; reset; {'type':'soft'}; {'status':'Accepted','status':'Accepted'}; Accepted; -",
                "1.6; reset; {'type':'soft'}; {'status':'Accepted','vendor':{'a':1}}; Accepted; -",
                "1.6; unlock.connector; {'connectorId':1}; {'status':'unlock failed'}; UnlockFailed; -",
                "1.6; set.configuration; {'key':'A','value':'1'}; {'status':'reboot-required'}; RebootRequired; -",
                "1.6; trigger.message; {'message':'Heartbeat'}; {'status':'notImplemented'}; NotImplemented; -",
                "1.6; get.configuration; {}; {'configurationKey':{'key':'A','readonly':'no','value':5}}; -;"
                        + " {'reportData':[{'key':'A','value':'5','readonly':false}]}",
                "1.6; get.configuration; {}; {'configurationKey':[{'key':'A','value':'5'}],'unknownKey':'B'}; -;"
                        + " {'reportData':[{'key':'A','value':'5'}],'unknownKeys':['B']}",
                "1.6; get.configuration; {}; {'configurationKey':[{'key':'A','readonly':true,'value':['5']}],'unknownKey':null}; -;"
                        + " {'reportData':[{'key':'A','value':'5','readonly':true}]}",
                "1.6; get.configuration; {}; {'configurationKey':[{'readonly':true},{'key':'B','readonly':{},'value':true}]}; -;"
                        + " {'reportData':[{'key':'B','value':'true'}]}",
                "1.6; get.configuration; {}; {'configurationKey':'none','unknownKey':['B']}; -; {'reportData':[],'unknownKeys':['B']}",
                "1.6; get.local.list.version; {}; {'listVersion':[7]}; -; {'version':7}",
                "1.6; get.local.list.version; {}; {'listVersion':' 7.0 '}; -; {'version':7}",
                "1.6; get.local.list.version; {}; {'listVersion':'seven'}; -; -",
                "2.0.1; get.local.list.version; {}; {'versionNumber':'7'}; -; {'version':7}",
                "2.0.1; reset; {'type':'soft'}; {'status':'scheduled'}; Scheduled; -",
                "2.0.1; reset; {'type':'soft'}; {'status':'Accepted','statusInfo':'fine'}; Accepted; -",
                "2.0.1; reset; {'type':'soft'}; {'status':'Accepted','statusInfo':[{'reasonCode':7}]}; Accepted; -",
                "2.0.1; set.configuration; {'component':'C','variable':'V','value':'1'};"
                        + " {'setVariableResult':{'attributeStatus':'reboot required'}}; RebootRequired; -",
                "2.1; set.configuration; {'component':'C','variable':'V','value':'1'};"
                        + " {'setVariableResult':[{'attributeStatus':'Accepted','component':'C','variable':'V'}]}; Accepted; -",
            })
    void answerIsCompletedReadAndMarked(
            String version, String type, String data, String answer, String status, String unified) {
        VersionHandler handler = version.equals("1.6")
                ? new DictionaryHandler(new Ocpp16())
                : new DictionaryHandler(new Ocpp2(version.equals("2.1") ? OcppVersion.V2_1 : OcppVersion.V2_0_1));
        Command command = Commands.of(type, json(data));
        Downlink.Call call = assertInstanceOf(Downlink.Call.class, handler.translate(command));
        CommandAnswer read = handler.readAnswer(command, call, json(answer));
        CommandAnswer.Completed completed = assertInstanceOf(CommandAnswer.Completed.class, read, read::toString);
        assertEquals(json(answer), completed.payload());
        assertFalse(completed.violations().isEmpty());
        assertEquals(status, orDash(completed.status()));
        String found = completed.data();
        assertEquals(
                unified.equals("-")
                        ? "-"
                        : JsonParser.parseString(json(unified)).toString(),
                found == null ? "-" : JsonParser.parseString(found).toString());
    }

    private static String json(String quoted) {
        return quoted.replace('\'', '"');
    }

    private static String orDash(@Nullable String text) {
        return text == null ? "-" : text;
    }
}
