import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table sign_in_tries (
        key varchar(64) primary key,
        tries integer not null default 1,
        tried_at timestamptz not null default clock_timestamp()
      )
    `)
  }

  async down() {
    this.schema.raw('drop table sign_in_tries')
  }
}
