package dev.waybill.shared.job;

import dev.waybill.api.access.Session;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;

/** A part of the contract that knows Spring Boot and the api. */
final class CuriousContract {

    @Nullable
    Session session;

    @Nullable
    SpringApplication application;
}
