/** Review packs: what of a tenant is gathered in one file, for whom it is ready, and when it ends. */
@NullMarked
package dev.waybill.shared.reviewpack;

import org.jspecify.annotations.NullMarked;
