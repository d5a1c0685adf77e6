import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table sign_ins (
        id bigint generated always as identity primary key,
        user_id bigint not null references users on delete cascade,
        token_hash char(64) not null unique,
        user_agent varchar(255),
        issued_at timestamptz not null default now(),
        last_seen_at timestamptz not null default now(),
        ended_at timestamptz
      )
    `)
    this.schema.raw('create index sign_ins_user on sign_ins (user_id)')
  }

  async down() {
    this.schema.raw('drop table sign_ins')
  }
}
