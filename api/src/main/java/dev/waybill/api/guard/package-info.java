/** What stands before every route: limits of rate and time, the headers of a secure page, proxies that are trusted. */
@NullMarked
package dev.waybill.api.guard;

import org.jspecify.annotations.NullMarked;
