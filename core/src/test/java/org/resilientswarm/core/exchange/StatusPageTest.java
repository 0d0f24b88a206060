package org.resilientswarm.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.model.ErrorCode;

class StatusPageTest {
    private static final ExchangeStats STATS =
            new ExchangeStats(
                    Duration.ofHours(26),
                    7,
                    5,
                    3,
                    1_000,
                    2,
                    40,
                    1,
                    Map.of(ErrorCode.RATE_LIMITED, 9L));

    @Test
    void itShowsTheNumbersAndHowToUseTheExchange() {
        String page = StatusPage.render(STATS, "exchange.example:7900", true);
        assertThat(page)
                .contains("1 d 2 h")
                .contains("<td>Registered keys</td><td>5</td>")
                .contains("<td>Refused: RATE_LIMITED</td><td>9</td>")
                .contains("rswarm node --exchange wss://exchange.example:7900");
    }

    @Test
    void whatTheBrowserSentIsEscaped() {
        String page = StatusPage.render(STATS, "<script>\"'&", false);
        assertThat(page).doesNotContain("<script>").contains("&lt;script&gt;&quot;&#39;&amp;");
    }

    @Test
    void nothingIsLoadedFromElsewhere() {
        assertThat(StatusPage.render(STATS, "x", false))
                .doesNotContain("src=")
                .doesNotContain("http://")
                .doesNotContain("https://")
                .doesNotContain("url(");
    }
}
