package org.resilientswarm.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.resilientswarm.core.wire.GoldenMessages.ANNA;
import static org.resilientswarm.core.wire.GoldenMessages.BEN;
import static org.resilientswarm.core.wire.GoldenMessages.MADE;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.MemberNetwork;

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
