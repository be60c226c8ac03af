package dev.waybill.api.access;

import dev.waybill.shared.access.KeyLookup;
import dev.waybill.shared.access.KeyText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.beans.factory.InitializingBean;

/** Stores the first admin key when no admin holds one, and refuses a start after which nobody could call. */
public final class FirstAdminKey implements InitializingBean {

    private final AccessProperties properties;
    private final boolean hasIssuer;
    private final KeyLookup lookup;
    private boolean made;

    FirstAdminKey(AccessProperties properties, boolean hasIssuer, KeyLookup lookup) {
        this.properties = properties;
        this.hasIssuer = hasIssuer;
        this.lookup = lookup;
    }

    /** Whether this start has stored it; with an admin's key there it is not needed. */
    public boolean made() {
        return made;
    }

    @Override
    public void afterPropertiesSet() {
        Optional<KeyText> given = given();
        made = given.isPresent() && lookup.makeFirst(given.get());
        if (!made && !hasIssuer && !lookup.any()) {
            throw new NobodyCanCall(
                    given.isPresent()
                            ? "the first admin key that is configured was revoked, or no user is an admin of a workspace"
                            : "there is no valid API key in the database");
        }
    }

    private Optional<KeyText> given() {
        Path file = properties.firstAdminKeyFile();
        if (file != null) {
            return Optional.of(parse("waybill.access.first-admin-key-file", read(file)));
        }
        String key = properties.firstAdminKey();
        return key == null || key.isBlank()
                ? Optional.empty()
                : Optional.of(parse("waybill.access.first-admin-key", key.strip()));
    }

    private static KeyText parse(String setting, String text) {
        return KeyText.parse(text)
                .filter(KeyText::looksRandom)
                .orElseThrow(() -> new IllegalArgumentException(setting
                        + " must hold a key like wbk_first_<secret>, the secret 32 to 128 random letters, digits and"
                        + " hyphens, for example of: echo wbk_first_$(openssl rand -hex 32)"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "waybill.access.first-admin-key-file names a file that cannot be read: " + file, e);
        }
    }
}
