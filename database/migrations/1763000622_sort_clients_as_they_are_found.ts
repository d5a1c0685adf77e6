import { BaseSchema } from '@adonisjs/lucid/schema'

/** Names are in order whatever their letters' case and accents. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw('drop index clients_name')
    this.schema.raw(`
      create index clients_name on clients (business_id, search_key, id) where merged_into is null
    `)
    this.schema.raw(`create index clients_tags on clients (business_id) where tags <> '{}'`)
  }

  async down() {
    this.schema.raw('drop index clients_tags')
    this.schema.raw('drop index clients_name')
    this.schema.raw(`
      create index clients_name on clients (business_id, lower(name), id) where merged_into is null
    `)
  }
}
