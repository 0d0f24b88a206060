package org.resilientswarm.core.exchange;

/// The way out of a connection. Never blocks; safe on every thread.
interface Outlet {
    /// Sends a text message; does nothing when the connection is closed.
    void send(String text);

    /// Sends a WebSocket ping.
    void ping();

    /// Closes the connection after what was sent has gone out.
    ///
    /// @param status the status code (RFC 6455, section 7.4)
    /// @param reason why, in a few words
    void close(int status, String reason);
}
