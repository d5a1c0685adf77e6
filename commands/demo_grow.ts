import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { DateTime } from 'luxon'
import { DEMO_OWNER } from '#database/demo/business'
import { createGrown, GROWN } from '#database/demo/grown'
import User from '#models/accounts/user'
import Business from '#models/settings/business'

const SIZE = { hosts: 12, services: 40, bookings: 20_000, clients: 8_000 }

/** Beside the demo business, with an owner of its own; does nothing where it is there already. */
export default class DemoGrow extends BaseCommand {
  static override commandName = 'demo:grow'
  static override description = 'Add a business of 12 people, 20,000 bookings and 8,000 clients'
  static override options: CommandOptions = { startApp: true }

  override async run() {
    if (await Business.findBy('slug', GROWN.slug)) {
      return this.logger.info('The grown business is there already.')
    }
    const { name } = await createGrown(SIZE, DateTime.utc())
    await this.takeDemoPassword()
    this.logger.success(
      `${name}: sign in as ${GROWN.email}, with the password of the demo business.`
    )
  }

  /** As it is now, whatever this process was told. */
  private async takeDemoPassword(): Promise<void> {
    const demo = await User.findBy('email', DEMO_OWNER)
    if (!demo) return
    await User.query().where('email', GROWN.email).update({ password: demo.password })
  }
}
