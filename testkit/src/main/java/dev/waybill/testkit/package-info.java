/** What tests, measurements and users' own tests build on: real databases, real JVMs, the house rules. */
@NullMarked
package dev.waybill.testkit;

import org.jspecify.annotations.NullMarked;
