import { BaseSchema } from '@adonisjs/lucid/schema'

/** What a member is not told of, and on which channel; of everything else they are. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table muted_events (
        business_id bigint not null,
        user_id bigint not null,
        event varchar(32) not null,
        channel varchar(16) not null check (channel in ('mail', 'in_app')),
        primary key (business_id, user_id, event, channel),
        foreign key (user_id, business_id)
          references memberships (user_id, business_id) on delete cascade
      )
    `)
  }

  async down() {
    this.schema.raw('drop table muted_events')
  }
}
