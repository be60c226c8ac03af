package dev.waybill.shared.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.tenancy.Role;
import dev.waybill.shared.tenancy.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BulkFilterTest {

    private static final Scope OWN = new Scope(1L, 5L, Role.OPERATOR, true);

    @Test
    void isKeptForTheWholeWorkspace() {
        assertThat(ofUser(6L).within(Scope.SEEDED)).isEqualTo(ofUser(6L));
    }

    @Test
    void isNarrowedToWhatTheUserStarted() {
        assertThat(ofUser(null).within(OWN)).isEqualTo(ofUser(5L));
        assertThat(ofUser(5L).within(OWN)).isEqualTo(ofUser(5L));
    }

    @Test
    void findsNothingOfOthers() {
        assertThat(ofUser(6L).within(OWN)).isEqualTo(ofUser(0L));
    }

    private static BulkFilter ofUser(@Nullable Long user) {
        return new BulkFilter(List.of("failed"), null, "import", null, null, user, null, null, null, "x", null);
    }
}
