package dev.waybill.shared.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProductIdentityTest {

    @Test
    void neverTakesOneKindForAnother() {
        assertThat(ProductIdentity.ofSku("a").key()).isEqualTo("sku:a");
        assertThat(ProductIdentity.ofHandle("a", List.of()).key()).isEqualTo("handle:a");
        assertThat(ProductIdentity.ofSourceId("a").key()).isEqualTo("id:a");
    }

    @Test
    void keepsOptionsApartWhateverTheyHold() {
        assertThat(ProductIdentity.ofHandle("a", List.of("b|c", "d")))
                .isNotEqualTo(ProductIdentity.ofHandle("a", List.of("b", "c|d")));
        assertThat(ProductIdentity.ofHandle("a", List.of("b\\", "c")))
                .isNotEqualTo(ProductIdentity.ofHandle("a", List.of("b\\|c")));
        assertThat(ProductIdentity.ofHandle("a", List.of(""))).isNotEqualTo(ProductIdentity.ofHandle("a", List.of()));
    }

    @Test
    void isCalledByWhatPeopleKnow() {
        assertThat(ProductIdentity.ofSku("x:1").label()).isEqualTo("x:1");
        assertThat(ProductIdentity.ofHandle("tee", List.of("S", "red")).label()).isEqualTo("tee|S|red");
    }
}
