import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table services
        add column category varchar(100) check (category <> ''),
        add column colour varchar(7) check (colour ~ '^#[0-9a-f]{6}$'),
        add column archived_at timestamptz,
        add constraint services_archived_are_off check (archived_at is null or not is_active)
    `)
    this.schema.raw(`
      create table retired_service_slugs (
        business_id bigint not null,
        slug varchar(100) not null,
        service_id bigint not null,
        created_at timestamptz not null default now(),
        primary key (business_id, slug),
        foreign key (service_id, business_id) references services (id, business_id) on delete cascade
      )
    `)
    this.schema.raw(
      'create index retired_service_slugs_service on retired_service_slugs (service_id)'
    )
  }

  async down() {
    this.schema.raw('drop table retired_service_slugs')
    this.schema.raw(`
      alter table services
        drop column category, drop column colour, drop column archived_at
    `)
  }
}
