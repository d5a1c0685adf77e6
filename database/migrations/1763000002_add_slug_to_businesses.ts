import { BaseSchema } from '@adonisjs/lucid/schema'
import { freeSlug } from '#models/slug'

export default class extends BaseSchema {
  async up() {
    this.schema.raw('alter table businesses add column slug varchar(100)')

    this.defer(async (db) => {
      const taken = new Set<string>()
      for (const { id, name } of await db.from('businesses').select('id', 'name').orderBy('id')) {
        const slug = freeSlug(name, taken)
        taken.add(slug)
        await db.from('businesses').where('id', id).update({ slug })
      }
    })

    this.schema.raw(`
      alter table businesses
        alter column slug set not null,
        add constraint businesses_slug_unique unique (slug),
        add constraint businesses_slug_format check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$')
    `)

    this.schema.raw(`
      create table retired_slugs (
        slug varchar(100) primary key,
        business_id bigint not null references businesses on delete cascade,
        created_at timestamptz not null default now()
      )
    `)
  }

  async down() {
    this.schema.raw('drop table retired_slugs')
    this.schema.raw('alter table businesses drop column slug')
  }
}
