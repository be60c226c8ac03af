/** The tenants of a workspace. */
@NullMarked
package dev.waybill.api.tenancy;

import org.jspecify.annotations.NullMarked;
