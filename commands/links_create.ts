import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { BaseCommand, args, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { DateTime } from 'luxon'
import CreateOneTimeLink from '#actions/links/create_one_time_link'
import SaveBookingLink from '#actions/links/save_booking_link'
import { appUrl } from '#config/app'
import { type Recipient, RecipientError, readRecipients } from '#models/recipients'
import Service from '#models/service'
import { findOwner } from '#queries/find_owner'

const OVER = 'The link could not be made: it would be over already.'

type To = { name: string | null; email: string | null }
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

  @flags.string({
    description: 'Makes a one-time link for each line of a file, or of "-": "Name <address>"',
  })
  declare each: string | undefined

  @flags.boolean({ description: 'Whether a one-time link may be used again once cancelled' })
  declare rearms: boolean

  override async run() {
    const owner = await findOwner(this.business)
    const service =
      owner && (await Service.findBy({ businessId: owner.businessId, slug: this.service }))
    if (!owner || !service) return this.fail('There is no such service.')
    const order = { ...owner, serviceId: service.id, linkId: null }
    if (this.each !== undefined) return this.makeMany(order, this.each)
    const { recipientName, recipientEmail } = this
    const to = { name: recipientName ?? null, email: recipientEmail ?? null }
    const token = await (this.oneTime ? this.makeOneTime(order, to) : this.makeLink(order))
    if (token === null) return this.fail(OVER)
    this.logger.log(addressOf(token))
  }

  /** Prints whom each is for, and its address. */
  private async makeMany(order: Order, file: string) {
    const recipients = await this.read(file)
    if (!recipients) return
    for (const to of recipients) {
      const token = await this.makeOneTime(order, to)
      if (token === null) return this.fail(OVER)
      this.logger.log(`${to.email}\t${addressOf(token)}`)
    }
  }

  private async read(file: string): Promise<Recipient[] | null> {
    try {
      return readRecipients(await (file === '-' ? text(process.stdin) : readFile(file, 'utf8')))
    } catch (error) {
      if (error instanceof RecipientError) {
        this.fail(`Line ${error.line} is no address. Nothing was made.`)
      } else {
        this.fail(`${file} cannot be read. Nothing was made.`)
      }
      return null
    }
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

  private async makeOneTime(order: Order, to: To): Promise<string | null> {
    const created = await new CreateOneTimeLink().handle({
      ...order,
      details: {
        durationMinutes: this.minutes ?? null,
        expiresAt: DateTime.utc().plus({ days: this.days }),
        recipientName: to.name,
        recipientEmail: to.email,
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

function addressOf(token: string): string {
  return `${appUrl}/public/bookings/${token}`
}
