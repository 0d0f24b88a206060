package org.resilientswarm.core;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.identity.KeyFile;
import org.resilientswarm.core.model.PublicKey;

/// Key files, for programs that make or show an identity without starting a node.
///
/// A key file is PKCS#8 in PEM, which OpenSSL reads too, and belongs to its owner alone. The secret
/// itself never leaves this module.
public final class Keys {
    private Keys() {}

    /// The public key of the identity in a file.
    ///
    /// @param passphrase what the file is encrypted with, or null when it is not
    /// @throws org.resilientswarm.core.api.SwarmException `KEY_FILE_MISSING`, `KEY_FILE_EXPOSED`,
    ///     `KEY_FILE_PASSPHRASE` or `KEY_FILE_DAMAGED`
    public static PublicKey read(Path file, char @Nullable [] passphrase) {
        return KeyFile.read(file, passphrase).publicKey();
    }

    /// Makes a new identity and writes it to a file that does not exist yet. Missing folders are
    /// made.
    ///
    /// @param passphrase what to encrypt the file with, or null to leave it readable to its owner
    /// @throws org.resilientswarm.core.api.SwarmException `KEY_FILE_EXISTS`, or `KEY_FILE_DAMAGED`
    ///     when it cannot be written
    public static PublicKey create(Path file, char @Nullable [] passphrase) {
        return KeyFile.create(file, passphrase, new SecureRandom()).publicKey();
    }
}
