/** The database underneath: connections, migrations, and a PostgreSQL of our own where none is given. */
@NullMarked
package dev.waybill.shared.database;

import org.jspecify.annotations.NullMarked;
