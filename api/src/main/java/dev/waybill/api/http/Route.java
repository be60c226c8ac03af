package dev.waybill.api.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a route takes and answers beyond what its mapping and its types say: every controller method under {@code /api} has
 * one, and the OpenAPI document is made of them. Tests check each live answer against the document.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Route {

    /** Name of the operation for generated clients; unique. */
    String id();

    /** One line for people. */
    String summary();

    /** Record whose components are the query parameters; {@code limit} and {@code cursor} come with {@link Trait#PAGED}. */
    Class<?> query() default void.class;

    /** Record whose components are the members of the body, or the parts of a form. */
    Class<?> body() default void.class;

    /** Statuses of success. */
    int[] answers() default 200;

    /** Media type of a success that has a body. */
    String media() default "application/json";

    Trait[] traits() default {};

    /**
     * Reason codes of its own, with their status, for example {@code "409 not_finished"}. {@code *} is an open set. What
     * follows from its traits, its body and its path needs no mention.
     */
    String[] refuses() default {};

    /** Of a stream. */
    Event[] events() default {};

    /** A kind of server-sent event. */
    @Target({})
    @Retention(RetentionPolicy.RUNTIME)
    @interface Event {

        /** Empty for events without a name, which carry an id. */
        String name();

        /** What its data is. */
        Class<?> data();

        /** When it is sent. */
        String when();
    }

    /** What routes have in common. */
    enum Trait {
        /** Takes {@code limit} and {@code cursor}. */
        PAGED,
        /** Takes no body, or an empty object. */
        BARE,
        /** Takes an {@code Idempotency-Key}. */
        IDEMPOTENT,
        /** Can be refused for what is asked of the job, as any submit. */
        SUBMITS,
        /** Its 202 says where the process is, and when to look. */
        ENQUEUES,
        /** Its 201 says where the new resource is. */
        CREATES,
        /** Its success has an {@code ETag}. */
        TAGGED,
        /** The same, and {@code If-None-Match} is answered with 304. */
        CACHED,
        /** Its success is a file to be saved. */
        ATTACHED,
        /** Takes {@code Range} and {@code If-Range}. */
        RANGED,
        /** Takes {@code Last-Event-ID}. */
        RESUMABLE,
        /** Takes {@code Prefer: wait}. */
        PREFERS_WAIT,
        /** Needs no credentials. */
        OPEN
    }
}
