import { BaseSchema } from '@adonisjs/lucid/schema'

/** A row that was joined to somebody by phone number alone stays too, to say with whom. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table client_import_rows
        add column joined_id bigint references clients on delete cascade;
      create index client_import_rows_joined on client_import_rows (joined_id)
        where joined_id is not null;
      drop index client_import_rows_left;
      create index client_import_rows_left on client_import_rows (import_id, line)
        where reason is null and joined_id is null
    `)
  }

  async down() {
    this.schema.raw(`
      delete from client_import_rows where joined_id is not null;
      drop index client_import_rows_left;
      alter table client_import_rows drop column joined_id;
      create index client_import_rows_left on client_import_rows (import_id, line)
        where reason is null
    `)
  }
}
