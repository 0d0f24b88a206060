package org.resilientswarm.core.exchange;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.Protocol;

/// The page that a person sees who opens the exchange's address in a browser. One document, nothing
/// loaded from elsewhere, no script, no numbers that identify anybody.
final class StatusPage {
    private static final String HEAD =
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="refresh" content="10">
            <title>ResilientSwarm signal exchange</title>
            <style>
            :root { color-scheme: light dark; --line: light-dark(#d8dee4, #333b44);
              --dim: light-dark(#57606a, #9aa4ae); --good: light-dark(#1a7f37, #3fb950); }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 42rem; margin: 3rem auto;
              padding: 0 1rem; color: light-dark(#1f2328, #e6edf3);
              background: light-dark(#ffffff, #0d1117); }
            h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1rem; margin: 2rem 0 .5rem; }
            .up { color: var(--good); font-weight: 600; } p, td:first-child { color: var(--dim); }
            table { border-collapse: collapse; width: 100%; }
            td { border-top: 1px solid var(--line); padding: .4rem 0; }
            td:last-child { text-align: right; font-variant-numeric: tabular-nums; }
            code { font: .9em ui-monospace, monospace; }
            </style>
            </head>
            <body>
            """;

    private StatusPage() {}

    /// Renders the page.
    ///
    /// @param stats what to show
    /// @param authority what the browser's user typed; a client's text, so escaped
    /// @param secure whether it came over TLS
    static String render(ExchangeStats stats, String authority, boolean secure) {
        var page = new StringBuilder(HEAD);
        page.append("<h1>ResilientSwarm signal exchange</h1>\n<p><span class=\"up\">")
                .append("Running</span> for ")
                .append(words(stats.uptime()))
                .append(" · ")
                .append(Protocol.AGENT)
                .append("</p>\n<p>It introduces members of a swarm to each other by their public")
                .append(" keys. What they tell each other is sealed: this server cannot read it,")
                .append(" and keeps nothing.</p>\n<h2>Now</h2>\n<table>\n");
        row(page, "Connected clients", stats.connections());
        row(page, "Registered keys", stats.registered());
        row(page, "Signals waiting for their receivers", stats.waiting());
        page.append("</table>\n<h2>Since the start</h2>\n<table>\n");
        row(page, "Signals delivered", stats.delivered());
        row(page, "Signals expired", stats.expired());
        row(page, "STUN requests answered", stats.stunAnswered());
        for (Map.Entry<ErrorCode, Long> entry : new TreeMap<>(stats.refused()).entrySet()) {
            row(page, "Refused: " + entry.getKey(), entry.getValue());
        }
        page.append("</table>\n<h2>Use it</h2>\n<p><code>rswarm node --exchange ")
                .append(secure ? "wss://" : "ws://")
                .append(escape(authority))
                .append("</code></p>\n<p>For machines: <a href=\"/health\">health</a>,")
                .append(" <a href=\"/metrics\">metrics</a>.</p>\n</body>\n</html>\n");
        return page.toString();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static void row(StringBuilder page, String name, long value) {
        page.append("<tr><td>")
                .append(name)
                .append("</td><td>")
                .append(value)
                .append("</td></tr>\n");
    }

    private static String words(Duration time) {
        if (time.toDays() > 0) {
            return time.toDays() + " d " + time.toHoursPart() + " h";
        }
        if (time.toHours() > 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        return time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }
}
