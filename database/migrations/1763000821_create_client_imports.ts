import { BaseSchema } from '@adonisjs/lucid/schema'

/** A row that is taken in leaves; one that is refused stays with its reason, to be downloaded. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table client_imports (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses on delete cascade,
        user_id bigint references users on delete set null,
        file_name varchar(255) not null,
        titles text[] not null,
        columns text[],
        status varchar(10) not null default 'read' check (status in ('read', 'running', 'done')),
        row_count integer not null,
        added_count integer not null default 0,
        matched_count integer not null default 0,
        refused_count integer not null default 0,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        check (status = 'read' or columns is not null)
      )
    `)
    this.schema.raw(
      'create index client_imports_business on client_imports (business_id, created_at)'
    )
    this.schema.raw(
      `create index client_imports_running on client_imports (id) where status = 'running'`
    )
    this.schema.raw(`
      create table client_import_rows (
        import_id bigint not null references client_imports on delete cascade,
        line integer not null,
        cells text[] not null,
        reason varchar(20),
        primary key (import_id, line)
      )
    `)
    this.schema.raw(
      'create index client_import_rows_left on client_import_rows (import_id, line) where reason is null'
    )
  }

  async down() {
    this.schema.raw('drop table client_import_rows, client_imports')
  }
}
