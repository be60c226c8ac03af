/** Files that people bring: ids scoped to a workspace, never paths. */
@NullMarked
package dev.waybill.shared.files;

import org.jspecify.annotations.NullMarked;
