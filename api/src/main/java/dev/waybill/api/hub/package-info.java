/** The pages that people see: one shell for every route of theirs, and the files that it is made of. */
@NullMarked
package dev.waybill.api.hub;

import org.jspecify.annotations.NullMarked;
