package dev.waybill.shared.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScopeTest {

    @Test
    void seesItsWorkspaceAndWithOwnOnlyWhatItsUserStarted() {
        Scope whole = new Scope(1L, 5L, Role.VIEWER, false);
        Scope own = new Scope(1L, 5L, Role.ADMIN, true);

        assertThat(whole.sees(1L, 6L)).isTrue();
        assertThat(whole.sees(1L, null)).isTrue();
        assertThat(whole.sees(2L, 5L)).isFalse();
        assertThat(whole.sees(null, 5L)).isFalse();
        assertThat(own.sees(1L, 5L)).isTrue();
        assertThat(own.sees(1L, 6L)).isFalse();
        assertThat(own.sees(1L, null)).isFalse();
        assertThat(own.sees(2L, 5L)).isFalse();
    }

    @Test
    void hasNoOwnWithoutAUser() {
        assertThatThrownBy(() -> new Scope(1L, null, Role.VIEWER, true)).isInstanceOf(IllegalArgumentException.class);
    }
}
