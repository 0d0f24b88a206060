package org.resilientswarm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.LinkAddress;
import org.resilientswarm.core.model.LinkHistory;
import org.resilientswarm.core.model.LinkTry;
import org.resilientswarm.core.model.NatKind;
import org.resilientswarm.core.model.PublicKey;
import tools.jackson.databind.json.JsonMapper;

class LinkExplanationTest {
    private static final LinkTry FAILED =
            new LinkTry(
                    true,
                    Instant.ofEpochMilli(1000),
                    Duration.ofMillis(1500),
                    LinkTry.Outcome.FAILED,
                    ErrorCode.LINK_FAILED,
                    "no way",
                    List.of(new LinkAddress("host", new HostPort("10.0.0.1", 1))),
                    List.of(new LinkAddress("srflx", new HostPort("2001:db8::1", 2))));
    private static final LinkTry UNDER_WAY =
            new LinkTry(
                    false,
                    Instant.ofEpochMilli(2000),
                    null,
                    LinkTry.Outcome.UNDER_WAY,
                    null,
                    "",
                    List.of(),
                    List.of());

    @Test
    void aViewIsWrittenAsTheDocumentSays() {
        var history =
                new LinkHistory(
                        new PublicKey(new byte[32]),
                        NatKind.ADDRESS_DEPENDENT,
                        List.of(FAILED, UNDER_WAY));
        String expected =
                "{'nat':'address-dependent','tries':["
                        + "{'outbound':true,'atMs':1000,'tookMs':1500.0,'outcome':'failed',"
                        + "'code':'LINK_FAILED','reason':'no way',"
                        + "'own':[{'type':'host','address':'10.0.0.1:1'}],"
                        + "'theirs':[{'type':'srflx','address':'[2001:db8::1]:2'}]},"
                        + "{'outbound':false,'atMs':2000,'tookMs':null,'outcome':'under-way',"
                        + "'code':null,'reason':'','own':[],'theirs':[]}]}";
        assertThat(JsonMapper.shared().writeValueAsString(LinkExplanation.of(history)))
                .isEqualTo(expected.replace('\'', '"'));
    }
}
