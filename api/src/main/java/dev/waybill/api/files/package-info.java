/** Files that people upload. */
@NullMarked
package dev.waybill.api.files;

import org.jspecify.annotations.NullMarked;
