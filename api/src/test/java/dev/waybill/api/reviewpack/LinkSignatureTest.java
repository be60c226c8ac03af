package dev.waybill.api.reviewpack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LinkSignatureTest {

    private final LinkSignature signature = with("secret");

    @Test
    void isRightForItsPackAndTimeOnly() {
        String signed = signature.sign(7, 1_000);

        assertThat(signature.isRight(signed, 7, 1_000)).isTrue();
        assertThat(signature.isRight(signed, 8, 1_000)).isFalse();
        assertThat(signature.isRight(signed, 7, 1_001)).isFalse();
        assertThat(signature.isRight(signed + "=", 7, 1_000)).isFalse();
        assertThat(signature.isRight("", 7, 1_000)).isFalse();
        assertThat(with("other").isRight(signed, 7, 1_000)).isFalse();
    }

    @Test
    void doesNotTakeDigitsOfTheOneForTheOther() {
        assertThat(signature.sign(71, 234)).isNotEqualTo(signature.sign(7, 1234));
    }

    private static LinkSignature with(String secret) {
        return new LinkSignature(() -> secret.getBytes(StandardCharsets.UTF_8));
    }
}
