import { BaseSchema } from '@adonisjs/lucid/schema'
import { sentAddress } from '#formats/contacts/mail_address'

/**
 * An address has one account that proved it, and any number that did not, so that signing up need
 * not tell whether it has one. Addresses are kept in the form in which they are sent, which is one
 * for each mailbox.
 */
export default class extends BaseSchema {
  async up() {
    this.defer(async (client) => {
      const users: { id: string; email: string }[] = await client
        .from('users')
        .select('id', 'email')
        .whereRaw(`email::text ~ '[^[:ascii:]]'`)
      for (const { id, email } of users) {
        await client
          .from('users')
          .where('id', id)
          .update({ email: sentAddress(email) })
      }
    })
    this.schema.raw('alter table users drop constraint users_email_key')
    this.schema.raw(
      `create unique index users_proven_email on users (email) where email_verified_at is not null`
    )
    this.schema.raw('create index users_email on users (email)')
  }

  /** Refused by the database while an address has several accounts: which of them stays is not ours to say. */
  async down() {
    this.schema.raw('alter table users add constraint users_email_key unique (email)')
    this.schema.raw('drop index users_email')
    this.schema.raw('drop index users_proven_email')
  }
}
