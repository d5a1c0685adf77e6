import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table password_resets (
        id bigint generated always as identity primary key,
        user_id bigint not null references users on delete cascade,
        token_hash char(64) not null unique,
        expires_at timestamptz not null,
        spent_at timestamptz
      )
    `)
    this.schema.raw('create index password_resets_user on password_resets (user_id)')
  }

  async down() {
    this.schema.raw(`delete from notifications where type = 'password_reset'`)
    this.schema.raw('drop table password_resets')
  }
}
