import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import ApproveBooking from '#actions/requests/approve_booking'
import { appUrl } from '#config/app'
import { byUser } from '#models/by'
import type MailboxMessage from '#models/notifications/mailbox_message'
import { withEmptyTables } from '#tests/support/database'
import { move } from '#tests/support/moves'
import { CLIENT, takeBooking } from '#tests/support/outbox'
import { rowSums } from '#tests/support/row_sums'
import { WorkerDays } from '#tests/support/worker_days'

/** Of the business whose mails are followed. */
export const ZONE = 'Europe/London'

/** The next Sunday on which London's clocks change, at least ten days from now. */
function dayOfChange(): DateTime {
  let day = DateTime.now().setZone(ZONE).startOf('day').plus({ days: 10 })
  while (day.offset === day.plus({ days: 1 }).offset) day = day.plus({ days: 1 })
  return day
}

/** Requested, approved, moved over the change of the clocks, reminded, completed and followed up. */
export async function wholeLife() {
  const sunday = dayOfChange()
  const tenOClock = sunday.minus({ days: 2 }).set({ hour: 10 })
  const noon = sunday.set({ hour: 12 })
  const worker = new WorkerDays()
  const now = DateTime.now()
  const { shop, booking } = await takeBooking(
    {
      business: { timeZone: ZONE, name: 'Swim School Pro' },
      settings: {
        ...{ requiresApproval: true, maxAdvanceBookingDays: 300, bookingExpiryHours: 720 },
        reminderMinutes: [1440, 60],
      },
      service: { followUp: 'How was it?', followUpDelayHours: 2 },
    },
    { client: { ...CLIENT, timeZone: 'America/New_York' }, startsAt: tenOClock }
  )
  await worker.runUntil(now.plus({ minutes: 1 }))
  const by = byUser(shop.user.id)
  const businessId = shop.business.id
  await new ApproveBooking().handle({ businessId, bookingId: booking.id, by })
  await worker.runUntil(now.plus({ minutes: 2 }))
  await booking.refresh()
  const { outcome } = await move(booking, noon, { by })
  if (outcome !== 'moved') throw new Error(`Not moved but ${outcome}`)
  await worker.runUntil(now.plus({ minutes: 3 }))
  await worker.runUntil(noon.plus({ hours: 1 }))
  await worker.runUntil(noon.plus({ days: 2 }))
  return { worker, shop, noon }
}

function linksIn({ html, text }: MailboxMessage): string[] {
  const inHtml = [...(html ?? '').matchAll(/href="([^"]+)"/g)].map(([, href]) => href)
  const inText = [...(text ?? '').matchAll(/https?:\/\/\S+/g)].map(([link]) => link)
  return [
    ...inHtml.map((href) => href.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=')),
    ...inText,
  ]
}

/** Mail scanners open whatever they find, again and again. */
export function testMailLinks(times: number) {
  test.group('The links in the mails of a booking', (group) => {
    withEmptyTables(group)

    test(`change nothing, opened ${times} times each`, async ({ client, assert }) => {
      const { worker } = await wholeLife()
      const found = worker.arrived.flatMap(({ message }) => linksIn(message))
      const ours = found.filter((link) => link.startsWith(appUrl))
      const links = [...new Set(ours)].map((link) => link.slice(appUrl.length))
      for (const kind of ['/manage/', '/decide/', '/preferences/', '/portal', '/privacy/']) {
        assert.isTrue(
          links.some((link) => link.startsWith(kind)),
          kind
        )
      }
      const before = await rowSums()
      for (const link of links) {
        for (let time = 0; time < times; time++) {
          const answers = [client.get(link), client.head(link)].map((asked) => asked.redirects(0))
          for (const answer of await Promise.all(answers))
            assert.isBelow(answer.status(), 400, link)
        }
      }
      assert.deepEqual(await rowSums(), before)
    })
  })
}
