import { BaseSchema } from '@adonisjs/lucid/schema'
import { freeSlug } from '#models/slug'

/** A host's personal page, `/schedule/{slug}`: one name for the whole deployment. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw('alter table hosts add column page_slug varchar(100)')

    this.defer(async (db) => {
      const taken = new Set<string>()
      for (const { id, name } of await db.from('hosts').select('id', 'name').orderBy('id')) {
        const slug = freeSlug(name, taken)
        taken.add(slug)
        await db.from('hosts').where('id', id).update({ page_slug: slug })
      }
    })

    this.schema.raw(`
      alter table hosts
        alter column page_slug set not null,
        add constraint hosts_page_slug_unique unique (page_slug),
        add constraint hosts_page_slug_format check (page_slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$')
    `)
  }

  async down() {
    this.schema.raw('alter table hosts drop column page_slug')
  }
}
