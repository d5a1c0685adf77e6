import { BaseCommand, args, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { DateTime } from 'luxon'
import CreateOneTimeLink from '#actions/links/create_one_time_link'
import SaveBookingLink from '#actions/links/save_booking_link'
import { appUrl } from '#config/app'
import Service from '#models/service'
import { findOwner } from '#queries/find_owner'

type Order = { businessId: number; serviceId: number; userId: number; linkId: null }

/** The address of a one-time link is told here and never again: only a hash of it is kept. */
export default class LinksCreate extends BaseCommand {
  static override commandName = 'links:create'
  static override description = 'Make a booking link, or a one-time link, and print its address'
  static override options: CommandOptions = { startApp: true }

  @args.string({ description: 'The business, as in /book/{business}' })
  declare business: string

  @args.string({ description: 'The service, as in /book/{business}/{service}' })
  declare service: string

  @flags.string({ description: 'What you call it' })
  declare name: string | undefined

  @flags.number({ description: 'The length of its bookings; the service’s unless given' })
  declare minutes: number | undefined

  @flags.boolean({ description: 'For one recipient and one booking' })
  declare oneTime: boolean

  @flags.number({ description: 'After how many days a one-time link runs out', default: 14 })
  declare days: number

  @flags.string({ description: 'Whose name the form of a one-time link is filled in with' })
  declare recipientName: string | undefined

  @flags.string({ description: 'Whose address the form of a one-time link is filled in with' })
  declare recipientEmail: string | undefined

  @flags.boolean({ description: 'Whether a one-time link may be used again once cancelled' })
  declare rearms: boolean

  override async run() {
    const owner = await findOwner(this.business)
    const service =
      owner && (await Service.findBy({ businessId: owner.businessId, slug: this.service }))
    if (!owner || !service) return this.fail('There is no such service.')
    const order = { ...owner, serviceId: service.id, linkId: null }
    const token = await (this.oneTime ? this.makeOneTime(order) : this.makeLink(order))
    if (token === null) return this.fail('The link could not be made: it would be over already.')
    this.logger.log(`${appUrl}/public/bookings/${token}`)
  }

  private async makeLink(order: Order): Promise<string | null> {
    const details = {
      name: this.name ?? 'Made by command',
      durationMinutes: this.minutes ?? null,
    }
    const saved = await new SaveBookingLink().handle({
      ...order,
      details,
      hostIds: [],
      requestId: null,
    })
    return saved.outcome === 'saved' ? saved.link.token : null
  }

  private async makeOneTime(order: Order): Promise<string | null> {
    const created = await new CreateOneTimeLink().handle({
      ...order,
      details: {
        durationMinutes: this.minutes ?? null,
        expiresAt: DateTime.utc().plus({ days: this.days }),
        recipientName: this.recipientName ?? null,
        recipientEmail: this.recipientEmail ?? null,
        rearmsOnCancel: this.rearms,
      },
      requestId: null,
    })
    return created.outcome === 'created' ? created.token : null
  }

  private fail(sentence: string) {
    this.exitCode = 1
    this.logger.logError(sentence)
  }
}
