package dev.waybill.standalone.hub;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of pages in a real browser. Its methods take a {@link HubNode}, which all tests share, a {@link Workspace} and a
 * {@link Visitor}, who is an operator of that workspace; both are the test's own. After each test everything that a
 * {@link PageGuard} has seen fails it.
 *
 * <p>Where there is no browser it is skipped, with a word in {@code target/browser/skipped.txt} that the build repeats; in
 * CI, which sets {@code CI}, it fails.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(BrowserExtension.class)
@interface BrowserTest {}
