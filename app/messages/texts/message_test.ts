import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { message, type Subject } from '../message.js'
import { business, lesson, owner } from '../samples.js'
import { variablesOf } from './own_texts.js'
import { type SampleWanted, sampleTold } from './shown_mail.js'
import Membership from '#models/accounts/membership'
import type Notification from '#models/notifications/notification'
import { sampleParts } from '#queries/bookings/sample_parts'

/** What somebody of the business tries out on themselves, with words that need not be saved. */
interface TestSubject {
  wanted: Omit<SampleWanted, 'now'>
  reader: { fullName: string; email: string }
  member: Membership['user'] | null
}

const testSubject: Subject<TestSubject> = {
  find: (notification, _now, client) => find(notification, client),

  async load(notification) {
    const about = await find(notification, db.connection())
    if (!about) return null
    const { bookingId } = notification.data
    const { business: shop } = about.wanted
    const parts = await sampleParts(shop, typeof bookingId === 'number' ? bookingId : null)
    Object.assign(about.wanted, parts)
    const thread = { name: `test-${notification.id}`, host: null, version: null, inReplyTo: null }
    return { about, member: about.member, endsAt: null, bookings: null, thread }
  },

  recipient: (about, _member, now) => told(about, now).to,
}

/** To whoever asked for it, and looking as a client would get it. */
export const messageTest = message({
  type: 'message_test',
  subject: testSubject,
  staff: 'themselves',
  mail: {
    staff: {
      content(about, to) {
        const { content } = told(about, to.now)
        const { subject, status } = content
        return {
          ...content,
          subject: to.t('message_test.subject', { subject }),
          status: { ...status, text: to.t('message_test.status', { status: status.text }) },
          why: to.t('message_test.why', { business: to.business.name }),
        }
      },
      samples: [
        {
          title: 'Test of a message',
          about: {
            wanted: {
              ...{ type: 'booking_confirmed', business, language: 'en' },
              ...{ service: lesson, host: null, booking: null },
              text: {
                subject: 'See you at the pool, {client}: {when}',
                opening: 'Hello {client},\nwe are **looking forward** to {service}.',
                closing: 'The water has 30 °C.',
              },
            },
            ...{ reader: owner, member: null },
          },
        },
      ],
    },
  },
})

function told({ wanted, reader: { fullName: name, email } }: TestSubject, now: DateTime) {
  return sampleTold({ ...wanted, now }, { name, email })
}

/** Null when they have left the business. */
async function find(
  { businessId, userId, data }: Notification,
  client: QueryClient
): Promise<TestSubject | null> {
  const membership = await Membership.query({ client })
    .where({ businessId, userId: userId ?? 0 })
    .first()
  // One after the other: a transaction has one connection, and preloads go out at once.
  await membership?.load('user')
  await membership?.load('business', (shop) => shop.preload('settings'))
  if (!membership) return null
  const type = String(data.type)
  if (!variablesOf(type)) return null
  const { user, business: shop } = membership
  const part = (typed: unknown) => (typeof typed === 'string' ? typed : null)
  const text = {
    ...{ subject: part(data.subject), opening: part(data.opening) },
    closing: part(data.closing),
  }
  const parts = { service: null, host: null, booking: null }
  const wanted = { type, text, business: shop, language: String(data.language), ...parts }
  return { wanted, reader: user, member: user }
}
