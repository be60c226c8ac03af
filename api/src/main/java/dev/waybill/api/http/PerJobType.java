package dev.waybill.api.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On the record of a body that holds the input of a job: the body has one form a job type. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface PerJobType {

    /** Only the subtypes of this type; empty for whatever can be submitted. */
    String type() default "";

    /** Whether the input's members stand beside the others; else they are below {@code input}. */
    boolean flat() default false;
}
