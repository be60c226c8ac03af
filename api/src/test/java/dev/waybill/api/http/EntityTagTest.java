package dev.waybill.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.api.problem.RequestRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "7"              | true  | true
            W/"7"            | true  | false
            *                | true  | true
            "6", "7"         | true  | true
            "6","7" , W/"8"  | true  | true
            "6"              | false | false
            "77"             | false | false
            "7a"             | false | false
            ""               | false | false
            "7",             | true  | true
            , ,"7"           | true  | true
            "a,*", "7-1f"    | true  | true
            W/"7", "6"       | true  | false
            """)
    void comparesVersions(String header, boolean matches, boolean permits) {
        assertThat(EntityTag.matches(header, 7)).isEqualTo(matches);
        assertThat(EntityTag.permits(header, 7)).isEqualTo(permits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"7", "", "w/\"7\"", "\"7\" \"8\"", "\"7\"8", ",", "*, \"7\"", "\"7\", *"})
    void readsNothingIntoWhatIsNoTag(String header) {
        assertThat(EntityTag.matches(header, 7)).isFalse();
        assertThatThrownBy(() -> EntityTag.permits(header, 7)).isInstanceOf(RequestRefused.class);
    }

    @Test
    void writesAStrongTag() {
        assertThat(EntityTag.of(7)).isEqualTo("\"7\"");
        assertThat(EntityTag.matches(null, 7)).isFalse();
        assertThat(EntityTag.of(7, 0)).isEqualTo("\"7\"");
        assertThat(EntityTag.of(7, 31)).isEqualTo("\"7-1f\"");
    }

    @Test
    void readsAListWithoutEnd() {
        assertThat(EntityTag.permits("\"a\",".repeat(100_000) + "\"7\"", 7)).isTrue();
        assertThat(EntityTag.matches("\"a\", ".repeat(100_000) + "b", 7)).isFalse();
    }

    @Test
    void comparesTagsOfAnotherKindStrongly() {
        assertThat(EntityTag.permits("\"x\", \"y\"", "\"y\"")).isTrue();
        assertThat(EntityTag.permits("W/\"y\"", "\"y\"")).isFalse();
        assertThat(EntityTag.permits("*", "\"y\"")).isTrue();
    }
}
