package dev.waybill.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Beside an application's own controllers, which keep their JSON and their errors. */
@PostgresTest
class LibraryPostgresTest {

    private static ApiNode node;
    private static Http http;

    @BeforeAll
    static void start(TestDatabase database) {
        node = ApiNode.start(Host.class, database, "spring.threads.virtual.enabled=false");
        http = node.http();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void leavesTheApplicationItsJson() {
        assertThat(http.get("/greeting").text()).isEqualTo("{\"firstWord\":\"hello\"}");
    }

    @Test
    void leavesTheApplicationItsErrors() {
        assertThat(http.get("/broken").text()).isEqualTo("handled by the host");
        assertThat(http.get("/nowhere").header("Content-Type")).isNotEqualTo("application/problem+json");
    }

    @Test
    void servesItsOwnRoutes() {
        assertThat(http.get("/api/processes").status()).isEqualTo(200);
        assertThat(http.get("/api/processes").text()).contains("server_time");
        assertThat(http.get("/api/processes/7").reason()).isEqualTo("not_found");
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Host {

        @Bean
        HostController hostController() {
            return new HostController();
        }

        @Bean
        HostAdvice hostAdvice() {
            return new HostAdvice();
        }
    }

    record Greeting(String firstWord) {}

    @RestController
    static class HostController {

        @GetMapping("/greeting")
        Greeting greeting() {
            return new Greeting("hello");
        }

        @GetMapping("/broken")
        Greeting broken() {
            throw new IllegalStateException("broken");
        }
    }

    @RestControllerAdvice
    static class HostAdvice {

        @ExceptionHandler(IllegalStateException.class)
        ResponseEntity<String> handle() {
            return ResponseEntity.internalServerError().body("handled by the host");
        }
    }
}
