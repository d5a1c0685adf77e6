import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Attempts only ever grow: they tell one lease from the next. Sent again, a message starts its
 * retries afresh by leaving those before out of the count.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table notifications
        add column attempts_before integer not null default 0,
        add column resends integer not null default 0,
        add constraint notifications_attempts check (attempts_before between 0 and attempts)
    `)
  }

  async down() {
    this.schema.raw(`
      delete from notifications where type = 'message_failed';
      alter table notifications drop column attempts_before, drop column resends
    `)
  }
}
