package org.resilientswarm.core.link.webrtc;

import java.util.concurrent.Callable;

/// libwebrtc did not take what it was given, mostly something that the far side sent.
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private RefusedException(Throwable cause) {
        super(cause.getMessage(), cause);
    }

    /// Calls libwebrtc with something that may be unfit.
    ///
    /// webrtc-java reports that as a bare [Error], as a [RuntimeException] or, when sending, as any
    /// exception.
    static <T> T orResult(Callable<T> call) throws RefusedException {
        try {
            return call.call();
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Exception | Error e) {
            throw new RefusedException(e);
        }
    }

    /// The same for a call without a result.
    static void orDone(Call call) throws RefusedException {
        orResult(
                () -> {
                    call.run();
                    return true;
                });
    }

    /// A native call that may fail.
    interface Call {
        void run() throws Exception;
    }
}
