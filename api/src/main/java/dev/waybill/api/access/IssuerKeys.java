package dev.waybill.api.access;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.web.client.RestTemplate;

/** Checks tokens with the issuer's public keys, which are asked for at the first token. */
final class IssuerKeys {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofSeconds(10);

    private IssuerKeys() {}

    static JwtDecoder decoder(JwtProperties properties) {
        return new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder decoder = builder(properties)
                    .restOperations(http())
                    .validateType(false)
                    .jwsAlgorithms(algorithms ->
                            properties.algorithms().forEach(name -> algorithms.add(SignatureAlgorithm.from(name))))
                    .build();
            decoder.setJwtValidator(validator(properties));
            return decoder;
        });
    }

    private static NimbusJwtDecoder.JwkSetUriJwtDecoderBuilder builder(JwtProperties properties) {
        URI keys = properties.jwkSetUri();
        return keys == null
                ? NimbusJwtDecoder.withIssuerLocation(Objects.requireNonNull(properties.issuer()))
                : NimbusJwtDecoder.withJwkSetUri(keys.toString());
    }

    private static RestTemplate http() {
        SimpleClientHttpRequestFactory factory = new SimpleClientHttpRequestFactory();
        factory.setConnectTimeout(CONNECT);
        factory.setReadTimeout(READ);
        return new RestTemplate(factory);
    }

    private static OAuth2TokenValidator<Jwt> validator(JwtProperties properties) {
        return new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(properties.clockSkew()),
                jwt -> result(jwt.getExpiresAt() != null),
                new JwtIssuerValidator(Objects.requireNonNull(properties.issuer())),
                jwt -> result(namesOneOf(jwt, properties.audiences())));
    }

    private static boolean namesOneOf(Jwt jwt, List<String> audiences) {
        List<String> named = jwt.getAudience();
        return named != null && named.stream().anyMatch(audiences::contains);
    }

    private static OAuth2TokenValidatorResult result(boolean valid) {
        return valid
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token"));
    }
}
