package dev.waybill.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;

class RoutesTest {

    @ParameterizedTest
    @CsvSource({
        "GET, /api/processes, viewer",
        "HEAD, /api/processes/7, viewer",
        "OPTIONS, /api/processes, viewer",
        "POST, /api/processes, operator",
        "BREW, /api/processes, operator",
        "GET, /api/keys, admin",
        "DELETE, /api/keys/7, admin",
        "GET, /api/k%65ys, admin",
        "OPTIONS, /api/members/7, admin",
        "GET, /api/members, admin",
        "GET, /api/members/names, viewer",
        "PUT, /api/members/names, admin",
        "GET, /api/audit-log, admin",
        "GET, /api/queues/controls, viewer",
        "PUT, /api/queues/controls, admin",
        "PUT, /api/queues/control%73, admin",
        "PUT, /api/queues/controls;x=1, admin",
        "POST, /api/webhooks, admin",
        "PUT, /api/usage/budget, admin",
        "POST, /api/notifications/7/read, viewer",
        "GET, /api/whatever/comes, viewer",
        "PATCH, /api/whatever/comes, operator",
        "POST, /api/session, open",
        "DELETE, /api/session, viewer",
        "GET, /api/session/link/abc, open",
        "HEAD, /api/session/link/abc, viewer",
        "GET, /api/review-packs/7/file, open",
        "POST, /api/review-packs/7/file, operator",
        "GET, /api/openapi.json, open",
        "GET, /elsewhere, admin",
    })
    void saysWhatARouteNeeds(String method, String path, String needed) {
        assertThat(Routes.role(HttpMethod.valueOf(method), path)
                        .map(role -> role.word())
                        .orElse("open"))
                .isEqualTo(needed);
    }
}
