package dev.waybill.worker.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ListsTest {

    @Test
    void takesACommaWithABackslashAsPartOfAValue() {
        assertThat(Lists.commaSeparated("Red\\, dark, Blue,, Red\\, dark ")).containsExactly("Red, dark", "Blue");
        assertThat(Lists.commaSeparated("a\\b")).containsExactly("a\\b");
        assertThat(Lists.commaSeparated(null)).isEmpty();
    }

    @Test
    void splitsAtTheStrongestSeparatorThatIsThere() {
        assertThat(Lists.separated("a, b|c; d")).containsExactly("a, b", "c; d");
        assertThat(Lists.separated("a, b; c")).containsExactly("a, b", "c");
        assertThat(Lists.separated("a, b")).containsExactly("a", "b");
        assertThat(Lists.separated("a, b\nc|d")).containsExactly("a, b", "c|d");
        assertThat(Lists.separated((String) null)).isEmpty();
    }

    @Test
    void leavesValuesThatCameApartAsTheyAre() {
        assertThat(Lists.separated(List.of("a, b", " c|d ", "a, b"))).containsExactly("a, b", "c|d");
        assertThat(Lists.separated(List.of("a, b"))).containsExactly("a", "b");
        assertThat(Lists.separated(List.of())).isEmpty();
        assertThat(Lists.separatedPaths(List.of("Home > Chairs, big", "Garden|Home")))
                .containsExactly("Home > Chairs, big", "Garden", "Home");
    }

    @Test
    void leavesCommasInsideAddressesAlone() {
        assertThat(Lists.urls("https://a/x,y.png, https://a/2.png http://a/3.png;https://a/4.png"))
                .containsExactly("https://a/x,y.png", "https://a/2.png", "http://a/3.png", "https://a/4.png");
        assertThat(Lists.urls("https://a/1.png | b.png")).containsExactly("https://a/1.png", "b.png");
    }
}
