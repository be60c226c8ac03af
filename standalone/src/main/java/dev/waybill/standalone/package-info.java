@NullMarked
package dev.waybill.standalone;

import org.jspecify.annotations.NullMarked;
