import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * What a mail server sends back names the mail by its Message-ID. How many of such reports were about
 * what is for `/metrics`, which another process answers.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create index notifications_message_id on notifications (message_id) where message_id is not null;
      create table report_totals (
        outcome varchar(16) primary key
          check (outcome in ('bounced', 'delayed', 'unknown', 'forged', 'other')),
        total bigint not null default 0
      )
    `)
  }

  async down() {
    this.schema.raw(`
      drop table report_totals;
      drop index notifications_message_id
    `)
  }
}
