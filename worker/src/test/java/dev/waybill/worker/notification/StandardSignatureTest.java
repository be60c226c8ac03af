package dev.waybill.worker.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.notification.WebhookSecret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardSignatureTest {

    private static final WebhookSecret SECRET =
            WebhookSecret.of(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

    /** The example of the specification's libraries. */
    @Test
    void signsTheExampleOfTheStandard() {
        assertThat(SECRET.text()).isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(StandardSignature.of(
                        List.of(SECRET), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void signsWithEverySecret() {
        String both = StandardSignature.of(List.of(WebhookSecret.random(), SECRET), "msg_1", 1, "{}");

        assertThat(both.split(" ")).hasSize(2).allMatch(signature -> signature.startsWith("v1,"));
        assertThat(both).endsWith(" " + StandardSignature.of(List.of(SECRET), "msg_1", 1, "{}"));
    }

    /** RFC 4231, test case 2: the receiver of these tests is right. */
    @Test
    void isCheckedByAReceiverThatIsRight() {
        assertThat(HexFormat.of()
                        .formatHex(Receiver.hmac(
                                "Jefe".getBytes(StandardCharsets.UTF_8),
                                "what do ya want for nothing?".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }
}
