import { BaseSchema } from '@adonisjs/lucid/schema'

/** Notifications on screen say what the mail of the same change said; those from now on are written so. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      update notifications set told = mails.told
      from notifications as mails
      where notifications.channel = 'in_app' and mails.channel = 'mail' and mails.told is not null
        and mails.booking_id = notifications.booking_id and mails.user_id = notifications.user_id
        and mails.type = notifications.type
        and mails.booking_version is not distinct from notifications.booking_version
    `)
  }

  async down() {
    this.schema.raw(`update notifications set told = null where channel = 'in_app'`)
  }
}
