import { BaseSchema } from '@adonisjs/lucid/schema'

/** Since when a host takes turns in a service. Those who are there came with their own row. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(
      'alter table service_hosts add column joined_at timestamptz not null default now()'
    )
    this.schema.raw(`
      update service_hosts set joined_at = hosts.created_at
      from hosts where hosts.id = service_hosts.host_id
    `)
  }

  async down() {
    this.schema.raw('alter table service_hosts drop column joined_at')
  }
}
