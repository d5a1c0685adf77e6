import { DateTime } from 'luxon'
import { business, lesson, sampleBooking } from '../samples.js'
import Erasure from '#models/privacy/erasure'
import type { ErasureSubject } from './erasure_subject.js'

export function sampleErasure(
  attributes: Partial<Erasure> = {},
  cancelled: ErasureSubject['cancelled'] = []
): ErasureSubject {
  const erasure = new Erasure().merge({
    ...{ id: 1, businessId: business.id, clientId: 1, status: 'asked' },
    ...{ email: 'asha@client.example', clientName: 'Asha Patel', reason: null },
    ...{ clientLocale: 'en-GB', clientTimeZone: 'Europe/London', counts: {}, keepsComing: false },
    createdAt: DateTime.fromISO('2026-01-12T18:00:00Z'),
    ...attributes,
  })
  return { erasure, business, cancelled }
}

export const calledOffSample = { startsAt: sampleBooking().startsAt, service: lesson.name }
