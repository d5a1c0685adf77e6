import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * A file of bookings from another program. Its rows are looked at first, which writes nothing, and
 * brought in when somebody says so; what came of each stays with it.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table booking_imports (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses on delete cascade,
        user_id bigint references users on delete set null,
        service_id bigint references services on delete set null,
        file_name varchar(255) not null,
        titles text[] not null,
        columns text[],
        is_day_first boolean not null default true,
        status varchar(10) not null default 'read'
          check (status in ('read', 'checking', 'checked', 'running', 'done')),
        row_count integer not null,
        created_at timestamptz not null default clock_timestamp(),
        updated_at timestamptz not null default clock_timestamp(),
        check (status = 'read' or columns is not null)
      );
      create index booking_imports_business on booking_imports (business_id, id);
      create index booking_imports_open on booking_imports (id)
        where status in ('checking', 'running');
      create table booking_import_rows (
        import_id bigint not null references booking_imports on delete cascade,
        line integer not null,
        cells text[] not null,
        foreseen varchar(40),
        outcome varchar(40),
        outside_booking_id bigint references outside_bookings on delete set null,
        primary key (import_id, line)
      );
      create index booking_import_rows_outside on booking_import_rows (outside_booking_id)
        where outside_booking_id is not null
    `)
  }

  async down() {
    this.schema.raw('drop table booking_import_rows, booking_imports')
  }
}
