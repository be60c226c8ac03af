package dev.waybill.api.access;

import dev.waybill.shared.access.Sessions;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Says whose session a cookie is. */
final class SessionCheck {

    private final Sessions sessions;
    private final Clock clock;
    private final BriefCache<String, Sessions.Session> known;
    private final OnceAMinute seen = new OnceAMinute();

    SessionCheck(Sessions sessions, Clock clock, Duration keep) {
        this.sessions = sessions;
        this.clock = clock;
        this.known = new BriefCache<>(keep);
    }

    /** Empty when the session is over, or never was. */
    Optional<Sessions.Session> check(String token) {
        Optional<Sessions.Session> session =
                known.get(token, sessions::find).filter(one -> clock.instant().isBefore(one.expiresAt()));
        session.ifPresent(one -> seen.run(one.id(), () -> sessions.seen(one.id())));
        return session;
    }

    /** Something has changed. */
    void forget() {
        known.forget();
    }
}
