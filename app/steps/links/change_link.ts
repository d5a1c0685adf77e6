import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { changeSettings, type WantedSettings } from '../changes/change_settings.js'
import { tellOfLink } from './tell_of_link.js'
import { changesOf } from '#history'
import type { Message } from '#messages'
import BookingLink from '#models/links/booking_link'
import { linkContent } from '#models/links/link_content'
import { lockRowOrFail } from '#transactions'

interface WantedOfLink extends WantedSettings {
  linkId: number
}

/** They follow from `isActive`. */
const BESIDES = new Set(['draftStep', 'switchedOffAt'])

interface Press {
  action: string
  change: (link: BookingLink) => Promise<void> | void
  /** What the business's systems are told. */
  tells: Message
}

/** What is pressed beside its forms. */
export async function changeLink(
  trx: Transaction,
  { linkId, ...wanted }: WantedOfLink,
  { action, change, tells }: Press
): Promise<'saved' | 'stale'> {
  const link = await lockRowOrFail(trx, BookingLink, { businessId: wanted.businessId, id: linkId })
  const hosts = await link.related('hosts').query().select('hosts.id')
  return changeSettings(trx, wanted, {
    row: link,
    shown: [
      linkContent(
        link,
        hosts.map(({ id }) => id)
      ),
    ],
    change: async () => {
      await change(link)
      return Object.fromEntries(
        Object.entries(changesOf(link)).filter(([field]) => !BESIDES.has(field))
      )
    },
    write: async () => {
      await link.save()
      await tellOfLink(trx, link, { tells, by: wanted.by })
    },
    action,
    subjectType: 'booking_link',
  })
}
