package org.resilientswarm.core.session;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// The same as [DeliveryTest], for long.
class DeliveryFuzz {
    @Property(tries = 10_000)
    void everyStreamDeliversExactlyWhatWasWrittenWhateverHappensToThePath(@ForAll long seed) {
        Deliveries.check(seed);
    }
}
