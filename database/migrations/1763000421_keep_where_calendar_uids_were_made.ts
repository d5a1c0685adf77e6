import { BaseSchema } from '@adonisjs/lucid/schema'
import { appUrl } from '#config/app'

/**
 * A booking's UID ends in the host at which it was made, and stays when that moves. Those that
 * exist were told under the present one; as a default it fills them without touching a row.
 */
export default class extends BaseSchema {
  async up() {
    const { hostname } = new URL(appUrl)
    this.schema.raw(`
      alter table bookings
        add column calendar_host varchar(255) not null default '${hostname.replaceAll("'", '')}'
    `)
  }

  async down() {
    this.schema.raw('alter table bookings drop column calendar_host')
  }
}
