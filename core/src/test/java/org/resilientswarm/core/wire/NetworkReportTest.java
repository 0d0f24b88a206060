package org.resilientswarm.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.resilientswarm.core.wire.GoldenMessages.ANNA;
import static org.resilientswarm.core.wire.GoldenMessages.BEN;
import static org.resilientswarm.core.wire.GoldenMessages.MADE;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.MemberNetwork;
import tools.jackson.databind.node.ObjectNode;

class NetworkReportTest {
    private static final MemberNetwork.Link MEASURED =
            new MemberNetwork.Link(
                    BEN.publicKey(),
                    Duration.ofNanos(12_345_000),
                    Duration.ofNanos(678_000),
                    0.125,
                    MADE);
    private static final MemberNetwork.Link NEW =
            new MemberNetwork.Link(ANNA.publicKey(), null, null, 0, MADE);

    private static SignedRecord record(String kind, byte[] body) {
        var key = new RecordKey(ANNA.publicKey(), kind, "");
        return SignedRecord.sign(ANNA, key, 1, MADE.toEpochMilli(), 0, false, body);
    }

    private static SignedRecord record(NetworkReport report) {
        return record(NetworkReport.KIND, report.body());
    }

    @Test
    void aReportIsReadAsItWasWritten() throws Exception {
        var report = new NetworkReport(true, 0.25, List.of(MEASURED, NEW));
        assertThat(NetworkReport.of(record(report))).isEqualTo(report);
    }

    @Test
    void aReportHasAsManyLinksAsANode() throws Exception {
        var most = new NetworkReport(true, 0.25, Collections.nCopies(Protocol.MAX_LINKS, MEASURED));
        assertThat(NetworkReport.of(record(most))).isEqualTo(most);
        assertThat(most.body().length).isLessThan(Protocol.MAX_RECORD_BODY_BYTES / 4);
        assertNone(
                record(
                        new NetworkReport(
                                true, 0.25, Collections.nCopies(Protocol.MAX_LINKS + 1, NEW))));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "0.001, false", "0.5, false", "1, true"})
    void aMemberSaysWhetherAndHowMuchItRelays(double load, boolean relays) throws Exception {
        var report = new NetworkReport(relays, load, List.of());
        assertThat(NetworkReport.of(record(report))).isEqualTo(report);
    }

    @Test
    void nobodyCarriesLessThanNothingOrMoreThanItMay() {
        assertNone(record(new NetworkReport(true, -0.001, List.of())));
        assertNone(record(new NetworkReport(true, 1.001, List.of())));
    }

    @Test
    void aReportWithoutWhatAMemberRelaysIsNone() {
        assertNone(record(NetworkReport.KIND, body(node -> node.remove("relays"))));
        assertNone(record(NetworkReport.KIND, body(node -> node.remove("load"))));
        assertNone(record(NetworkReport.KIND, body(node -> node.put("relays", 1))));
    }

    private static byte[] body(Consumer<ObjectNode> change) {
        byte[] body = new NetworkReport(true, 0.25, List.of(MEASURED)).body();
        try {
            var node = (ObjectNode) Objects.requireNonNull(Cbor.read(body, 0, body.length));
            change.accept(node);
            return Cbor.write(node);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void otherRecordsAreNoReports() {
        assertNone(record("networks", new NetworkReport(true, 0.25, List.of()).body()));
        assertNone(record(NetworkReport.KIND, new byte[0]));
        assertNone(record(NetworkReport.KIND, new byte[] {1}));
    }

    private static void assertNone(SignedRecord record) {
        assertThatThrownBy(() -> NetworkReport.of(record))
                .isInstanceOfSatisfying(
                        MalformedException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.MESSAGE_MALFORMED));
    }
}
