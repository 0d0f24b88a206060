package org.resilientswarm.core.session;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DeliveryTest {
    @Property(tries = 400)
    void everyStreamDeliversExactlyWhatWasWrittenWhateverHappensToThePath(@ForAll long seed) {
        Deliveries.check(seed);
    }
}
