/** Review packs: asked for, watched, downloaded. */
@NullMarked
package dev.waybill.api.reviewpack;

import org.jspecify.annotations.NullMarked;
