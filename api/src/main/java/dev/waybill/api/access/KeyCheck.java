package dev.waybill.api.access;

import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.access.KeyHolder;
import dev.waybill.shared.access.KeyLookup;
import dev.waybill.shared.access.KeyText;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Says who holds a key that is shown, and slows down whoever shows wrong ones. */
final class KeyCheck {

    private final KeyLookup lookup;
    private final FailedSignIns failures;
    private final Clock clock;
    private final BriefCache<String, KeyLookup.Found> known;
    private final OnceAMinute used = new OnceAMinute();

    KeyCheck(KeyLookup lookup, FailedSignIns failures, Clock clock, Duration keep) {
        this.lookup = lookup;
        this.failures = failures;
        this.clock = clock;
        this.known = new BriefCache<>(keep);
    }

    /** @throws RequestRefused {@code unauthenticated} or {@code rate_limited} */
    KeyHolder check(String shown, String address) {
        Optional<KeyText> text = KeyText.parse(shown);
        text.flatMap(one -> failures.pauseOfKey(address, one.publicId())).ifPresent(pause -> {
            throw AccessProblems.slowed(pause);
        });
        KeyLookup.Found found = text.flatMap(one -> known.get(one.publicId(), lookup::find)
                        .filter(key -> key.holder().holds(one)))
                .orElseThrow(() -> wrong(address, text));
        KeyHolder holder = found.holder();
        failures.succeeded(address, holder.publicId());
        if (!found.valid() || holder.expired(clock.instant())) {
            throw AccessProblems.invalid("The key is expired or revoked");
        }
        used.run(holder.keyId(), () -> lookup.used(holder.keyId()));
        return holder;
    }

    private RequestRefused wrong(String address, Optional<KeyText> text) {
        Optional<Duration> pause = failures.pauseOfAddress(address);
        failures.failed(address, text.map(KeyText::publicId).orElse(null));
        return pause.map(AccessProblems::slowed).orElseGet(() -> AccessProblems.invalid("There is no such key"));
    }

    /** Something has changed. */
    void forget() {
        known.forget();
    }
}
