import { BaseCommand, args, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { DateTime } from 'luxon'
import RearmOneTimeLink from '#actions/links/rearm_one_time_link'
import RevokeOneTimeLink from '#actions/links/revoke_one_time_link'
import { byUser } from '#models/by'
import { findOwner } from '#queries/accounts/find_owner'

const WORDS = {
  revoked: 'Nobody can book through it any more.',
  rearmed: 'It can be used again, under the same address.',
  already_booked: 'It has been booked: cancel the booking instead.',
  still_booked: 'Its booking stands: cancel it first.',
  already_over: 'It would be over already: give it more days.',
  busy: 'Too many are booking just now: try again in a moment.',
  stale: 'It was changed meanwhile: look at it again.',
  not_found: 'There is no such one-time link.',
}

export default class LinksRevoke extends BaseCommand {
  static override commandName = 'links:revoke'
  static override description = 'Take a one-time link back, or arm it again'
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'The business, as in /book/{business}' })
  declare business: string

  @args.string({ description: 'The number that links:list shows' })
  declare id: string

  @flags.boolean({ description: 'Arm it again instead' })
  declare rearm: boolean

  @flags.number({ description: 'After how many days it will run out then', default: 14 })
  declare days: number

  override async run() {
    const outcome = await this.change()
    if (outcome === 'revoked' || outcome === 'rearmed') return this.logger.success(WORDS[outcome])
    this.exitCode = 1
    this.logger.logError(WORDS[outcome])
  }

  private async change(): Promise<keyof typeof WORDS> {
    const owner = await findOwner(this.business)
    const oneTimeLinkId = Number(this.id)
    if (!owner || !Number.isSafeInteger(oneTimeLinkId)) return 'not_found'
    const by = byUser(owner.userId)
    const order = { businessId: owner.businessId, oneTimeLinkId, by }
    const expiresAt = DateTime.utc().plus({ days: this.days })
    const { outcome } = this.rearm
      ? await new RearmOneTimeLink().handle({ ...order, expiresAt })
      : await new RevokeOneTimeLink().handle(order)
    return outcome
  }
}
