package org.ocppgateway.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.handler.CommandAnswer;
import org.ocppgateway.protocol.handler.Downlink;
import org.ocppgateway.protocol.model.DerivedIds;
import org.ocppgateway.routing.command.CommandQueue.Reply;

class PasswordCommandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "ChangeConfiguration | {\"key\":\"AuthorizationKey\",\"value\":\"00ff\"} | 00ff",
                "ChangeConfiguration | {\"key\":\"authorizationkey\",\"value\":\"00ff\"} | 00ff",
                "ChangeConfiguration | {\"key\":\"HeartbeatInterval\",\"value\":\"60\"} | -",
                "ChangeConfiguration | {} | -",
                "SetVariables | {\"setVariableData\":[{\"attributeValue\":\"1\",\"component\":{\"name\":\"OCPPCommCtrlr\"},\"variable\":{\"name\":\"HeartbeatInterval\"}},{\"attributeValue\":\"secret\",\"component\":{\"name\":\"SecurityCtrlr\"},\"variable\":{\"name\":\"BasicAuthPassword\"}}]} | secret",
                "SetVariables | {\"setVariableData\":[{\"component\":{},\"variable\":7}]} | -",
                "SetVariables | {\"setVariableData\":\"x\"} | -",
                "Reset | {\"key\":\"AuthorizationKey\",\"value\":\"00ff\"} | -",
            })
    void theNewPasswordIsFoundInCallsThatSetIt(String action, String payload, String password) {
        assertEquals(
                password, PasswordCommand.newPassword(new Downlink.Call(new Action(action), payload, DerivedIds.NONE)));
    }

    @ParameterizedTest
    @CsvSource({
        ", false",
        "OK, false",
        "Accepted, false",
        "RebootRequired, false",
        "Rejected, true",
        "NotSupported, true",
        "UnknownVariable, true"
    })
    void aPasswordWasNotTakenOnlyIfTheStatusSaysSo(@Nullable String status, boolean notTaken) {
        assertEquals(
                notTaken,
                PasswordCommand.isRejected(
                        new Reply.Answered(new CommandAnswer.Completed(status, "{}"), DerivedIds.NONE)));
    }
}
