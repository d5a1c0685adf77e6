import { BaseSchema } from '@adonisjs/lucid/schema'

/** What somebody of the business wrote to clients; the outbox has a row for each of them. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table written_messages (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses on delete cascade,
        user_id bigint references users on delete set null,
        title varchar(150) not null check (title <> ''),
        body text not null check (char_length(body) between 1 and 5000),
        created_at timestamptz not null default now()
      )
    `)
    this.schema.raw('create index written_messages_business on written_messages (business_id)')
  }

  async down() {
    this.schema.raw('drop table written_messages')
  }
}
