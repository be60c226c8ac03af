package dev.waybill.api.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On the record of a body: which members go together. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Forms {

    /** JSON Schemas, one of which the body fits beside what its components say. */
    String[] value();
}
