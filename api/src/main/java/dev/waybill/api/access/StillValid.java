package dev.waybill.api.access;

import dev.waybill.shared.access.Identities;
import dev.waybill.shared.access.KeyHolder;
import dev.waybill.shared.access.KeyLookup;
import dev.waybill.shared.access.Sessions;
import dev.waybill.shared.tenancy.Role;
import dev.waybill.shared.tenancy.Scope;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks in the database which callers may still do what they could. */
final class StillValid {

    private final KeyLookup keys;
    private final Sessions sessions;
    private final Identities identities;

    StillValid(KeyLookup keys, Sessions sessions, Identities identities) {
        this.keys = keys;
        this.sessions = sessions;
        this.identities = identities;
    }

    /** Those of them who may not, or may do less or more. */
    Set<Caller> ended(Collection<Caller> callers) {
        List<Long> sessionIds = callers.stream()
                .map(Caller::credential)
                .filter(Credential.Session.class::isInstance)
                .map(credential -> ((Credential.Session) credential).id())
                .distinct()
                .toList();
        List<Long> keyIds = callers.stream()
                .map(Caller::credential)
                .filter(Credential.Key.class::isInstance)
                .map(credential -> ((Credential.Key) credential).holder().keyId())
                .distinct()
                .toList();
        Map<Long, KeyHolder> ofSessions = sessionIds.isEmpty()
                ? Map.of()
                : sessions.stillValid(sessionIds).stream()
                        .collect(Collectors.toMap(Sessions.Session::id, Sessions.Session::holder));
        Map<Long, KeyHolder> ofKeys = keyIds.isEmpty()
                ? Map.of()
                : keys.stillValid(keyIds).stream().collect(Collectors.toMap(KeyHolder::keyId, holder -> holder));
        Set<Caller> ended = new HashSet<>(callers);
        ended.removeIf(caller -> switch (caller.credential()) {
            case Credential.Key key ->
                same(key.holder(), ofKeys.get(key.holder().keyId()));
            case Credential.Session session -> same(session.holder(), ofSessions.get(session.id()));
            case Credential.Token token -> !token.member() || sameRole(caller.scope());
        });
        return ended;
    }

    private static boolean same(KeyHolder before, @Nullable KeyHolder now) {
        return now != null && now.sameAccess(before);
    }

    private boolean sameRole(Scope scope) {
        Role now = identities
                .role(Objects.requireNonNull(scope.workspaceId()), Objects.requireNonNull(scope.userId()))
                .orElse(null);
        return scope.role() == (scope.own() && now == Role.ADMIN ? Role.OPERATOR : now);
    }
}
