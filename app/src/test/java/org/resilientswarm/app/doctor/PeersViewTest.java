package org.resilientswarm.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.LinkAddress;
import org.resilientswarm.core.model.LinkHistory;
import org.resilientswarm.core.model.LinkTry;
import org.resilientswarm.core.model.LinkTry.Outcome;
import org.resilientswarm.core.model.NatKind;
import tools.jackson.databind.json.JsonMapper;

class PeersViewTest {
    private static LinkHistory read(String json) {
        var node = JsonMapper.shared().readTree(json.replace('\'', '"'));
        return PeersView.of(DoctorFacts.PEER, node);
    }

    @Test
    void whatAPeerExplainsIsRead() {
        String json =
                "{'nat':'address-dependent','tries':[{'outbound':true,'atMs':1000,'tookMs':1500.5,"
                        + "'outcome':'failed','code':'LINK_FAILED','reason':'no way',"
                        + "'own':[{'type':'host','address':'10.0.0.1:1'}],"
                        + "'theirs':[{'type':'srflx','address':'[2001:db8::1]:2'}]},"
                        + "{'outbound':false,'atMs':2000,'tookMs':null,'outcome':'under-way',"
                        + "'code':null,'reason':'','own':[],'theirs':[]}]}";
        var failed =
                new LinkTry(
                        true,
                        Instant.ofEpochMilli(1000),
                        Duration.ofNanos(1_500_500_000),
                        Outcome.FAILED,
                        ErrorCode.LINK_FAILED,
                        "no way",
                        List.of(new LinkAddress("host", new HostPort("10.0.0.1", 1))),
                        List.of(new LinkAddress("srflx", new HostPort("2001:db8::1", 2))));
        var underWay =
                new LinkTry(
                        false,
                        Instant.ofEpochMilli(2000),
                        null,
                        Outcome.UNDER_WAY,
                        null,
                        "",
                        List.of(),
                        List.of());
        assertThat(read(json))
                .isEqualTo(
                        new LinkHistory(
                                DoctorFacts.PEER,
                                NatKind.ADDRESS_DEPENDENT,
                                List.of(failed, underWay)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "[]",
                "{}",
                "{'nat':7,'tries':'none'}",
                "{'nat':'of a later version','tries':{}}",
                "{'tries':[]}"
            })
    void whatIsNotUnderstoodIsUnknown(String json) {
        assertThat(read(json))
                .isEqualTo(new LinkHistory(DoctorFacts.PEER, NatKind.UNKNOWN, List.of()));
    }

    @Test
    void aTryOfALaterVersionKeepsWhatIsUnderstood() {
        var history =
                read(
                        "{'tries':[{'outcome':'dreamt','code':'LATER','tookMs':1e300,'reason':[],"
                                + "'own':[{'type':'host','address':'nowhere'},{},7]}]}");
        assertThat(history.tries())
                .containsExactly(
                        new LinkTry(
                                false,
                                Instant.EPOCH,
                                null,
                                Outcome.UNDER_WAY,
                                null,
                                "",
                                List.of(),
                                List.of()));
    }

    @Test
    void aPeerCannotFillTheScreen() {
        String address = "{'type':'host','address':'10.0.0.1:1'}";
        String attempt =
                "{'reason':'%s','own':[%s]}"
                        .formatted("x".repeat(501), (address + ",").repeat(64) + address);
        var history = read("{'tries':[%s]}".formatted((attempt + ",").repeat(64) + attempt));
        assertThat(history.tries()).hasSize(64);
        assertThat(history.tries().getFirst().reason()).hasSize(500);
        assertThat(history.tries().getFirst().own()).hasSize(64);
    }
}
