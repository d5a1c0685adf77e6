import { BaseSchema } from '@adonisjs/lucid/schema'

/** Why a message was not sent, in the word that is used everywhere else. */
export default class extends BaseSchema {
  async up() {
    this.rename('no_reader', 'no_recipient')
  }

  async down() {
    this.rename('no_recipient', 'no_reader')
  }

  private rename(from: string, to: string) {
    this.schema.raw(
      `update notifications set last_error = '${to}' where last_error = '${from}' and status = 'dropped'`
    )
  }
}
