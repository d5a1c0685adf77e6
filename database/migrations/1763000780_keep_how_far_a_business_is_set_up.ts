import { BaseSchema } from '@adonisjs/lucid/schema'

/** The stops of the first run that its owner has been through. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table setup_stops (
        business_id bigint not null references businesses on delete cascade,
        stop varchar(16) not null
          check (stop in ('services', 'people', 'hours', 'closures', 'share')),
        done_at timestamptz not null default now(),
        primary key (business_id, stop)
      )
    `)
  }

  async down() {
    this.schema.raw('drop table setup_stops')
  }
}
