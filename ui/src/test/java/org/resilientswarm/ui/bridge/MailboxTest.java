package org.resilientswarm.ui.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final Queue<Runnable> readerThread = new ArrayDeque<>();
    private final List<String> read = new ArrayList<>();
    private final Mailbox<String> mailbox = new Mailbox<>(readerThread::add, read::add);

    @Test
    void a_burst_of_values_is_one_delivery_of_the_last_one() {
        mailbox.post("one");
        mailbox.post("two");
        mailbox.post("three");
        assertThat(readerThread).hasSize(1);
        readerThread.remove().run();
        assertThat(read).containsExactly("three");
    }

    @Test
    void after_a_delivery_the_next_value_is_delivered() {
        mailbox.post("one");
        readerThread.remove().run();
        mailbox.post("two");
        readerThread.remove().run();
        assertThat(read).containsExactly("one", "two");
    }

    @Test
    void nothing_is_delivered_after_closing() {
        mailbox.post("one");
        mailbox.close();
        readerThread.remove().run();
        assertThat(read).isEmpty();
    }
}
