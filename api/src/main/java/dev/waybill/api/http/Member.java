package dev.waybill.api.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the type of a record's component does not say of a member or a parameter. Lengths and ranges are said by Jakarta's
 * {@code Size}, {@code Min}, {@code Max} and {@code Pattern}.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Member {

    /** Its name, where a component cannot have it. */
    String name() default "";

    /** For people. */
    String says() default "";

    /** A text that is one of this enumeration's names, in lower case; {@code Void} for none. */
    Class<?> words() default Void.class;

    /** A text that is one of these. */
    String[] oneOf() default {};

    /** What holds when it is absent. */
    String usual() default "";

    /** Label of the job type whose input this is. */
    String inputOf() default "";

    /** Whether an absent member is an error though the type allows null. */
    boolean required() default false;
}
