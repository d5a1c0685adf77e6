import { BaseSchema } from '@adonisjs/lucid/schema'

/** A secret that is not confirmed asks for nothing yet; a step that let somebody in lets nobody in again. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table second_steps (
        user_id bigint primary key references users on delete cascade,
        secret text not null,
        confirmed_at timestamptz,
        last_step bigint not null default 0,
        created_at timestamptz not null default now()
      )
    `)
    this.schema.raw(`
      create table recovery_codes (
        user_id bigint not null references second_steps on delete cascade,
        code_hash char(22) not null,
        used_at timestamptz,
        primary key (user_id, code_hash)
      )
    `)
  }

  async down() {
    this.schema.raw('drop table recovery_codes, second_steps')
  }
}
