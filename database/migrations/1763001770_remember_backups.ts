import { BaseSchema } from '@adonisjs/lucid/schema'

/** When the database was last backed up, for whoever watches over it. The files say the rest. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table backups (
        id bigint generated always as identity primary key,
        taken_at timestamptz not null,
        finished_at timestamptz not null default clock_timestamp(),
        file varchar(255) not null,
        bytes bigint not null,
        table_rows bigint not null
      )
    `)
    this.schema.raw('create index backups_taken on backups (taken_at)')
  }

  async down() {
    this.schema.raw('drop table backups')
  }
}
