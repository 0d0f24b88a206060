package org.resilientswarm.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.RecordId;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.RecordSummary;

class ExpiriesTest {
    @Property(tries = 300)
    void theFirstIsAlwaysTheOneThatExpiresFirstWhateverWasTakenOut(@ForAll long seed) {
        var random = new Random(seed);
        var expiries = new Expiries();
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < 100; i++) {
            Entry entry = entry(1 + random.nextInt(1000));
            expiries.add(entry);
            entries.add(entry);
        }
        Collections.shuffle(entries, random);
        while (!entries.isEmpty()) {
            long least = entries.stream().mapToLong(entry -> entry.expires).min().orElseThrow();
            Entry first = expiries.first();
            assertThat(first).isNotNull().matches(entry -> entry.expires == least);
            Entry gone = entries.removeLast();
            expiries.remove(gone);
            assertThat(gone.place).isNegative();
        }
        assertThat(expiries.first()).isNull();
    }

    private static Entry entry(long expires) {
        var author = new PublicKey(new byte[PublicKey.LENGTH]);
        var id = new RecordId(expires, 0, 0, 0);
        var key = new RecordKey(author, "kind", "");
        var summary = new RecordSummary(key, 1, 0, expires, false, 200, id);
        return new Entry(new AuthorShelf(author), "kind", summary);
    }
}
