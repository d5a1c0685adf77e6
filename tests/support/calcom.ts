import { createHmac } from 'node:crypto'
import type { DateTime } from 'luxon'
import { appUrl } from '#config/app'
import OpenCalcomBridge from '#actions/outside/open_calcom_bridge'
import { byUser } from '#models/by'
import OutsideBooking from '#models/outside/outside_booking'
import OutsideService from '#models/outside/outside_service'
import { IN_THREE_DAYS, type Shop } from '#tests/support/requests'

export async function openBridge({ business, user }: Pick<Shop, 'business' | 'user'>) {
  const wanted = { businessId: business.id, version: '', by: byUser(user.id) }
  const opened = await new OpenCalcomBridge().handle(wanted)
  if (opened === 'stale') throw new Error('There is one already')
  return opened
}

interface Told {
  uid?: string
  startsAt?: DateTime
  minutes?: number
  /** When Cal.com says that it said so. */
  at?: number
  payload?: Record<string, unknown>
}

/** As Cal.com writes it. */
export function calcomBody(triggerEvent: string, told: Told = {}): string {
  const startsAt = told.startsAt ?? IN_THREE_DAYS
  return JSON.stringify({
    triggerEvent,
    createdAt: new Date(told.at ?? Date.now()).toISOString(),
    payload: {
      type: 'private-lesson',
      title: 'Private lesson between Anna Reed and Asha Patel',
      eventTitle: 'Private lesson',
      eventTypeId: 4711,
      uid: told.uid ?? 'bFJeNb2uX8ANpT3JL5EfXw',
      startTime: startsAt.toUTC().toISO(),
      endTime: startsAt
        .plus({ minutes: told.minutes ?? 60 })
        .toUTC()
        .toISO(),
      organizer: { id: 5, name: 'Anna Reed', email: 'anna@cal.example', timeZone: 'Europe/London' },
      attendees: [
        {
          name: 'Asha Patel',
          email: 'asha.canary@client.example',
          timeZone: 'Asia/Kolkata',
          language: { locale: 'en' },
        },
      ],
      additionalNotes: 'First time.',
      ...told.payload,
    },
  })
}

export function calcomSignature(secret: string, body: string | Buffer): string {
  return createHmac('sha256', secret).update(body).digest('hex')
}

export function postCalcom(token: string | null, body: string | Buffer, signature: string | null) {
  const query = token === null ? '' : `?bridge=${token}`
  return fetch(`${appUrl}/api/webhooks/calcom${query}`, {
    method: 'POST',
    body: typeof body === 'string' ? body : new Uint8Array(body),
    headers: {
      'content-type': 'application/json',
      ...(signature !== null && { 'x-cal-signature-256': signature }),
    },
  })
}

type Bridge = Awaited<ReturnType<typeof openBridge>>

/** What Cal.com tells, signed as it should be; gives what became of it. */
export async function tellOfCalcom({ bridge, secret }: Bridge, event: string, told: Told = {}) {
  const body = calcomBody(event, told)
  const answer = await postCalcom(bridge.token, body, calcomSignature(secret, body))
  if (answer.status !== 200) throw new Error(`Answered ${answer.status}`)
  const { outcome } = (await answer.json()) as { outcome: string }
  return outcome
}

/** One that could not be brought in, with the bridge that it came over. */
export async function keptOutside(shop: Shop) {
  await openBridge(shop)
  const { id: businessId } = shop.business
  const service = await OutsideService.create({
    ...{ businessId, source: 'calcom', remoteId: '1', name: 'Lesson', serviceId: null },
  })
  return OutsideBooking.create({
    ...{ businessId, source: 'calcom', uid: 'kept', formerUids: [], state: 'kept' },
    ...{ outsideServiceId: service.id, problem: 'unmapped', isCancelled: false },
    ...{ startsAt: IN_THREE_DAYS, endsAt: IN_THREE_DAYS.plus({ hours: 1 }), toldAt: IN_THREE_DAYS },
    ...{ clientName: 'Asha Patel', clientTimeZone: 'UTC', attempts: 0 },
  })
}
