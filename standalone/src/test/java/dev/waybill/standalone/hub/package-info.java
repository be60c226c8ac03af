/** The hub's pages in a real browser, over a real api and worker. */
@NullMarked
package dev.waybill.standalone.hub;

import org.jspecify.annotations.NullMarked;
